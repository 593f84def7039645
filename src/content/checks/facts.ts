import { rules } from '../../core/rules/index.ts'
import type { Rule } from '../../core/rules/rule.ts'
import { valueOn } from '../../core/facts.ts'
import type { Check } from './check.ts'
import { speechOf, writtenSteps } from './steps.ts'

type Use = { readonly name: string; readonly file: string; readonly line: number | null; readonly step?: string }

/** Facts that are named but not there, or that have no value today: an alarm, never last year's figure. */
export const facts: Check = function* (compiled, { today }) {
  const told = new Set<string>()
  for (const { name, file, line, step } of uses(compiled)) {
    const entry = compiled.facts.get(name)
    if (entry === undefined) yield { severity: 'error', file, line, step, message: `It uses the fact ${name}, which is not in data/facts.`, cure: 'Add it with its source, or name another.' }
    else if (valueOn(entry.fact, today) === null && !told.has(name)) {
      told.add(name)
      yield { severity: 'error', file: entry.file, line: entry.line, message: `${name} has no value on ${today}.`, cure: 'Add the value that is valid now, with its source.' }
    }
  }
}

function* uses(compiled: Parameters<Check>[0]): Generator<Use> {
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    const speech = speechOf(step)
    for (const name of speech ? [...Object.values(speech.facts), ...speech.cites] : []) yield { name, file, line, step: place.step }
    const shown = (speech?.show ?? []).flatMap((s) => (s.kind === 'rule' ? [s] : []))
    const branched = step.kind === 'branch' && 'rule' in step.on ? [{ name: step.on.rule, with: step.on.with }] : []
    for (const { with: args } of [...shown, ...branched]) if (args.term && 'value' in args.term) yield { name: args.term.value, file, line, step: place.step }
  }
  for (const { sheet, file, lineOf } of compiled.sheetFiles) {
    const named = [...Object.values(sheet.facts), ...sheet.links, ...sheet.cites, ...sheet.contacts.map((c) => c.fact), ...sheet.ready.flatMap((r) => r.facts)]
    for (const name of named) yield { name, file, line: lineOf([]) }
  }
  for (const list of Object.values(compiled.content.checklists)) {
    for (const item of list.items) for (const name of item.facts) yield { name, file: `data/checklists (${list.name})`, line: null, step: item.id }
  }
  for (const advice of Object.values(compiled.content.urgent)) for (const name of advice.numbers) yield { name, file: 'data/urgent-advice.yaml', line: null, step: advice.kind }
  for (const [rule, { facts: named }] of Object.entries(usedRules(compiled))) for (const name of named) yield { name, file: `src/core/rules/${rule}.ts`, line: null }
}

/** Only the rules that some flow names: the facts of the others are nobody's business here. */
function usedRules(compiled: Parameters<Check>[0]): Record<string, Rule> {
  const named = writtenSteps(compiled).flatMap(({ step }) => [
    ...(speechOf(step)?.show ?? []).flatMap((s) => (s.kind === 'rule' ? [s.name] : [])), ...(step.kind === 'branch' && 'rule' in step.on ? [step.on.rule] : []),
  ])
  return Object.fromEntries(Object.entries(rules).filter(([name]) => named.includes(name as never)))
}
