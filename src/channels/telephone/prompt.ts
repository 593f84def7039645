import type { LanguageTag } from '../../core/ids.ts'
import type { Inlet } from '../channel.ts'
import type { TelephoneAccount } from './account.ts'
import type { Call } from './calls.ts'
import { isLanguages, readChoices } from './choices.ts'
import { NOTHING, type Turn } from './exchange.ts'
import { KEYED, type Keyed } from './keyed.ts'
import type { Gather, Say, Verb } from './verbs.ts'
import { type Speaker, speaker } from './words.ts'

/** What a call needs to go on. `others`: the desk's other channels, by name. */
export type Desk = { readonly account: TelephoneAccount; readonly inlet: Inlet; readonly others: readonly string[] }

/** Seconds of silence for one key, and for several. */
const [ONE, SEVERAL] = [6, 10]
/** Digits of the longest number that can be called. */
const LONGEST = 16

/** What the desk said last; nothing before it said anything. */
export const turnOf = ({ screen, language }: Call): Turn => (screen.kind === 'said' ? screen.turn : { says: [], buttons: [], spoken: NOTHING, language })

export const keyedIn = (turn: Turn): Keyed | null => (turn.spoken.expects === null ? null : (KEYED[turn.spoken.expects] ?? null))

/** It asks for what no key can say. */
const isUnkeyed = ({ spoken: { expects } }: Turn): boolean => expects !== null && expects !== 'yes-no' && KEYED[expects] === undefined

export const canWrite = (turn: Turn): boolean => turn.spoken.unread || isUnkeyed(turn)

/** Says what comes before, then what the call asks; all of it, or only how to answer. */
export function ask(call: Call, desk: Desk, before: readonly Say[], how: 'whole' | 'how-to-answer' = 'whole'): Verb[] {
  const turn = turnOf(call)
  const says = [...notices(call, desk, turn.language), ...before, ...(how === 'whole' && !isLanguages(turn, desk.inlet.languages) ? turn.says : []), ...asked(call, desk)]
  return [{ ...keysOf(call), says, speech: desk.account.speechProcessor === null ? null : call.language }]
}

/** What answers, said before anything else: in Italian where her language is not known. The desk's own notice comes with the first menu. */
export function notices(call: Call, { account: { speechProcessor }, inlet }: Desk, language: LanguageTag): Say[] {
  const say = speaker(inlet)
  return [
    ...once(call, 'machine', () => say('machine', language)),
    ...(speechProcessor === null ? [] : once(call, `speech ${language}`, () => say('speech', language, { processor: speechProcessor }))),
  ]
}

function once({ told }: Call, name: string, made: () => Say): Say[] {
  if (told.has(name)) return []
  told.add(name)
  return [made()]
}

function keysOf(call: Call): Pick<Gather, 'kind' | 'most' | 'ends' | 'seconds'> {
  const keyed = call.screen.kind === 'said' ? keyedIn(call.screen.turn) : null
  const most = call.screen.kind === 'call-back' && call.screen.stage === 'number' ? LONGEST : keyed?.most
  return most === undefined ? { kind: 'gather', most: 1, ends: null, seconds: ONE } : { kind: 'gather', most, ends: '#', seconds: SEVERAL }
}

function asked(call: Call, desk: Desk): Say[] {
  const say = speaker(desk.inlet)
  const { screen, language } = call
  if (screen.kind !== 'call-back') return howToAnswer(call, desk, say)
  if (screen.stage === 'number') return [say('call-back-number', language)]
  return [say('call-back', language), ...(desk.account.speechProcessor === null ? [] : [say('call-back-speech', language)])]
}

function howToAnswer(call: Call, { account, inlet: { languages } }: Desk, say: Speaker): Say[] {
  const turn = turnOf(call)
  const { language, spoken } = turn
  const keyed = keyedIn(turn)
  if (keyed !== null) return [say(keyed.prompt, language), say('keyed-others', language)]
  const chosen = readChoices(turn, call.screen.kind === 'said' ? call.screen.page : 0, languages, say)
  if (isLanguages(turn, languages)) return chosen
  return [
    ...(spoken.documents > 0 ? [say('list', language, { count: String(spoken.documents) })] : []),
    ...(spoken.expects === 'yes-no' ? [say('yes-no', language)] : isUnkeyed(turn) ? [say(account.speechProcessor === null ? 'not-keyed' : 'say-it', language)] : turn.buttons.length === 0 ? [say('menu', language)] : chosen),
    ...(canWrite(turn) ? [say('written', language)] : []),
    ...(account.speechProcessor !== null && turn.buttons.length > 0 ? [say('or-say', language)] : []),
    say('person', language),
    ...once(call, `keys ${language}`, () => say('other-keys', language)),
  ]
}
