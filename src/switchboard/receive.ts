import { advance, failed, type Advanced } from '../core/advance.ts'
import { type Conversation, newConversation } from '../core/conversation.ts'
import { NO_HINTS } from '../core/hints.ts'
import type { Address, DeskId, IdentityId } from '../core/ids.ts'
import type { Input } from '../core/input.ts'
import { topicAt, wantsUnderstanding } from '../core/listen.ts'
import type { Identity, Known, Loaded, TurnWrite } from '../store/store.ts'
import type { Incoming, Inside } from './incoming.ts'
import { createQueue } from './keyed-queue.ts'
import type { Ports } from './ports.ts'
import { type Recording, record, type Retention } from './record.ts'

/** `committed`: saved, with what the turn made of it. `duplicate`: it was here before. `ignored`: it changes nothing, as an edit to the same words. */
export type Received = { readonly kind: 'committed'; readonly conversation: Conversation; readonly advanced: Advanced; readonly seq: number; readonly identity: IdentityId; /** Something is on its way to her. */ readonly answers: boolean; /** Where what was said before this turn ends. */ readonly before: number } | { readonly kind: 'duplicate' | 'ignored' }

export type Receive = {
  readonly incoming: (message: Incoming) => Promise<Received>
  /** null when there is no such conversation. */
  readonly inside: (message: Inside) => Promise<Received | null>
}

/** Another turn may come between reading and writing this often before it is an error. */
const TRIES = 8

type Situation = Pick<Recording, 'identity' | 'before' | 'isNew' | 'lastSeq' | 'handedOff'>
type After = (received: Extract<Received, { kind: 'committed' }>, done: { readonly identity: Situation['identity']; readonly write: TurnWrite; /** It came from her, over her channel. */ readonly fromHer: boolean }) => void

/**
 * The one door: every message, tap, reply, timer and answer becomes a turn here.
 * Turns of one citizen come one after the other; those of different citizens share the commit.
 */
export function createReceive(ports: Ports, retention: Retention, after: After, recognise: (message: Incoming) => Promise<Incoming>): Receive {
  const inOrder = createQueue()
  const { store, clock, newId } = ports

  const turn = async (read: () => Promise<Situation | null>, { content, externalId, label, source }: Pick<Incoming, 'label' | 'source' | 'externalId'> & { readonly content: Incoming['content'] | Inside['content'] }, beside: Recording['beside']): Promise<Received | null> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const situation = await read()
      if (situation === null) return null
      if (situation.isNew && SECONDARY.has(content.kind)) return { kind: 'ignored' }
      const input = { id: externalId ?? newId(), at: clock.now(), ...clock.local(), carries: ports.channels.get(situation.identity.channel)?.can.data ?? 'special', ...content, hints: NO_HINTS } as Input
      const understood = await withHints(ports, situation.before, input)
      const recording: Recording = { ports, retention, input: understood, label: label ?? null, source: source ?? null, externalId, beside, ...situation }
      const { advanced, write } = makeTurn(recording)
      const outcome = await store.commit(write)
      if (outcome.kind === 'duplicate') return outcome
      if (outcome.kind === 'stale') continue
      const received = { kind: 'committed' as const, conversation: advanced.conversation, advanced, seq: write.lastSeq + write.entries.length, identity: situation.identity.id, answers: write.outbox.length > 0 || outcome.released === true, before: write.lastSeq }
      after(received, { identity: situation.identity, write, fromHer: beside !== null })
      return received
    }
    throw new Error(`A turn was overtaken ${TRIES} times.`)
  }

  return {
    incoming: (given) => inOrder(`${given.from.channel} ${given.from.account} ${given.from.address}`, async () => {
      const message = await recognise(given)
      return (await isSame(store, message)) ? { kind: 'ignored' } : ((await turn(() => situationOf(ports, message), message, { isEvent: message.isEvent ?? false, memory: message.memory ?? null })) as Received)
    }),
    inside: async (message) => {
      const loaded = await store.load(message.conversation)
      if (loaded === null) return null
      if (message.via !== undefined && message.via !== loaded.identity.id) return { kind: 'ignored' }
      const { channel, account, address } = loaded.identity
      return inOrder(`${channel} ${account} ${address}`, () => turn(async () => answeredAt(existing(await store.load(message.conversation)), message.to), message, null))
    },
  }
}

/** What comes to a conversation but never opens one. */
const SECONDARY: ReadonlySet<string> = new Set(['edited', 'reachability'])

/** Platforms tell of edits that changed nothing that she can see. */
const isSame = async (store: Ports['store'], { from, edits, content }: Incoming): Promise<boolean> =>
  edits !== undefined && content.kind === 'edited' && (await store.wroteIn(from, edits)) === content.text

