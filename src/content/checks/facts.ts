import { valueOn } from '../../core/facts.ts'
import { factUses } from '../uses.ts'
import type { Check } from './check.ts'
import { unlisted } from './publishers.ts'

/** Facts that are named but not there, or that have no value today: an alarm, never last year's figure. Sources that say they are a public body's and are not. */
export const facts: Check = function* (compiled, around) {
  const { today } = around
  const told = new Set<string>()
  for (const { name, file, line, step } of factUses(compiled)) {
    const entry = compiled.facts.get(name)
    if (entry === undefined) yield { severity: 'error', file, line, step, message: `It uses the fact ${name}, which is not in data/facts.`, cure: 'Add it with its source, or name another.' }
    else if (valueOn(entry.fact, today) === null && !told.has(name)) {
      told.add(name)
      yield { severity: 'error', file: entry.file, line: entry.line, message: `${name} has no value on ${today}.`, cure: 'Add the value that is valid now, with its source.' }
    }
  }
  yield* unlisted(compiled, around)
}
