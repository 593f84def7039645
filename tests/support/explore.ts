import { advance } from '../../src/core/advance.ts'
import type { Content } from '../../src/core/content.ts'
import type { Conversation } from '../../src/core/conversation.ts'
import { addDays } from '../../src/core/dates.ts'
import type { AnswerKind, Step } from '../../src/core/flow.ts'
import { NO_HINTS } from '../../src/core/hints.ts'
import type { Input, InputKind } from '../../src/core/input.ts'
import { LIMITS } from '../../src/core/limits.ts'
import type { Renderer } from '../../src/content/render/render.ts'
import { services } from '../../src/services/index.ts'
import type { liveAnswers } from './liveness.ts'
import { newConversation } from './play.ts'

const TODAY = '2026-11-24'

/** A valid answer and its edges, and one that is refused. */
const SAMPLES: Readonly<Record<AnswerKind, readonly string[]>> = {
  date: [-400, -61, -60, -1, 0, 1, 59, 60, 61, 400].map((days) => addDays(TODAY, days)).concat('31/02/2027'),
  number: ['0', '1', '３', 'boh'], money: ['0', '7.101,12', '١٠٠', 'boh'], email: ['li@example.org', 'boh'], phone: ['333 1234567', 'boh'],
  'codice-fiscale': ['RSSMRA85T10A562S', 'RSSMRA85T10A562T'], comune: ['Firenze', 'Sesto Fiorentino', 'Prato', 'Milano'], 'yes-no': ['si', 'no', 'boh'], text: ['李伟 🪪', ''],
}

/** Messages already looked at: the same keys and values make the same words. */
const rendered = new Set<string>()

type Walked = { states: number; turns: number; capped: boolean; problems: string[]; placesUnseen: string[] }

/** Breadth first over all that she could do, remembering states that differ in nothing that matters. */
export function explore(content: Content, live: ReturnType<typeof liveAnswers>, renderer: Renderer, language: string, cap: number): Walked {
  const walked: Walked = { states: 0, turns: 0, capped: false, problems: [], placesUnseen: [] }
  const seen = new Set<string>()
  const places = new Set<string>()
  const desk = Object.keys(content.desks)[0] ?? ''
  const commanded = new Set<string>()
  const answeredAgain = new Set<string>()
  const open: Conversation[] = []

  const take = (before: Conversation, kind: InputKind): void => {
    walked.turns++
    const input = { id: 'i', at: `${TODAY}T09:00:00.000Z`, today: TODAY, time: '10:00', ...kind } as Input
    const turn = advance(content, before, input)
    const problem = problemIn(before, turn, renderer) ?? (walked.turns % 50 === 0 ? unstable(content, before, input, turn) : null)
    const where = `${before.script.at?.flow}:${before.script.at?.step} ← ${JSON.stringify(kind)}`
    if (problem) walked.problems.push(`${language} ${where}: ${problem}`)
    const { at } = turn.conversation.script
    if (at) places.add(`${at.flow}:${at.step}`)
    const state = canonical(content, live, turn.conversation)
    if (seen.has(state)) return
    seen.add(state)
    if (turn.conversation.mode.kind === 'scripted' || turn.conversation.mode.kind === 'waiting') open.push(turn.conversation)
  }

  const begin: Conversation = { ...newConversation(), desk }
  take(begin, { kind: 'opened', language, flow: null })
  for (const name of Object.keys(content.flows)) take(begin, { kind: 'opened', language, flow: name })
  for (const { topic, leads } of Object.values(content.topics)) if ('to' in leads) take({ ...begin, noticed: true, language, languageSure: true }, { kind: 'wrote', text: topic, hints: { ...NO_HINTS, intents: [{ topic, score: 1 }] } })
  for (let conversation = open.shift(); conversation !== undefined; conversation = open.shift()) {
    if (seen.size > cap) {
      walked.capped = true
      break
    }
    const place = `${conversation.script.at?.flow}:${conversation.script.at?.step}`
    const again = isAnswered(content, conversation)
    if (again && answeredAgain.has(place)) continue
    if (again) answeredAgain.add(place)
    for (const kind of inputsAt(content, conversation)) take(conversation, kind)
    if (commanded.has(place)) continue
    commanded.add(place)
    for (const option of ['back', 'menu', 'person', 'repeat']) take(conversation, { kind: 'picked', menu: 'command', option })
  }
  walked.states = seen.size
  walked.placesUnseen = readablePlaces(content, language).filter((p) => !places.has(p))
  return walked
}

