import { change, changeMode, type Draft, note, say, stepAt } from './draft.ts'
import type { InputKind } from './input.ts'
import type { UrgentKind } from './hints.ts'
import { repeat, walk } from './walk.ts'
import { noticeAgain } from './welcome.ts'

type Of<K extends InputKind['kind']> = Extract<InputKind, { kind: K }>

const urgencyOf = (d: Draft): UrgentKind | null => {
  const { mode } = d.conversation
  return mode.kind === 'queued' || mode.kind === 'attended' ? mode.urgent : d.conversation.urgent
}

/** An operator takes over: from here the assistant is silent. Of two the first wins; the second learns who. Whoever is no operator any more holds nothing. */
export function onAttended(d: Draft, { by, name, instead = [] }: Of<'attended'>): void {
  const { mode } = d.conversation
  if (mode.kind === 'closed' || (mode.kind === 'attended' && mode.by === by)) return
  if (mode.kind === 'attended' && !instead.includes(mode.by)) return note(d, { kind: 'take-refused', holder: mode.by })
  changeMode(d, { kind: 'attended', by, since: 'since' in mode ? mode.since : d.input.at, urgent: urgencyOf(d) }, by)
  say(d, 'common:attended', { params: { name } })
}

export function onReplied(d: Draft, { by, text, files }: Of<'replied'>): void {
  const { mode } = d.conversation
  if (mode.kind !== 'attended' || mode.by !== by) return note(d, { kind: 'take-refused', holder: mode.kind === 'attended' ? mode.by : '' })
  note(d, { kind: 'replied', by, text, files })
}

/** Handed back: the assistant says again what it is, and goes on where she stood. */
export function onReleased(d: Draft, { by }: Of<'released'>): void {
  const { mode } = d.conversation
  if (mode.kind !== 'attended' || mode.by !== by) return refuseHolder(d)
  changeMode(d, { kind: 'scripted' }, by)
  noticeAgain(d)
  resume(d)
}

/** Where she stood; a step that hands over would only queue her again, so the one before it. */
function resume(d: Draft): void {
  const { at, history } = d.conversation.script
  if (at !== null && stepAt(d.content, at).kind === 'handoff') walk(d, history.at(-1) ?? d.content.menu)
  else repeat(d)
}

export function onResolved(d: Draft, { by, outcome }: Of<'resolved'>): void {
  const { mode } = d.conversation
  if (mode.kind === 'closed') return
  if (mode.kind === 'attended' && mode.by !== by) return refuseHolder(d)
  changeMode(d, { kind: 'closed' }, by)
  change(d, { closedAt: d.input.at, outcome })
  note(d, { kind: 'resolved', outcome, by })
  say(d, 'common:closed')
}

export function onReopened(d: Draft, { by }: Of<'reopened'>): void {
  if (d.conversation.mode.kind !== 'closed') return
  change(d, { closedAt: null, outcome: null })
  changeMode(d, { kind: 'attended', by, since: d.input.at, urgent: d.conversation.urgent }, by)
  note(d, { kind: 'reopened', by })
}

export function onTransferred(d: Draft, { by, to }: Of<'transferred'>): void {
  const { mode } = d.conversation
  if (mode.kind !== 'attended' || mode.by !== by) return refuseHolder(d)
  if (to === null) return changeMode(d, { kind: 'queued', since: mode.since, topic: d.conversation.topic, urgent: mode.urgent, browsing: false, told: true }, by)
  change(d, { mode: { ...mode, by: to } })
  note(d, { kind: 'mode-changed', to: 'attended', by: to })
}

function refuseHolder(d: Draft): void {
  const { mode } = d.conversation
  note(d, { kind: 'take-refused', holder: mode.kind === 'attended' ? mode.by : '' })
}
