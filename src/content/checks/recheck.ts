import type { Check } from './check.ts'

/** Facts whose day of re-checking has passed: told, but never red by the calendar alone. */
export const recheck: Check = function* ({ facts }, { today }) {
  for (const { fact, file, line } of facts.values()) {
    if (fact.recheckBy < today) yield { severity: 'warning', file, line, message: `${fact.name} was to be checked again by ${fact.recheckBy}.`, cure: 'Read its source, then set the new day (and value, if it changed).' }
  }
}
