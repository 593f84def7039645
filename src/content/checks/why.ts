import type { Check } from './check.ts'
import { writtenSteps } from './steps.ts'

const SENSITIVE = new Set(['codice-fiscale', 'phone', 'email'])

/** Questions about a person's own data that do not say why they ask. */
export const why: Check = function* (compiled) {
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    if (step.kind === 'ask' && SENSITIVE.has(step.expects) && step.speech.why === null) {
      yield { severity: 'error', file, line, step: place.step, message: `It asks for ${step.expects} without saying why.`, cure: `Write steps.${place.step}.why in the locale: what it is for, and that it can be left out.` }
    }
  }
}
