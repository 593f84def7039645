import type { Advanced } from '../core/advance.ts'
import { addMonths } from '../core/dates.ts'
import type { Conversation } from '../core/conversation.ts'
import type { TurnEvent } from '../core/event.ts'
import type { Input } from '../core/input.ts'
import type { Instant } from '../core/ids.ts'
import type { NewEntry, NewOutboxRow, SaidBody, TurnWrite } from '../store/store.ts'
import { later } from './backoff.ts'
import { doorOf, openDoors } from './doors.ts'
import { newCode, offerOf, withCode } from './joins.ts'
import { opened } from './window.ts'
import type { Ports } from './ports.ts'

const DAY = 86_400_000

/** Days after which words are erased, by class; settable at start. */
export type Retention = { readonly botDays: number; readonly urgentDays: number; readonly attendedMonths: number; readonly fileDays: number }

export type Recording = {
  readonly ports: Ports
  readonly retention: Retention
  readonly input: Input
  readonly label: string | null
  readonly source: string | null
  readonly identity: TurnWrite['identity']
  readonly before: Conversation
  readonly isNew: boolean
  readonly lastSeq: number
  readonly handedOff: boolean
  readonly externalId: string | null
  /** What her channel says beside the message itself; null: it did not come from her. */
  readonly beside: { readonly isEvent: boolean; readonly memory: string | null } | null
}

/** A turn as rows: events with their words rendered, in the language in which they are said, before anything is saved. */
export function record(r: Recording, { conversation, events: told }: Advanced): TurnWrite {
  const { input } = r
  const offered = told.find((e) => e.kind === 'join-offered')
  const code = offered && newCode()
  const { events, hashes } = openDoors(code ? withCode(told, code) : told, conversation.language, r.ports.door)
  const own = inboundEntry(r)
  const entries = [...(own ? [own] : []), ...events.map((e) => eventEntry(r, conversation, e))]
  const at = input.at
  const handedOff = events.some((e) => e.kind === 'handed-off' || (e.kind === 'mode-changed' && e.to === 'attended'))
  return {
    identity: r.identity, hers: r.beside !== null, expectedRevision: r.isNew ? null : r.before.revision, conversation, lastSeq: lastSeqOf(r), at, version: r.ports.content().version,
    // A refused reply is not «seen»: sent again after taking over, it must count.
    dedupe: r.externalId === null || events.some((e) => e.kind === 'take-refused') ? null : { externalId: r.externalId },
    entries,
    outbox: outboxOf(r, entries), cancelsOutbox: input.kind === 'reachability' && !input.reachable,
    heard: heardOf(r),
    files: input.kind === 'sent-file' ? [{ ...input.file, source: r.source, expiresAt: inDays(at, r.retention.fileDays) }] : [],
    doors: hashes.map((hash) => doorOf(hash, conversation.id, input.at)),
    join: offered && code ? { kind: 'offered', offer: offerOf({ id: r.ports.newId(), code, conversation: conversation.id, identity: r.identity.id, shares: offered.shares, agreed: false, at }) } : joinedBy(input, events),
    timers: events.flatMap((e) => (e.kind === 'requested' ? [{ id: `${conversation.id}:${e.call}`, conversation: conversation.id, dueAt: later(at, e.timeoutSeconds * 1000), reason: 'call-timeout' as const }] : [])),
    eraseAfter: eraseAfter({ ...r, handedOff: r.handedOff || handedOff }, conversation), handedOff, replied: events.some((e) => e.kind === 'replied'),
    unread: events.some((e) => e.kind === 'relayed') ? 'add' : input.kind === 'attended' || input.kind === 'replied' ? 'clear' : 'keep',
    missed: missedBy(input, events),
  }
}

/** What is said of two addresses that become one comes after all that was said at either. */
const lastSeqOf = ({ lastSeq, input }: Recording): number => (input.kind === 'join' && 'after' in input.news ? Math.max(lastSeq, input.news.after) : lastSeq)

const joinedBy = (input: Input, events: readonly TurnEvent[]): TurnWrite['join'] => (input.kind === 'join' && input.news.kind === 'done' && events.some((e) => e.kind === 'joined') ? { kind: 'joined', id: input.news.join } : null)

/** Whether she can be reached is told by her provider, not by her: it opens nothing. */
function heardOf({ ports, identity, input, beside }: Recording): TurnWrite['heard'] {
  if (beside === null) return null
  const window = ports.channels.get(identity.channel)?.can.window ?? null
  const opens = window !== null && input.kind !== 'reachability'
  if (!opens && beside.memory === null) return null
  return { memory: beside.memory, window: opens ? opened(window, input.at, identity.window, beside.isEvent) : null }
}

