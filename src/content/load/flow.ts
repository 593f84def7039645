import type { Arguments, Option, Place, Show, Speech, Step } from '../../core/flow.ts'
import type { RuleName, rules } from '../../core/rules/index.ts'
import { placeholdersOf } from '../words.ts'
import type { FlowSource, StepSource } from '../schema/flow.ts'

/** What the compiler of a flow must know of the rest. */
export type FlowContext = {
  readonly flow: FlowSource
  /** The start of another flow; undefined when there is none of that name. */
  readonly startOf: (flow: string) => string | undefined
  /** The Italian text at a key. */
  readonly textAt: (key: string) => string | undefined
  readonly topicOption: (topic: string) => Option | null
}

type Speaking = Extract<StepSource, { show: unknown }>

export function compileStep(c: FlowContext, id: string, step: StepSource): Step {
  const go = (target: string): Place => place(c, target)
  const cases = (all: Readonly<Record<string, string>>): Record<string, Place> => Object.fromEntries(Object.entries(all).map(([name, t]) => [name, go(t)]))
  if ('say' in step) return { kind: 'say', speech: speech(c, id, step), next: go(step.next) }
  if ('choose' in step) {
    const options = Object.entries(step.choose).map(([option, t]) => ({ id: option, key: key(c, `steps.${id}.options.${option}`), next: go(t) }))
    const topics = step.topics.map(c.topicOption).filter((o) => o !== null)
    return { kind: 'choose', speech: speech(c, id, step), options: [...options, ...topics], saveAs: step.save === undefined ? null : answerName(c, step.save) }
  }
  if ('ask' in step) return { kind: 'ask', speech: speech(c, id, step), expects: step.ask, saveAs: answerName(c, step.save), next: go(step.next) }
  if ('branch' in step) {
    const on = typeof step.branch === 'string' ? { answer: answerName(c, step.branch.slice(1)) } : { rule: step.branch.rule as RuleName, with: compileArgs(c, step.branch.with) }
    return { kind: 'branch', on, cases: cases(step.cases), otherwise: step.otherwise === undefined ? null : go(step.otherwise) }
  }
  if ('call' in step) return { kind: 'call', service: step.call, with: compileArgs(c, step.with), saveAs: step.save === undefined ? null : answerName(c, step.save), cases: cases(step.cases) }
  if ('go' in step) return { kind: 'go', to: go(step.go) }
  if ('handoff' in step) return { kind: 'handoff', speech: speech(c, id, step), topic: step.handoff }
  const then = Object.entries(step.then).map(([option, t]) => ({ id: option, key: key(c, `steps.${id}.options.${option}`), next: go(t) }))
  return { kind: 'end', speech: speech(c, id, step), then }
}

const key = (c: FlowContext, path: string): string => `${c.flow.flow}:${path}`

/** `step` here, `flow:step` elsewhere, `flow:` the start of another. */
export function place({ flow, startOf }: Pick<FlowContext, 'flow' | 'startOf'>, target: string): Place {
  const colon = target.indexOf(':')
  if (colon < 0) return { flow: flow.flow, step: target }
  const other = target.slice(0, colon)
  return { flow: other, step: target.slice(colon + 1) || (startOf(other) ?? '') }
}

export const answerName = ({ flow }: Pick<FlowContext, 'flow'>, name: string): string => (name.includes('.') ? name : `${flow.flow}.${name}`)

/** `$expiry` is an answer, anything else is itself. */
const compileArgs = (c: FlowContext, args: Readonly<Record<string, string>>): Arguments =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value.startsWith('$') ? { answer: answerName(c, value.slice(1)) } : { value }]))

/** What tells who she is. */
const PERSONAL: ReadonlySet<string> = new Set(['email', 'phone', 'codice-fiscale'])

function speech(c: FlowContext, id: string, { facts, cites, show, card, data, ...step }: Speaking): Speech {
  const optional = (path: string): string | null => (c.textAt(key(c, path)) === undefined ? null : key(c, path))
  return {
    key: key(c, `steps.${id}.text`), answers: answersIn(c, id), hint: optional(`steps.${id}.hint`), why: optional(`steps.${id}.why`),
    facts, cites, show: show.map((s) => compileShow(c, s)), data: data ?? ('ask' in step && PERSONAL.has(step.ask) ? 'personal' : 'general'), card: card ? key(c, 'title') : null,
  }
}

/** Answers of this flow that the step's words name as placeholders. */
function answersIn(c: FlowContext, id: string): Record<string, string> {
  const saved = new Set(Object.values(c.flow.steps).flatMap((s) => ('save' in s && s.save !== undefined ? [s.save] : [])))
  const named = ['text', 'hint', 'why'].flatMap((part) => placeholdersOf(c.textAt(key(c, `steps.${id}.${part}`)) ?? ''))
  return Object.fromEntries(named.filter((name) => saved.has(name)).map((name) => [name, answerName(c, name)]))
}

function compileShow(c: FlowContext, show: Speaking['show'][number]): Show {
  if ('checklist' in show) return { kind: 'checklist', name: show.checklist, with: compileArgs(c, show.with) }
  if ('answers' in show) return { kind: 'answers', rows: show.answers.map((name) => ({ key: key(c, `answers.${name}`), name: answerName(c, name) })) }
  return { kind: 'rule', name: show.rule as keyof typeof rules, with: compileArgs(c, show.with) }
}
