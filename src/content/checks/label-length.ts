import type { Check } from './check.ts'
import { optionsOf, writtenSteps } from './steps.ts'

/** Labels that a channel in use would cut. */
export const labelLength: Check = function* (compiled, { labelLimits }) {
  const { locales } = compiled
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    for (const { id, key } of optionsOf(step)) {
      for (const { tag } of locales.languages) {
        const label = locales.find(tag, key)
        for (const [channel, most] of Object.entries(labelLimits)) {
          if (typeof label === 'string' && label.length > most) yield { severity: 'error', file, line, step: place.step, language: tag, message: `The label of ${id} has ${label.length} characters, ${channel} shows ${most}.`, cure: 'Shorten it; what else there is to say goes into the question.' }
        }
      }
    }
  }
}
