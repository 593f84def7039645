import type { FindConcepts } from '../concepts.ts'
import { ARABIC_JOINED, HAN, RUN } from '../text.ts'

/** In place of a stemmer: endings fall away, in every language. */
const STEM = 6
const SHORTEST = 3
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const ENDING = /[aeios]$/u

/** What a text is found by: beginnings of words, Chinese words, and the concepts that they name. Takes `plain` text. */
export function termsOf(text: string, concepts: FindConcepts): string[] {
  const words = (text.match(RUN) ?? []).flatMap((run) => (HAN.test(run) ? segments(run) : beginning(run)))
  return [...words, ...[...concepts(text)].map((concept) => `k:${concept}`)]
}

/** Words of two characters and more; a run that has none is taken in pairs. */
function segments(run: string): string[] {
  const words = [...segmenter.segment(run)].map(({ segment }) => segment).filter((word) => [...word].length > 1)
  const units = [...run]
  return words.length > 0 ? words : units.length === 1 ? units : units.slice(1).map((unit, at) => `${units[at]}${unit}`)
}

function beginning(run: string): string[] {
  const word = run.replace(ARABIC_JOINED, '')
  if (word.length < SHORTEST && !/\p{N}/u.test(word)) return []
  const stem = word.slice(0, STEM)
  return [stem.length > SHORTEST + 1 ? stem.replace(ENDING, '') : stem]
}
