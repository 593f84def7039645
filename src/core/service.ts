import { changeMode, type Draft, note, stepAt } from './draft.ts'
import type { InputKind, ServiceResult } from './input.ts'
import { save } from './save.ts'
import { walk } from './walk.ts'

/** What a service answered. An answer to a call that nobody waits for any more changes nothing. */
export function onServed(d: Draft, { call, result }: Extract<InputKind, { kind: 'served' }>): void {
  settle(d, call, result)
}

export function onWaited(d: Draft, { timer }: Extract<InputKind, { kind: 'waited' }>): void {
  settle(d, timer, { case: 'failed' })
}

function settle(d: Draft, call: string, result: ServiceResult): void {
  const { mode, script } = d.conversation
  if (mode.kind !== 'waiting' || mode.call !== call || script.at === null) return
  const step = stepAt(d.content, script.at)
  if (step.kind !== 'call') return
  changeMode(d, { kind: 'scripted' })
  if (step.saveAs !== null && result.value !== undefined) save(d, step.saveAs, result.value)
  if (result.file) note(d, { kind: 'served-file', file: result.file })
  const next = step.cases[result.case] ?? step.cases.failed
  if (next) walk(d, next)
}
