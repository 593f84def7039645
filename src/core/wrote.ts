import { act } from './act.ts'
import { obey } from './command.ts'
import type { AnswerKind } from './flow.ts'
import { answerParam } from './answers/index.ts'
import { change, changeMode, changeScript, type Draft, note, option, say, stepAt } from './draft.ts'
import type { MissReason } from './event.ts'
import { askDanger } from './danger.ts'
import type { Hints, UrgentKind } from './hints.ts'
import type { InputKind } from './input.ts'
import { LIMITS } from './limits.ts'
import { listen } from './listen.ts'
import { isTooPrivate } from './private-page.ts'
import { save } from './save.ts'
import { tellWhen } from './handoff.ts'
import { plain } from './text.ts'
import { followTopics, isQuestion } from './topics.ts'
import { help } from './urgent.ts'
import { repeat, walk } from './walk.ts'
import { askLanguage, chooseLanguage, notice } from './welcome.ts'
import { named } from './who.ts'

/** No word of danger, only the sense of it. */
const SENSED: UrgentKind = 'danger'

type Wrote = Extract<InputKind, { kind: 'wrote' }>

/** She typed. A person who attends her reads it; else the script does. */
export function onWrote(d: Draft, { text, hints }: Wrote): void {
  const { mode, script: { naming } } = d.conversation
  if (naming) changeScript(d, { naming: false })
  if (mode.kind === 'attended') return relayToPerson(d, hints)
  if (mode.kind === 'closed') return note(d, { kind: 'relayed', to: 'operator' })
  const heard = listen(d.content, d.conversation, text, d.input.today)
  if (mode.kind === 'waiting' && heard.kind !== 'thanks') changeMode(d, { kind: 'scripted' })
  if (!d.conversation.noticed && heard.kind !== 'option' && !greet(d, hints)) return
  if (hints.urgent !== null && (hints.urgent !== SENSED || mode.kind === 'queued')) return help(d, hints.urgent)
  if (naming && heard.kind !== 'option' && heard.kind !== 'command' && heard.kind !== 'empty') return named(d, text)
  if (mode.kind === 'queued' && !mode.browsing && !isForScript(heard.kind)) return relayToQueue(d)
  switch (heard.kind) {
    case 'empty': return miss(d, 'empty')
    case 'option': return act(d, heard.option)
    case 'command': return obey(d, heard.command)
    case 'answer': return isAskedElsewhere(d) ? elsewhere(d, hints) : heard.readBack ? readBack(d, heard.value) : accept(d, heard.value)
    case 'thanks': return say(d, 'common:welcome-thanks')
    case 'refused':
      if (hints.urgent === SENSED) return askDanger(d, hints)
      if (isAskedElsewhere(d)) return elsewhere(d, hints)
      if (!isQuestion(hints) || !followTopics(d, hints)) refuse(d, heard.expected, heard.reason)
      return
    case 'free':
      if (hints.urgent === SENSED) return askDanger(d, hints)
      return mode.kind === 'queued' ? relayToQueue(d) : free(d, hints, text)
  }
}

/** A danger or another question is heard as everywhere; an answer is not kept, and is asked for elsewhere again. */
function elsewhere(d: Draft, hints: Hints): void {
  if (hints.urgent === SENSED) return askDanger(d, hints)
  if (!isQuestion(hints) || !followTopics(d, hints)) repeat(d)
}

/** She answers here what she was asked to answer in the desk's own page: it is not kept. */
function isAskedElsewhere(d: Draft): boolean {
  const { at } = d.conversation.script
  const step = at && stepAt(d.content, at)
  return step?.kind === 'ask' && isTooPrivate(d, step.speech.data)
}

/** In the queue what she writes is for the person, except commands and taps on the open menu. */
const isForScript = (kind: string): boolean => kind === 'option' || kind === 'command'

function relayToPerson(d: Draft, hints: Hints): void {
  note(d, { kind: 'relayed', to: 'operator' })
  if (hints.urgent === null) return
  change(d, { urgent: hints.urgent })
  const { mode } = d.conversation
  if (mode.kind === 'attended') changeMode(d, { ...mode, urgent: hints.urgent })
  note(d, { kind: 'urgency-noticed', urgent: hints.urgent })
}

export function relayToQueue(d: Draft): void {
  note(d, { kind: 'relayed', to: 'operator' })
  const { mode } = d.conversation
  if (mode.kind !== 'queued' || mode.told) return
  changeMode(d, { ...mode, told: true })
  tellWhen(d, 'common:received')
}

/** First contact with somebody unknown. False: the language had to be asked first. */
export function greet(d: Draft, hints: Hints): boolean {
  if (!d.conversation.languageSure && hints.language?.sure && d.content.languages.includes(hints.language.tag)) chooseLanguage(d, hints.language.tag, 'hint')
  if (!d.conversation.languageSure) {
    askLanguage(d)
    return hints.urgent !== null
  }
  notice(d)
  return true
}

/** Only figures and the marks of a date: an answer to some question, never a topic. */
const BARE = /^[\d\s年月日号元€.,:/-]+$/u

function free(d: Draft, hints: Hints, text: string): void {
  if (text.length > LIMITS.text) note(d, { kind: 'missed', reason: 'too-long' })
  if (BARE.test(plain(text)) || !followTopics(d, hints)) miss(d, 'not-understood')
}

/** An answer that could be read two ways is said in words before it is used. */
function readBack(d: Draft, value: string): void {
  const step = d.conversation.script.at && stepAt(d.content, d.conversation.script.at)
  if (step?.kind !== 'ask') return miss(d, 'not-understood')
  changeScript(d, { confirming: { value } })
  say(d, 'common:read-back', {
    params: { value: answerParam(step.expects, value) },
    options: [option('yes', 'common:options.yes', { do: 'confirm', yes: true }), option('no', 'common:options.no', { do: 'confirm', yes: false })],
  })
}

function accept(d: Draft, value: string): void {
  const step = d.conversation.script.at && stepAt(d.content, d.conversation.script.at)
  if (step?.kind !== 'ask') return miss(d, 'not-understood')
  save(d, step.saveAs, value)
  walk(d, step.next)
}

/** Says what is expected, with an example, and asks again; the second time a person is offered. */
function refuse(d: Draft, expected: AnswerKind, reason: string): void {
  note(d, { kind: 'missed', reason: 'refused' })
  missed(d, `common:refused.${expected}.${reason}`)
}

export function miss(d: Draft, reason: MissReason): void {
  note(d, { kind: 'missed', reason })
  if (d.conversation.mode.kind === 'scripted' && d.conversation.script.at === null) return walk(d, d.content.menu)
  missed(d, `common:missed.${reason}`)
}

function missed(d: Draft, key: string): void {
  const misses = d.conversation.script.misses + 1
  say(d, key)
  if (misses >= LIMITS.misses) return offerPerson(d, misses)
  repeat(d)
  changeScript(d, { misses })
}

function offerPerson(d: Draft, misses: number): void {
  changeScript(d, { misses })
  say(d, 'common:offer-person', {
    options: [
      option('person', 'common:options.person', { do: 'command', command: 'person' }),
      option('again', 'common:options.again', { do: 'again' }),
      option('menu', 'common:options.menu', { do: 'command', command: 'menu' }),
    ],
  })
}

/** A file: only a person looks at it, and no document is wanted before one asks. */
