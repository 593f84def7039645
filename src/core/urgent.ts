import { factParam } from './speech.ts'
import { changeMode, type Draft, factOf, note, option, say } from './draft.ts'
import { handOff, tellWhen } from './handoff.ts'
import type { UrgentKind } from './hints.ts'

/** Danger: reviewed advice with its numbers, first place in the queue, and whether it is safe to write here. */
export function help(d: Draft, kind: UrgentKind): void {
  const { mode } = d.conversation
  if (mode.kind === 'queued' && mode.urgent === kind) {
    note(d, { kind: 'relayed', to: 'operator' })
    return tellWhen(d, 'common:received')
  }
  const advice = d.content.urgent[kind]
  const numbers = advice.numbers.map((name) => factOf(d, name))
  say(d, advice.key, {
    facts: numbers,
    blocks: [{ kind: 'rows', rows: numbers.map((n) => ({ key: `urgent:numbers.${n.name.split('.').at(-1)}`, value: factParam(n) })) }],
  })
  handOff(d, { reason: 'urgent', topic: 'urgent.safety', urgent: kind })
  note(d, { kind: 'relayed', to: 'operator' })
  say(d, 'urgent:safe-here', {
    options: [option('safe', 'urgent:options.safe', { do: 'safe', yes: true }), option('not-safe', 'urgent:options.not-safe', { do: 'safe', yes: false })],
  })
}

export function answerSafety(d: Draft, safe: boolean): void {
  note(d, { kind: 'safety-answered', safe })
  const { mode } = d.conversation
  if (mode.kind === 'queued') changeMode(d, { ...mode, browsing: false })
  say(d, safe ? 'urgent:write-here' : 'urgent:leave-now')
}
