import type { Caller } from '../../emulators/telephone/index.ts'
import { type Chance, createChance, pause } from '../chance.ts'
import { type Cut, nameOf, type Phone, type Sent, TAP } from '../phone.ts'
import type { Servers } from '../servers.ts'
import { choicesIn, saidIn, words } from './prompts.ts'

/** Attempts to get through, and milliseconds of ours between two. */
const CALLS = 600
const AGAIN = 100
/** Times that she is silent before she acts again: the third time the desk would ask for a person in her place. */
const SILENCES = 2

/** Somebody who rings, speaks and presses keys, is silent for a while, and hangs up. What the desk has for her she hears in its answers. */
export function telephonePhone({ telephone }: Servers, index: number): Phone {
  const she = telephone.caller()
  const mood = createChance(index)
  const cuts: Cut[] = []
  let unsure = 0
  /** Whether the desk answered. */
  const got = async (act: () => Promise<void>): Promise<boolean> => {
    const from = telephone.clock.now()
    const refused = await act().then(() => she.isOver && she.transcript.at(-1)?.text.startsWith('An application error') === true, (error: unknown) => isLine(error))
    if (!refused) return true
    cuts.push({ from, to: telephone.clock.now() + SLACK })
    await she.hangUp().catch(() => {})
    return false
  }
  const ring = async (): Promise<void> => {
    for (let tries = 0; she.isOver; tries++) {
      if (tries === CALLS) throw new Error('nobody answered the telephone')
      if (!(await got(() => she.call())) || she.isOver) await pause(AGAIN)
    }
  }
  /** Waits for what an operator may say, or hangs up. */
  const linger = async (): Promise<void> => {
    const isAsked = saidIn(she.lately, 'call-back') !== null
    if (!isAsked && mood.happens(0.2)) return she.hangUp().catch(() => {})
    for (let n = isAsked ? SILENCES : mood.below(SILENCES + 1); n > 0 && !she.isOver; n--) {
      await pause(isAsked ? 900 : 60)
      await got(() => she.waits())
    }
  }
  const does = async (act: () => Promise<void>, sent: Sent): Promise<Sent> => {
    if (!(await got(act))) unsure += 1
    await linger()
    return sent
  }
  return {
    channel: 'telephone', address: () => she.number, apologies: () => unsure, arrive: ring,
    async say(text) {
      await ring()
      return does(() => she.says(text), nameOf(text))
    },
    async tap(chance) {
      await ring()
      if (saidIn(she.lately, 'written') !== null && chance.happens(0.2)) await got(() => she.press('8'))
      if (!she.isOver && saidIn(she.lately, 'more') !== null && chance.happens(0.3)) await got(() => she.press('9'))
      await ring()
      const key = keyFor(she, chance)
      return key === null ? null : does(() => she.press(key.press), key.sent)
    },
    photo: async () => null,
    leave: () => she.hangUp().catch(() => {}),
    shown: () => she.transcript.map(({ text }) => text),
    heard: () => she.transcript.map(({ text }) => text).join('\n'),
    cuts: () => cuts,
  }
}

/** Milliseconds by which two clocks may differ. */
const SLACK = 1_000
const WHEN = [['1', 'ask-soon'], ['2', 'ask-morning'], ['3', 'ask-afternoon']] as const

/** A key that means something now, and how the desk's books name it: a choice, or the words that it stands for. */
function keyFor({ lately, number }: Caller, chance: Chance): { readonly press: string; readonly sent: Sent } | null {
  if (saidIn(lately, 'call-back') !== null) {
    const [press, wish] = chance.among(WHEN)
    return { press, sent: words('it', wish).replace('{number}', number) }
  }
  const asks = saidIn(lately, 'yes-no')
  if (asks !== null) return chance.happens(0.5) ? { press: '1', sent: words(asks, 'yes') } : { press: '2', sent: words(asks, 'no') }
  if (saidIn(lately, 'date') !== null) return { press: '15122026', sent: '15/12/2026' }
  if (saidIn(lately, 'number') !== null) return { press: '3#', sent: '3' }
  if (saidIn(lately, 'phone') !== null) return { press: '3331234567#', sent: '3331234567' }
  if (saidIn(lately, 'menu') !== null) return { press: '1', sent: TAP }
  // What is read in the same words is no choice: more of them, and a person.
  const keys = choicesIn(lately).filter((key) => /[1-7]/.test(key))
  return keys.length === 0 ? null : { press: chance.among(keys), sent: TAP }
}

/** The desk was killed, or did not answer in time. Anything else is its fault, or the test's. */
function isLine(error: unknown): true {
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) return true
  throw error
}
