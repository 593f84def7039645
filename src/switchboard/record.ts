import type { Advanced } from '../core/advance.ts'
import { addMonths } from '../core/dates.ts'
import type { Conversation } from '../core/conversation.ts'
import type { TurnEvent } from '../core/event.ts'
import type { Input } from '../core/input.ts'
import type { Instant } from '../core/ids.ts'
import type { Identity, NewEntry, TurnWrite } from '../store/store.ts'
import type { Ports } from './ports.ts'

const DAY = 86_400_000

/** Days after which words are erased, by class; settable at start. */
export type Retention = { readonly botDays: number; readonly urgentDays: number; readonly attendedMonths: number }

export type Recording = {
  readonly ports: Ports
  readonly retention: Retention
  readonly input: Input
  readonly label: string | null
  readonly identity: Identity & { readonly isNew: boolean }
  readonly before: Conversation
  readonly isNew: boolean
  readonly lastSeq: number
  readonly handedOff: boolean
  readonly externalId: string | null
}

/** A turn as rows: events with their words rendered, in the language in which they are said, before anything is saved. */
export function record(r: Recording, { conversation, events }: Advanced): TurnWrite {
  const { input } = r
  const own = inboundEntry(r)
  const entries = [...(own ? [own] : []), ...events.map((e) => eventEntry(r, conversation, e))]
  const at = input.at
  return {
    identity: r.identity, expectedRevision: r.isNew ? null : r.before.revision, conversation, lastSeq: r.lastSeq, at, version: r.ports.content().version,
    dedupe: r.externalId === null ? null : { externalId: r.externalId },
    entries,
    outbox: entries.flatMap((e, i) => (e.body && (e.kind === 'assistant' || e.kind === 'operator') ? [{ entry: i, origin: e.kind === 'operator' ? ('operator' as const) : ('bot' as const), dueAt: at }] : [])),
    timers: events.flatMap((e) => (e.kind === 'requested' ? [{ id: `${conversation.id}:${e.call}`, conversation: conversation.id, dueAt: new Date(Date.parse(at) + e.timeoutSeconds * 1000).toISOString(), reason: 'call-timeout' as const }] : [])),
    eraseAfter: eraseAfter(r, conversation), handedOff: events.some((e) => e.kind === 'handed-off'), replied: events.some((e) => e.kind === 'replied'),
    unread: events.some((e) => e.kind === 'relayed') ? 'add' : input.kind === 'attended' || input.kind === 'replied' ? 'clear' : 'keep',
  }
}

/** What she sent, as she sent it. What operators and clocks did is told by the events alone. */
function inboundEntry({ input, label, before, externalId }: Recording): NewEntry | null {
  const entry = (text: string, data: object): NewEntry => ({ kind: 'citizen', data: { input: input.kind, id: externalId, ...data }, body: { language: before.language, text, rendered: null } })
  switch (input.kind) {
    case 'wrote': return entry(input.text, {})
    case 'picked': return entry(label ?? input.option, { menu: input.menu, option: input.option })
    case 'sent-file': return entry(input.file.name, { file: input.file })
    case 'unsupported': return entry('', { what: input.what })
    default: return null
  }
}

function eventEntry({ ports, input }: Recording, { language }: Conversation, event: TurnEvent): NewEntry {
  if (event.kind === 'said') {
    const rendered = ports.render(event, language)
    return { kind: 'assistant', data: event, body: { language, text: rendered.text, rendered } }
  }
  if (event.kind === 'replied') {
    const { text, ...data } = event
    return { kind: 'operator', data, body: { language, text, rendered: null } }
  }
  if (event.kind === 'answered') return { kind: 'event', data: { kind: 'answered', name: event.name }, body: { language, text: '', rendered: event.value } }
  if (event.kind === 'failed') return { kind: 'event', data: { ...event, input: input.kind }, body: null }
  return { kind: 'event', data: event, body: null }
}

function eraseAfter({ retention, input, handedOff }: Recording, c: Conversation): Instant | null {
  const inDays = (days: number): Instant => new Date(Date.parse(input.at) + days * DAY).toISOString()
  const urgent = 'urgent' in c.mode && c.mode.urgent !== null
  if (urgent) return inDays(retention.urgentDays)
  if (c.mode.kind === 'queued' || c.mode.kind === 'attended') return null
  if (!handedOff) return inDays(retention.botDays)
  return c.closedAt === null ? inDays(retention.attendedMonths * 31) : `${addMonths(c.closedAt.slice(0, 10), retention.attendedMonths)}T00:00:00.000Z`
}
