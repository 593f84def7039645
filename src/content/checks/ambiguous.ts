import { wordsFor } from '../load/labels.ts'
import type { Check } from './check.ts'
import { optionsOf, writtenSteps } from './steps.ts'

/** Two options of one step that the same word would pick, and options that a number would pick already. */
export const ambiguous: Check = function* (compiled) {
  const { locales } = compiled
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    for (const { tag } of locales.languages.filter((l) => locales.has(l.tag, place.flow))) {
      const owner = new Map<string, string>()
      for (const { id, key } of optionsOf(step)) {
        for (const word of new Set(wordsFor(locales, tag, key))) {
          const other = owner.get(word)
          if (other !== undefined) yield { severity: 'error', file, line, step: place.step, language: tag, message: `«${word}» picks both ${other} and ${id}.`, cure: 'Take it from one of the two.' }
          if (/^\d+$/.test(word)) yield { severity: 'error', file, line, step: place.step, language: tag, message: `«${word}» is a number: it already picks an option by its place.`, cure: 'Use words.' }
          owner.set(word, id)
        }
      }
    }
  }
}
