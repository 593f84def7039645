import type { Way, Who } from '../core/contact.ts'
import { newConversation, type Outcome } from '../core/conversation.ts'
import type { ConversationId, DeskId, LanguageTag, OperatorId, Topic } from '../core/ids.ts'
import { addMonths } from '../core/dates.ts'
import type { NewEntry } from '../store/store.ts'
import type { Ports } from './ports.ts'
import type { Retention } from './record.ts'

/** A request that was answered at the counter, on the telephone or on a visit. `note` names nobody who did not want it. */
export type Contact = {
  /** The same one twice is logged once. */
  readonly id: string
  readonly way: Way
  readonly who: Who
  readonly language: LanguageTag
  /** The municipality where she lives; null: not said. */
  readonly comune: string | null
  readonly topic: Topic
  readonly outcome: Outcome
  readonly minutes: number
  readonly note: string
  readonly by: OperatorId
}

/** Keeps it as a closed conversation, so that it is found, counted and erased like every other. null: it was here before. */
export async function logContact({ store, clock, newId, content }: Pick<Ports, 'store' | 'clock' | 'newId' | 'content'>, retention: Retention, desk: DeskId, contact: Contact): Promise<ConversationId | null> {
  const at = clock.now()
  const { way, language, topic, outcome } = contact
  const [id, identity, citizen] = [newId(), newId(), newId()]
  const conversation = {
    ...newConversation({ id, citizen, desk, replyVia: identity, language, openedAt: at }),
    languageSure: true, noticed: true, revision: 1, topic, outcome, closedAt: at, mode: { kind: 'closed' as const },
  }
  const written = await store.commit({
    identity: { id: identity, citizen, channel: way, account: desk, address: identity, memory: null, window: null, joined: false, place: identity, isNew: true },
    hers: false, expectedRevision: null, conversation, lastSeq: 0, dedupe: { externalId: `contact:${contact.id}` }, at, version: content().version, entries: entriesOf(contact),
    outbox: [], heard: null, files: [], cancelsOutbox: false, timers: [], doors: [], join: null, eraseAfter: `${addMonths(at.slice(0, 10), retention.attendedMonths)}T00:00:00.000Z`,
    handedOff: true, replied: false, unread: 'keep', missed: null,
  })
  return written.kind === 'committed' ? id : null
}

/** What was counted stays when the note is erased. */
const entriesOf = ({ way, who, comune, minutes, note, by }: Contact): NewEntry[] => [
  { kind: 'event', data: { kind: 'contact-logged', way, who, comune, minutes, by }, body: null },
  ...(note === '' ? [] : [{ kind: 'operator' as const, data: { kind: 'replied', by }, body: { language: 'it', text: note, rendered: { files: [] } } }]),
]
