import type { Call } from './calls.ts'
import { keyedNumber } from './keyed.ts'
import { ask, type Desk } from './prompt.ts'
import { exchanged, takeTurn } from './turn.ts'
import type { Verb } from './verbs.ts'
import { speaker } from './words.ts'

const WHEN: Readonly<Record<string, string>> = { '1': 'ask-soon', '2': 'ask-morning', '3': 'ask-afternoon' }

/** Keys at «when may we call you?». null: they mean nothing there. */
export function onCallBack(call: Call, desk: Desk, stage: 'when' | 'number', keys: string, step: string): Promise<Verb[]> | Verb[] | null {
  if (keys === '*') return takeTurn(call, desk, step, { content: { kind: 'picked', menu: 'command', option: 'menu' } })
  if (stage === 'number') return onNumber(call, desk, keys)
  if (keys === '#') {
    call.screen = { kind: 'call-back', stage: 'number' }
    return ask(call, desk, [])
  }
  const wish = WHEN[keys]
  return wish === undefined ? null : leave(call, desk, wish, step)
}

function onNumber(call: Call, desk: Desk, keys: string): Verb[] | null {
  const number = keyedNumber(keys)
  if (number === null) return null
  call.number = number
  call.screen = { kind: 'call-back', stage: 'when' }
  return ask(call, desk, [speaker(desk.inlet)('call-back-to', call.language, { number: [...number.slice(1)].join(' ') })])
}

/** In Italian, because operators read it where the request waits. */
async function leave(call: Call, desk: Desk, wish: string, step: string): Promise<Verb[]> {
  const say = speaker(desk.inlet)
  const { text } = say(wish, 'it', { number: call.number ?? '' })
  const { said } = await exchanged(call, desk, step, { content: { kind: 'wrote', text } })
  return [...(said?.says ?? []), say('call-back-done', call.language), { kind: 'hangup' }]
}