const existing = (loaded: Loaded | null): Situation | null =>
  loaded && { identity: { ...loaded.identity, isNew: false }, before: loaded.conversation, isNew: false, lastSeq: loaded.lastSeq, handedOff: loaded.handedOff }

/** She is answered there, whoever said so. */
const answeredAt = (situation: Situation | null, to: Identity | undefined): Situation | null =>
  situation && to ? { ...situation, identity: { ...to, isNew: false }, before: { ...situation.before, replyVia: to.id } } : situation

/** Where she writes from is where she is answered. */
const heardFrom = (identity: Situation['identity'], loaded: Loaded): Situation => ({
  ...(existing(loaded) as Situation), identity, before: loaded.conversation.replyVia === identity.id ? loaded.conversation : { ...loaded.conversation, replyVia: identity.id },
})

/** Her open conversation with this desk, or a new one whose numbers go on where the last one's ended: a cursor never goes back. */
async function situationOf({ store, newId, clock, content }: Ports, { from, formerly, desk, joins, content: { kind } }: Incoming): Promise<Situation> {
  const known = await knownAs(store, from, formerly, desk)
  if (known.latest && known.identity && known.latest.conversation.closedAt === null && !isElsewhere(known.identity, known.latest)) return heardFrom({ ...known.identity, isNew: false }, known.latest)
  if (joins !== undefined && known.identity === null) {
    const brought = await store.load(joins)
    const identity = brought && { ...from, id: newId(), citizen: brought.identity.citizen, memory: null, window: null, joined: brought.identity.joined, place: brought.identity.place, isNew: true }
    // Who only opens a page is answered where she wrote: she may close it again.
    if (identity !== null && brought?.conversation.closedAt === null) return kind === 'moved' ? { ...(existing(brought) as Situation), identity } : heardFrom(identity, brought)
  }
  const before = known.latest?.conversation
  const spoken = before ? { language: before.language, languageSure: before.languageSure, profiles: before.profiles } : {}
  const id = newId()
  const identity = known.identity ? { ...known.identity, isNew: false } : { ...from, id, citizen: newId(), memory: null, window: null, joined: false, place: id, isNew: true }
  return { identity, before: { ...newConversation({ id: newId(), citizen: identity.citizen, replyVia: identity.id, desk, openedAt: clock.now(), language: content().languages.includes('it') ? 'it' : (content().languages[0] ?? 'it') }), ...spoken }, isNew: true, lastSeq: known.latest?.lastSeq ?? 0, handedOff: false }
}

/** What is urgent stays where it began, and on the pages that she opened from there: at another address that she joined, something else begins. */
export const isElsewhere = ({ joined, place }: Identity, { conversation, identity }: Loaded): boolean => joined && conversation.urgent !== null && identity.place !== place

/** Whoever is unknown at this address may be known at the one that she had before: then it is hers now. */
async function knownAs(store: Ports['store'], from: Address, formerly: string | undefined, desk: DeskId): Promise<Known> {
  const known = await store.find(from, desk)
  if (known.identity !== null || formerly === undefined) return known
  await store.moveAddress({ ...from, address: formerly }, from.address)
  return store.find(from, desk)
}

/** Understanding runs before the turn and outside any transaction; when it fails, the turn goes on without it. */
async function withHints({ content, understand, log }: Ports, before: Conversation, input: Input): Promise<Input> {
  if (input.kind !== 'wrote' || !wantsUnderstandingSafely(content(), before, input)) return input
  try {
    return { ...input, hints: await understand(input.text, { language: before.languageSure ? before.language : null, topic: topicAt(content(), before) }) }
  } catch (error) {
    log.error({ conversation: before.id, error: nameOf(error) }, 'understanding failed')
    return input
  }
}

function wantsUnderstandingSafely(content: Parameters<typeof wantsUnderstanding>[0], before: Conversation, input: Extract<Input, { kind: 'wrote' }>): boolean {
  try {
    return !before.noticed || before.mode.kind === 'attended' || wantsUnderstanding(content, before, input.text, input.today)
  } catch {
    return true
  }
}

/** A turn that cannot be rendered is a broken turn: she is told, and a person looks. */
function makeTurn(recording: Recording) {
  const content = recording.ports.content()
  const advanced = advance(content, recording.before, recording.input)
  try {
    return { advanced, write: record(recording, advanced) }
  } catch (error) {
    recording.ports.log.error({ conversation: recording.before.id, error: nameOf(error) }, 'a turn could not be rendered')
    const apology = failed(content, recording.before, recording.input, 'threw', nameOf(error))
    return { advanced: apology, write: record(recording, apology) }
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'unknown')