/** She came back to a question that she has answered: what follows is walked once, not with every mixture of old and new answers. */
function isAnswered(content: Content, { script: { at }, answers }: Conversation): boolean {
  const step = at && content.flows[at.flow]?.steps[at.step]
  return (step?.kind === 'ask' || step?.kind === 'choose') && step.saveAs !== null && step.saveAs in answers
}

/** All that she can do here: every choice, answers and their edges, what a service may say, and nonsense. */
function* inputsAt(content: Content, c: Conversation): Generator<InputKind> {
  if (c.mode.kind === 'waiting') {
    const step = c.script.at && content.flows[c.script.at.flow]?.steps[c.script.at.step]
    if (step?.kind !== 'call') return
    for (const name of [...(services.get(step.service)?.cases ?? []), 'failed']) yield { kind: 'served', call: c.mode.call, result: { case: name } }
    return
  }
  for (const option of c.script.menu?.options ?? []) {
    if (option.does.do === 'language') continue
    yield { kind: 'picked', menu: c.script.menu?.id ?? null, option: option.id }
  }
  const step = c.script.at && content.flows[c.script.at.flow]?.steps[c.script.at.step]
  if (step?.kind === 'ask') for (const text of SAMPLES[step.expects]) yield { kind: 'wrote', text, hints: NO_HINTS }
  else if (c.script.misses === 0) yield { kind: 'wrote', text: 'zzzz', hints: NO_HINTS }
}

function problemIn(before: Conversation, { conversation, events }: ReturnType<typeof advance>, renderer: Renderer): string | null {
  const failed = events.find((e) => e.kind === 'failed')
  if (failed?.kind === 'failed') return `${failed.code} ${failed.detail}`
  const said = events.filter((e) => e.kind === 'said')
  if (said.length > LIMITS.messages) return `${said.length} messages`
  if (said.length === 0 && !events.some((e) => e.kind === 'requested')) return 'silence'
  for (const message of said) {
    const shown = `${conversation.language} ${message.key} ${JSON.stringify([message.params, message.blocks, message.menu?.options])}`
    if (rendered.has(shown)) continue
    rendered.add(shown)
    const { text, menu } = renderer.said(message, conversation.language)
    if (text.trim() === '' || text.includes('{{')) return `bad words: ${JSON.stringify(text)}`
    if (menu?.options.some((o) => o.label.trim() === '')) return 'an option without a label'
  }
  if (conversation.revision !== before.revision + 1) return 'the revision did not move by one'
  const waits = conversation.mode.kind === 'scripted' && conversation.script.at === null && conversation.script.menu === null
  return waits ? 'a dead end' : null
}

/** The same input on the state as read back from JSON makes the same turn. */
function unstable(content: Content, before: Conversation, input: Input, turn: ReturnType<typeof advance>): string | null {
  const again = advance(content, JSON.parse(JSON.stringify(before)) as Conversation, JSON.parse(JSON.stringify(input)) as Input)
  return JSON.stringify(again) === JSON.stringify(turn) ? null : 'the same input made another turn'
}

/**
 * What decides what can happen next; not how she came here, nor the numbers of turns and menus. Dates count by the side of
 * every edge on which they lie, free answers by being there, answers that nothing ahead reads not at all. After a miss only the place counts: what is offered then is the same.
 */
function canonical(content: Content, live: ReturnType<typeof liveAnswers>, { script, answers, mode, language }: Conversation): string {
  const menu = script.menu?.options.map((o) => [o.id, o.does]) ?? null
  const alive = live(script.at)
  const rest = script.misses > 0 ? null : Object.entries(answers).filter(([name]) => alive.has(name)).map(([name, value]) => [name, classOf(content.answers[name]?.kind, value)])
  return JSON.stringify([script.at, Math.min(script.misses, LIMITS.misses), script.returnTo.length > 0, script.confirming && classOf('date', script.confirming.value), menu, rest, mode.kind, language])
}

function classOf(kind: string | undefined, value: string): string {
  if (kind !== 'date') return kind === 'option' || kind === 'yes-no' || kind === 'comune' ? value : '*'
  return value < addDays(TODAY, -60) ? 'long ago' : value < TODAY ? 'past' : value <= addDays(TODAY, 60) ? 'soon' : 'far'
}

const stands = (step: Step): boolean => step.kind !== 'say' && step.kind !== 'branch' && step.kind !== 'go'

const readablePlaces = (content: Content, language: string): string[] =>
  Object.values(content.flows).filter((f) => content.flowLanguages[f.name]?.includes(language))
    .flatMap((f) => Object.entries(f.steps).filter(([, step]) => stands(step)).map(([id]) => `${f.name}:${id}`))
