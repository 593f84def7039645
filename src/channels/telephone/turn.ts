import type { Incoming, Kept } from '../channel.ts'
import type { Call } from './calls.ts'
import { openExchange, type Turn } from './exchange.ts'
import { ask, type Desk, notices } from './prompt.ts'
import type { Say, Verb } from './verbs.ts'
import { speaker } from './words.ts'

/** Milliseconds for which the desk's words are waited for; meanwhile the call is told to wait. */
const MOST = 20_000
/** Seconds for which a person is rung. */
const RING = 20

export type Did = Pick<Incoming, 'content' | 'label'>

/** Hands in what she did, and makes of the desk's answer what the call does next. Rejects when nothing could be kept. */
export async function takeTurn(call: Call, desk: Desk, key: string, did: Did): Promise<Verb[]> {
  const { said, person } = await exchanged(call, desk, key, did)
  return answered(call, desk, said, person)
}

export async function exchanged(call: Call, { inlet }: Desk, key: string, did: Did): Promise<{ readonly said: Turn | null; readonly person: Kept['person'] }> {
  const exchange = openExchange(MOST)
  call.exchange = exchange
  try {
    const { answers, person } = await inlet.receive({ from: call.from, externalId: `${call.id}:${key}`, ...did })
    if (!answers) exchange.close()
    return { said: await exchange.turn, person }
  } finally {
    exchange.close()
    call.exchange = null
  }
}

/** What waited for her, where anything did: she is listening. */
export async function whatWaited(call: Call, { inlet }: Desk): Promise<Turn | null> {
  const exchange = openExchange(MOST)
  call.exchange = exchange
  try {
    if (!(await inlet.resume(call.from).catch(() => false))) exchange.close()
    return await exchange.turn
  } finally {
    exchange.close()
    call.exchange = null
  }
}

export function answered(call: Call, desk: Desk, said: Turn | null, person: Kept['person']): Verb[] {
  if (said !== null) call.language = said.language
  call.misses = 0
  const asks = said !== null && (said.buttons.length > 0 || said.spoken.expects !== null)
  if (person !== null && !asks) return toPerson(call, desk, said?.says ?? [], person)
  if (said !== null) call.screen = { kind: 'said', turn: said, page: 0 }
  return ask(call, desk, [])
}

/** Somebody who is there is rung, once a call; else she is asked when to be called back. */
export function toPerson(call: Call, desk: Desk, says: readonly Say[], person: NonNullable<Kept['person']>): Verb[] {
  const { account: { transferTo, number } } = desk
  const say = speaker(desk.inlet)
  const noted = says.length === 0 && call.screen.kind === 'call-back' ? [say('noted', call.language)] : says
  if (person === 'here' && transferTo !== null && !call.dialled) {
    call.dialled = true
    return [...notices(call, desk, call.language), ...says, say('transfer', call.language), { kind: 'dial', to: transferTo, from: number, seconds: RING }]
  }
  call.screen = { kind: 'call-back', stage: call.number === null ? 'number' : 'when' }
  return ask(call, desk, noted)
}
