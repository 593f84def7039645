import type { HandoffReason } from './event.ts'
import { change, changeMode, deskOf, type Draft, note, say } from './draft.ts'
import { type Moment, waiting } from './hours.ts'
import type { UrgentKind } from './hints.ts'
import type { Desk } from './desk.ts'
import type { LanguageTag, MessageKey, Topic } from './ids.ts'
import type { Params } from './params.ts'
import { offerPrivatePage } from './private-page.ts'

type Handoff = { readonly reason: HandoffReason; readonly topic: Topic | null; readonly urgent: UrgentKind | null }

/** Puts her in the queue and tells her, honestly, who will read and when. Already there: she keeps her place. */
export function handOff(d: Draft, { reason, topic, urgent }: Handoff): void {
  const { mode } = d.conversation
  if (urgent !== null) change(d, { urgent })
  if (mode.kind === 'queued') {
    changeMode(d, { ...mode, browsing: false, urgent: urgent ?? mode.urgent })
    if (urgent !== null && mode.urgent === null) note(d, { kind: 'handed-off', reason, topic: mode.topic, urgent })
    return tellWhen(d, 'common:handoff.still')
  }
  const about = topic ?? d.conversation.topic
  change(d, { topic: about })
  changeMode(d, { kind: 'queued', since: d.input.at, topic: about, urgent: urgent ?? d.conversation.urgent, browsing: false, told: false })
  note(d, { kind: 'handed-off', reason, topic: about, urgent })
  tellWhen(d, 'common:handoff')
  if (urgent === null) offerPrivatePage(d)
}

/** `<prefix>.now`, `.later`, `.other-language`, `.unknown`: the desk's hours in words. */
export function tellWhen(d: Draft, prefix: string): void {
  const { key, params } = whenWords(prefix, deskOf(d), { date: d.input.today, time: d.input.time }, d.conversation.language)
  say(d, key, { params })
}

/** When somebody who reads her language looks, as a key and its values. */
export function whenWords(prefix: string, desk: Desk, now: Moment, language: LanguageTag): { readonly key: MessageKey; readonly params: Params } {
  const when = waiting(desk, now, language)
  const at = 'at' in when ? when.at : null
  return {
    key: `${prefix}.${when.kind}${when.kind === 'other-language' && at === null ? '-now' : ''}`,
    params: { desk: desk.name, language: { language }, ...(at ? { date: { date: at.date }, time: { time: at.time } } : {}) },
  }
}
