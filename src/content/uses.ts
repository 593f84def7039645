import type { Step } from '../core/flow.ts'
import { rules } from '../core/rules/index.ts'
import { speechOf, writtenSteps } from './checks/steps.ts'
import type { Compiled } from './compile.ts'

/** A place that says a fact, or rests on it. `step`: of a flow, an item of a checklist, a kind of danger. `placeholder`: what it fills there. */
export type FactUse = {
  readonly name: string
  readonly by: 'step' | 'pointer' | 'checklist' | 'urgent advice' | 'rule'
  readonly file: string
  readonly line: number | null
  readonly step?: string
  readonly placeholder?: string
  /** The texts that say it: all that hold the placeholder, or all of these where there is none. */
  readonly texts: readonly string[]
}

/** Every use of every fact, in the order of the files. */
export function* factUses(compiled: Compiled): Generator<FactUse> {
  yield* inSteps(compiled)
  yield* inSheets(compiled)
  yield* inChecklists(compiled)
  for (const { kind, numbers, key } of Object.values(compiled.content.urgent)) {
    for (const name of numbers) yield { name, by: 'urgent advice', file: 'data/urgent-advice.yaml', line: null, step: kind, texts: [key, `urgent:numbers.${name.split('.').at(-1)}`] }
  }
  const named = new Set(writtenSteps(compiled).flatMap(({ step }) => rulesOf(step).map((r) => r.name)))
  for (const [rule, { facts }] of Object.entries(rules)) {
    // Only the rules that some flow names: the facts of the others are nobody's business here.
    if (named.has(rule)) for (const name of facts) yield { name, by: 'rule', file: `src/core/rules/${rule}.ts`, line: null, texts: [] }
  }
}

function* inSteps(compiled: Compiled): Generator<FactUse> {
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    const at = { by: 'step' as const, file, line, step: place.step }
    const speech = speechOf(step)
    const texts = [speech?.key, speech?.hint, speech?.why].filter((key) => typeof key === 'string')
    for (const [placeholder, name] of Object.entries(speech?.facts ?? {})) yield { ...at, name, placeholder, texts }
    for (const name of speech?.cites ?? []) yield { ...at, name, texts: texts.slice(0, 1) }
    for (const { with: args } of rulesOf(step)) if (args.term && 'value' in args.term) yield { ...at, name: args.term.value, texts: [] }
  }
}

function* inSheets({ sheetFiles }: Compiled): Generator<FactUse> {
  for (const { sheet, file, lineOf } of sheetFiles) {
    const at = { by: 'pointer' as const, file }
    const text = `services/${sheet.topic}:text`
    for (const [placeholder, name] of Object.entries(sheet.facts)) yield { ...at, line: lineOf(['facts', placeholder]), name, placeholder, texts: [text, sheet.office, ...sheet.ready.map((r) => r.key)] }
    for (const name of sheet.links) yield { ...at, line: lineOf(['links']), name, texts: [] }
    for (const name of sheet.cites) yield { ...at, line: lineOf(['cites']), name, texts: [text] }
    for (const { fact } of sheet.contacts) yield { ...at, line: lineOf(['contacts']), name: fact, texts: [] }
    for (const { id, key, facts } of sheet.ready) for (const name of facts) yield { ...at, line: lineOf(['ready', id]), name, texts: [key] }
  }
}

function* inChecklists({ checklistFiles }: Compiled): Generator<FactUse> {
  for (const { checklist, file, lineOf } of checklistFiles) {
    for (const { id, key, facts } of checklist.items) for (const name of facts) yield { name, by: 'checklist', file, line: lineOf(['items', id]), step: id, texts: [key] }
  }
}

/** The rules that a step asks. */
export const rulesOf = (step: Step) => [
  ...(speechOf(step)?.show ?? []).flatMap((s) => (s.kind === 'rule' ? [{ name: s.name as string, with: s.with }] : [])),
  ...(step.kind === 'branch' && 'rule' in step.on ? [{ name: step.on.rule as string, with: step.on.with }] : []),
]
