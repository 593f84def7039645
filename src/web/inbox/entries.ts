import type { TurnEvent } from '../../core/event.ts'
import type { FileRef } from '../../core/input.ts'
import type { Param } from '../../core/params.ts'
import type { Delivery, SaidBody, StoredEntry, StoredFile } from '../../store/store.ts'
import type { Thread } from '../contract/inbox.ts'
import type { WebPorts } from '../ports.ts'
import { withoutDoors } from './doors.ts'

type Entry = Thread['entries'][number]
type Event = Exclude<TurnEvent, { kind: 'said' | 'replied' }>

/** The transcript for an operator: her words and the assistant's beside the same in the operator's language, and what happened. */
export function entries(ports: WebPorts, stored: readonly StoredEntry[], { deliveries, files }: Beside, language: string, nameOf: (id: string) => string): Entry[] {
  const sent = new Map(deliveries.map((d) => [d.seq, d]))
  const rows = new Map(files.map((f) => [f.id, f]))
  // A file whose row has expired is gone.
  const withState = (list: readonly FileRef[]): Entry['files'] => list.map(({ id, name, mime, bytes }) => ({ id, name, mime: rows.get(id)?.mime ?? mime, bytes: rows.get(id)?.bytes ?? bytes, state: rows.get(id)?.state ?? 'lost' }))
  const view = { ports, language, nameOf, withState, dir: (tag: string) => ports.words.languages.find((l) => l.tag === tag)?.dir ?? ('ltr' as const) }
  return stored.flatMap((entry, i) => {
    const shown = entryOf(view, entry, understoodBelow(view, stored, i))
    const delivery = sent.get(entry.seq)
    return shown ? [{ ...shown, text: withoutDoors(ports, shown.text, language), mine: shown.mine && withoutDoors(ports, shown.mine, language), delivery: delivery?.state ?? 'none', explain: delivery?.explain ?? null }] : []
  })
}

type Beside = { readonly deliveries: readonly Delivery[]; readonly files: readonly StoredFile[] }

type View = { readonly ports: WebPorts; readonly withState: (files: readonly FileRef[]) => Entry['files']; readonly language: string; readonly nameOf: (id: string) => string; readonly dir: (tag: string) => 'ltr' | 'rtl' }

function entryOf(view: View, entry: StoredEntry, understood: string | null): Entry | null {
  const tag = entry.body?.language ?? view.language
  const base = { ...EMPTY, seq: entry.seq, at: entry.at, language: tag, dir: view.dir(tag), text: entry.body?.text ?? '' }
  if (entry.kind === 'citizen') {
    const { file } = (entry.body?.rendered ?? {}) as { file?: FileRef }
    return { ...base, kind: 'citizen', text: wroteText(view, entry), mine: understood, files: file ? view.withState([file]) : [] }
  }
  if (entry.kind === 'operator') {
    const { by } = entry.data as { by: string }
    const { files } = (entry.body?.rendered ?? { files: [] }) as { files: FileRef[] }
    return { ...base, kind: 'operator', name: view.nameOf(by), files: view.withState(files) }
  }
  if (entry.kind === 'assistant') return assistantEntry(view, entry, base)
  const event = eventWords(view, (entry.body?.rendered ?? entry.data) as Event)
  return event === null ? null : { ...base, kind: 'event', language: view.language, dir: view.dir(view.language), text: event }
}

type Wrote = { readonly file?: FileRef; readonly located?: { readonly latitude: number; readonly longitude: number }; readonly edited?: boolean }

/** A file shows itself; a place has its map; a change says that it is one. */
function wroteText({ ports: { words }, language }: View, { body }: StoredEntry): string {
  if (body === null) return words.text('inbox:erased', {}, language)
  const { file, located, edited } = (body.rendered ?? {}) as Wrote
  if (file) return ''
  if (located) return words.text('inbox:located', { map: { url: `https://www.openstreetmap.org/?mlat=${located.latitude}&mlon=${located.longitude}` } }, language)
  return edited ? words.text('inbox:edited', { text: body.text }, language) : body.text
}

/** The same keys in the operator's language; the original is what was saved when it was said. */
function assistantEntry({ ports, language }: View, entry: StoredEntry, base: Omit<Entry, 'kind'>): Entry {
  if (entry.body === null) return { ...base, kind: 'assistant', text: ports.words.text('inbox:erased', {}, language) }
  const { rendered: original, said } = entry.body.rendered as SaidBody
  const mine = ports.words.said(said, language)
  return {
    ...base, kind: 'assistant' as const, mine: base.language === language ? null : mine.text, blocks: mine.blocks, sources: mine.sources,
    options: original.menu?.options.map((o, i) => `${o.label}${base.language === language ? '' : ` · ${mine.menu?.options[i]?.label ?? ''}`}`) ?? [],
  } as Entry
}

/** What the desk understood of the words just above: a value, a choice, or the likely topic. */
function understoodBelow({ ports, language }: View, stored: readonly StoredEntry[], at: number): string | null {
  for (const { kind, data, body } of stored.slice(at + 1, at + 6)) {
    // What came of her next message is not about this one.
    if (kind === 'citizen') return null
    if (kind !== 'event') continue
    const event = data as Event
    const whole = body?.rendered as Event | undefined
    if (whole?.kind === 'answered') return `→ ${ports.words.param(whole.value, language)}`
    if (whole?.kind === 'picked') return ports.words.text(whole.key, whole.params, language)
    if (event.kind === 'understood') {
      const topics = event.intents.flatMap((i) => { const entry = ports.content().topics[i.topic]; return entry ? [ports.words.text(entry.key, {}, language)] : [] })
      return topics.length ? `≈ ${topics.join(' · ')}` : null
    }
  }
  return null
}

/** Events that an operator wants to see, in words; the others stay in the record. */
function eventWords({ ports, language, nameOf }: View, event: Event): string | null {
  const say = (key: string, params: Record<string, Param> = {}): string => ports.words.text(`inbox:events.${key}`, params, language)
  switch (event.kind) {
    case 'handed-off': return say(`handed-off.${event.reason}`)
    case 'mode-changed': return event.by === null ? null : say(`mode.${event.to}`, { name: nameOf(event.by) })
    case 'language-chosen': return say('language', { language: { language: event.language } })
    case 'urgency-noticed': return say('urgency', { kind: { key: `inbox:urgent.${event.urgent}` } })
    case 'safety-answered': return event.safe === undefined ? null : say(event.safe ? 'safe' : 'not-safe')
    case 'resolved': return say('resolved', { outcome: { key: `inbox:outcomes.${event.outcome}` }, name: nameOf(event.by) })
    case 'reopened': return say('reopened', { name: nameOf(event.by) })
    case 'reachability-changed': return say(event.reachable ? 'reachable' : 'unreachable')
    case 'profile-chosen': return event.name ? say('for-somebody', { name: event.name }) : say('for-herself')
    case 'joined': case 'parted': return say(event.kind, { channel: { key: `inbox:channels.${event.channel}` } })
    case 'contact-logged': return say('contact', { way: { key: `inbox:channels.${event.way}` }, who: { key: `inbox:contact.whos.${event.who}` }, comune: event.comune === null ? '—' : (ports.content().comuni.find((c) => c.id === event.comune)?.name ?? event.comune), minutes: event.minutes, name: nameOf(event.by) })
    case 'failed': return say('failed', { code: event.code })
    default: return null
  }
}

const EMPTY = { mine: null, name: null, blocks: [], options: [], sources: [], files: [], delivery: 'none' as const, explain: null }
