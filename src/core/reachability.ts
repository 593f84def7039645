import { change, type Draft, note } from './draft.ts'
import type { InputKind } from './input.ts'

/** Inputs that show that she is there. */
export const FROM_HER: ReadonlySet<InputKind['kind']> = new Set(['opened', 'wrote', 'picked', 'sent-file', 'located', 'unsupported', 'edited', 'typed-code'])

/** She blocked the desk, or came back: nothing is said, whoever works on it sees it. */
export function onReachability(d: Draft, { reachable }: Extract<InputKind, { kind: 'reachability' }>): void {
  if (d.conversation.unreachable !== reachable) return
  change(d, { unreachable: !reachable })
  note(d, { kind: 'reachability-changed', reachable })
}

export function reachAgain(d: Draft): void {
  change(d, { unreachable: false })
  note(d, { kind: 'reachability-changed', reachable: true })
}
