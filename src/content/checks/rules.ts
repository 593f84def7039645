import { isRuleName, rules as known } from '../../core/rules/index.ts'
import type { Arguments } from '../../core/flow.ts'
import type { Check } from './check.ts'
import { speechOf, writtenSteps } from './steps.ts'

/** Rules, checklists and services that are unknown, get wrong arguments, or leave a case without a way on. */
export const rules: Check = function* (compiled, { services }) {
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    const at = { severity: 'error' as const, file, line, step: place.step }
    const used = [
      ...(speechOf(step)?.show ?? []).flatMap((s) => (s.kind === 'rule' ? [s] : [])),
      ...(step.kind === 'branch' && 'rule' in step.on ? [{ name: step.on.rule, with: step.on.with }] : []),
    ]
    for (const { name, with: args } of used) yield* wrongRule(at, name, args)
    if (step.kind === 'branch' && 'rule' in step.on && isRuleName(step.on.rule) && step.otherwise === null) {
      const missing = known[step.on.rule].cases.filter((c) => !Object.hasOwn(step.cases, c))
      if (missing.length > 0) yield { ...at, message: `The rule ${step.on.rule} can also answer ${missing.join(', ')}.`, cure: 'Add these cases, or an `otherwise`.' }
    }
    for (const show of speechOf(step)?.show ?? []) {
      if (show.kind === 'checklist' && !Object.hasOwn(compiled.content.checklists, show.name)) yield { ...at, message: `There is no checklist ${show.name}.`, cure: 'Write it in data/checklists.' }
    }
    if (step.kind === 'call') {
      const cases = Object.hasOwn(services, step.service) ? services[step.service] : undefined
      if (cases === undefined) yield { ...at, message: `There is no service ${step.service}.`, cure: `Known are: ${Object.keys(services).join(', ')}.` }
      const missing = [...(cases ?? []), 'failed'].filter((c) => !Object.hasOwn(step.cases, c))
      if (missing.length > 0) yield { ...at, message: `The call does not foresee ${missing.join(', ')}.`, cure: 'Add these cases: a service can always fail.' }
    }
  }
}

function* wrongRule(at: { severity: 'error'; file: string; line: number | null; step: string }, name: string, args: Arguments) {
  if (!isRuleName(name)) {
    yield { ...at, message: `There is no rule ${name}.`, cure: `Known are: ${Object.keys(known).join(', ')}.` }
    return
  }
  const wanted: readonly string[] = known[name].args
  const given = Object.keys(args)
  const wrong = [...wanted.filter((a) => !given.includes(a)).map((a) => `${a} is missing`), ...given.filter((a) => !wanted.includes(a)).map((a) => `${a} is unknown`)]
  if (wrong.length > 0) yield { ...at, message: `The rule ${name}: ${wrong.join(', ')}.`, cure: `It takes ${wanted.join(', ')}.` }
}
