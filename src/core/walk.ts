import { Broken, change, changeMode, changeScript, type Draft, note, option, resolve, samePlace, say, stepAt } from './draft.ts'
import { handOff } from './handoff.ts'
import type { MenuOption } from './conversation.ts'
import type { Option, Place, Step } from './flow.ts'
import { LIMITS } from './limits.ts'
import { askElsewhere, isTooPrivate } from './private-page.ts'
import { applyRule, argumentsOf, speak } from './speech.ts'

type Entered = Place | null

/** Walks from a place to the next step that needs her, saying what is to be said on the way. */
export function walk(d: Draft, place: Place): void {
  changeScript(d, { misses: 0, menu: null, confirming: null, naming: false })
  for (let at: Entered = resolve(d.content, place); at !== null; ) at = enter(d, at)
}

function enter(d: Draft, at: Place): Entered {
  if (++d.steps > LIMITS.steps) throw new Broken('looping', `${at.flow}.${at.step}`)
  if (beginsAnew(d, at)) forget(d, at)
  if (!readable(d, at)) return offerLanguages(d, at)
  return enterStep(d, at, stepAt(d.content, at))
}

/** At the start of a flow, unless she already stands there: this time it may be for somebody else. */
const beginsAnew = (d: Draft, at: Place): boolean => d.content.flows[at.flow]?.start === at.step && !samePlace(d.conversation.script.at, at)

function forget(d: Draft, { flow }: Place): void {
  const kept = Object.entries(d.conversation.answers).filter(([name]) => !name.startsWith(`${flow}.`))
  change(d, { answers: Object.fromEntries(kept) })
}

const entering: { readonly [K in Step['kind']]: (d: Draft, at: Place, step: Extract<Step, { kind: K }>) => Entered } = {
  say(d, _at, step) {
    speak(d, step.speech)
    return step.next
  },
  choose(d, at, step) {
    stand(d, at)
    if (isTooPrivate(d, step.speech.data)) askElsewhere(d, afterwards(d))
    else speak(d, step.speech, step.options.map(stepOption))
    return null
  },
  ask(d, at, step) {
    stand(d, at)
    if (isTooPrivate(d, step.speech.data)) askElsewhere(d, afterwards(d))
    else speak(d, step.speech)
    return null
  },
  branch(d, at, step) {
    const name = 'answer' in step.on ? (d.conversation.answers[step.on.answer] ?? '') : applyRule(d, step.on.rule, step.on.with).case
    const next = (Object.hasOwn(step.cases, name) ? step.cases[name] : undefined) ?? step.otherwise
    if (next === null) throw new Broken('missing-step', `${at.flow}.${at.step}: no case for this answer`)
    return next
  },
  call(d, at, step) {
    stand(d, at)
    const call = `c${d.conversation.revision}.${d.steps}`
    note(d, { kind: 'requested', call, service: step.service, args: argumentsOf(d, step.with), timeoutSeconds: LIMITS.call })
    changeMode(d, { kind: 'waiting', call })
    return null
  },
  go: (_d, _at, step) => step.to,
  handoff(d, at, step) {
    stand(d, at)
    speak(d, step.speech)
    handOff(d, { reason: 'script', topic: step.topic, urgent: null })
    return null
  },
  end(d, at, step) {
    stand(d, at)
    note(d, { kind: 'ended', flow: at.flow })
    speak(d, step.speech, [...step.then.map(stepOption), ...afterwards(d)])
    return null
  },
}

const enterStep = <K extends Step['kind']>(d: Draft, at: Place, step: Extract<Step, { kind: K }>): Entered => entering[step.kind as K](d, at, step)

const stepOption = ({ id, key }: Option): MenuOption => option(id, key, { do: 'step-option', option: id })

/** What may follow every end: back to where a digression began, a person, the menu. */
function afterwards(d: Draft): MenuOption[] {
  const back = d.conversation.script.returnTo.length > 0 ? [option('return', 'common:options.return', { do: 'return' })] : []
  return [...back, option('person', 'common:options.person', { do: 'command', command: 'person' }), option('menu', 'common:options.menu', { do: 'command', command: 'menu' })]
}

/** She stands here now; *back* leads to where she stood before. */
function stand(d: Draft, at: Place): void {
  const { script } = d.conversation
  const history = script.at === null || samePlace(script.at, at) ? script.history : [...script.history, script.at].slice(-LIMITS.history)
  changeScript(d, { at, history })
  const topic = d.content.flows[at.flow]?.topic ?? null
  if (topic !== null && topic !== d.conversation.topic) change(d, { topic })
  note(d, { kind: 'entered', place: at })
}

const readable = (d: Draft, at: Place): boolean => languagesOf(d, at).includes(d.conversation.language)

const languagesOf = (d: Draft, at: Place): readonly string[] => d.content.flowLanguages[at.flow] ?? d.content.languages

/** The procedure is not in her language yet: what is known in hers, in which others it can be read, or a person. */
function offerLanguages(d: Draft, at: Place): null {
  stand(d, at)
  const topic = Object.values(d.content.topics).find((t) => 'to' in t.leads && samePlace(t.leads.to, at))?.topic ?? d.content.flows[at.flow]?.topic
  const pointer = topic ? { flow: `services/${topic}`, step: 'info' } : null
  const short = pointer && pointer.flow !== at.flow && Object.hasOwn(d.content.flows, pointer.flow)
    ? [option('short', 'common:options.short', { do: 'go', to: pointer })] : []
  say(d, 'common:not-in-your-language', {
    options: [
      ...short,
      ...languagesOf(d, at).map((tag) => option(`read-${tag}`, 'common:options.read-in', { do: 'language', tag, to: at }, { language: { language: tag } })),
      ...afterwards(d),
    ],
  })
  return null
}

/** Says again what stands open: the question at which she is, or the menu. */
export function repeat(d: Draft): void {
  walk(d, d.conversation.script.at ?? d.content.menu)
}