/** Her text, where the script could make nothing of it. It is the turn's first entry. */
function missedBy(input: Input, events: readonly TurnEvent[]): TurnWrite['missed'] {
  const guessed = events.find((e) => e.kind === 'understood')
  const isMissed = guessed?.outOfScope || events.some((e) => e.kind === 'missed' && e.reason === 'not-understood')
  return input.kind === 'wrote' && isMissed ? { entry: 0, topics: guessed?.intents ?? [] } : null
}

/** What goes out, in order. A channel that merges carries the assistant's part of a turn as one message. */
function outboxOf({ ports, identity, input }: Recording, entries: readonly NewEntry[]): NewOutboxRow[] {
  const can = ports.channels.get(identity.channel)?.can
  const pulled = can?.pulled ?? false
  const rows: NewOutboxRow[] = []
  for (const [i, { kind, body, data }] of entries.entries()) {
    const goesOut = body !== null && (kind === 'assistant' || kind === 'operator' || (!pulled && isServedFile(data)))
    if (!goesOut) continue
    const origin = kind === 'operator' ? 'operator' : 'bot'
    const open = rows.at(-1)
    if (can?.merges && open?.origin === 'bot' && origin === 'bot') rows[rows.length - 1] = { ...open, last: i }
    else rows.push({ first: i, last: i, origin, dueAt: input.at, pulled })
  }
  return rows
}

export const isServedFile = (data: unknown): boolean => (data as { kind?: string } | null)?.kind === 'served-file'

export const inDays = (at: Instant, days: number): Instant => later(at, days * DAY)

/** What she sent, as she sent it. What operators and clocks did is told by the events alone. */
function inboundEntry({ ports, input, label, before, externalId, identity }: Recording): NewEntry | null {
  // Only a page of our own knows its messages by these ids; a provider's hold her number, and would stay when the words go.
  const id = ports.channels.get(identity.channel)?.can.pulled ? externalId : null
  const entry = (text: string, rendered: unknown = null): NewEntry => ({ kind: 'citizen', data: { input: input.kind, id }, body: { language: before.language, text, rendered } })
  switch (input.kind) {
    case 'wrote': return entry(input.text)
    case 'picked': return entry(label ?? input.option)
    case 'sent-file': return entry(input.file.name, { file: input.file })
    case 'located': return entry(`${input.latitude}, ${input.longitude}`, { located: { latitude: input.latitude, longitude: input.longitude } })
    case 'edited': return entry(input.text, { edited: true })
    case 'typed-code': case 'unsupported': return entry('')
    default: return null
  }
}

/** `data` is what stays when the words are erased: what kind of thing happened and which facts were told, nothing that she said or chose. */
function eventEntry({ ports, input }: Recording, { language }: Conversation, event: TurnEvent): NewEntry {
  const body = (text: string, rendered: unknown) => ({ language, text, rendered })
  switch (event.kind) {
    case 'said': {
      const rendered = ports.render(event, language)
      return { kind: 'assistant', data: { kind: 'said', key: event.key, facts: event.facts }, body: body(rendered.text, { rendered, said: event } satisfies SaidBody) }
    }
    case 'replied': return { kind: 'operator', data: { kind: 'replied', by: event.by }, body: body(event.text, { files: event.files }) }
    case 'answered': return { kind: 'event', data: { kind: 'answered', name: event.name }, body: body('', event) }
    case 'picked': return { kind: 'event', data: { kind: 'picked' }, body: body('', event) }
    case 'requested': return { kind: 'event', data: { kind: 'requested', call: event.call, service: event.service }, body: null }
    case 'served-file': return { kind: 'event', data: { kind: 'served-file' }, body: body('', event) }
    case 'profile-chosen': return { kind: 'event', data: { kind: 'profile-chosen' }, body: body('', event) }
    case 'safety-answered': return { kind: 'event', data: { kind: 'safety-answered' }, body: body('', event) }
    case 'failed': return { kind: 'event', data: { ...event, input: input.kind }, body: null }
    default: return { kind: 'event', data: event, body: null }
  }
}

function eraseAfter({ retention, input, handedOff }: Recording, c: Conversation): Instant | null {
  if (c.mode.kind === 'queued' || c.mode.kind === 'attended') return null
  if (c.urgent !== null) return inDays(input.at, retention.urgentDays)
  if (!handedOff) return inDays(input.at, retention.botDays)
  return c.closedAt === null ? inDays(input.at, retention.attendedMonths * 31) : `${addMonths(c.closedAt.slice(0, 10), retention.attendedMonths)}T00:00:00.000Z`
}
