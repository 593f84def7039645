import type { FindConcepts } from './concepts.ts'
import { hash } from './hash.ts'
import { ARABIC_JOINED, HAN, RUN, plain } from './text.ts'

/*
 * What the classifier sees of a text, in every language: words and pairs of words, runs of one to four characters (they
 * survive typos, endings and missing spaces), and the concepts that its words name, which carry over from one language to
 * another. Every feature has a prefix and a place in one table by its hash: no dictionary is kept.
 */

/** Places in the table of features. A power of two. */
export const PLACES = 1 << 16

/** Each place once, with its weight. The weights of a text of any length have the same size. */
export type Features = { readonly places: readonly number[]; readonly weights: readonly number[] }

const LONGEST_WORD = 24

/** How much each kind of feature weighs as a whole. */
const KINDS = { words: 1, characters: 1.2, concepts: 1 } as const
type Counts = Record<keyof typeof KINDS, Map<string, number>>

export function featuresOf(text: string, concepts: FindConcepts): Features {
  const table = new Map<number, number>()
  for (const [name, weight] of namedFeatures(text, concepts)) {
    const place = hash(name) & (PLACES - 1)
    table.set(place, (table.get(place) ?? 0) + weight)
  }
  return { places: [...table.keys()], weights: [...table.values()] }
}

/** The same with names, for who wants to see why. */
export function namedFeatures(text: string, concepts: FindConcepts): [name: string, weight: number][] {
  const seen = plain(text)
  const counts: Counts = { words: new Map(), characters: new Map(), concepts: new Map() }
  const runs = (seen.match(RUN) ?? []).map((run) => (HAN.test(run) ? run : run.replace(ARABIC_JOINED, '').slice(0, LONGEST_WORD)))
  for (const [at, run] of runs.entries()) HAN.test(run) ? countHan(run, counts) : countWord(run, runs[at + 1], counts)
  const named = [...concepts(seen)]
  for (const [at, concept] of named.entries()) {
    count(counts.concepts, `k:${concept}`)
    for (const other of named.slice(at + 1)) count(counts.concepts, `k:${[concept, other].sort().join('+')}`)
  }
  return Object.entries(KINDS).flatMap(([kind, whole]) => weighed(counts[kind as keyof Counts], whole))
}

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)

function countWord(word: string, next: string | undefined, { words, characters }: Counts): void {
  count(words, `w:${word}`)
  if (next !== undefined) count(words, `w:${word} ${next}`)
  const edged = `_${word}_`
  for (let length = 2; length <= 4; length++) for (let at = 0; at + length <= edged.length; at++) count(characters, `c:${edged.slice(at, at + length)}`)
}

function countHan(run: string, { words, characters }: Counts): void {
  const units = [...run]
  for (let at = 0; at < units.length; at++) {
    count(characters, `c:${units[at]}`)
    if (at + 2 <= units.length) count(words, `w:${units.slice(at, at + 2).join('')}`)
    if (at + 3 <= units.length) count(characters, `c:${units.slice(at, at + 3).join('')}`)
    if (at + 4 <= units.length) count(characters, `c:${units.slice(at, at + 4).join('')}`)
  }
}

/** Said twice is not twice as much; and a long text is not more than a short one. */
function weighed(counts: ReadonlyMap<string, number>, whole: number): [string, number][] {
  const damped = [...counts].map(([name, times]): [string, number] => [name, 1 + Math.log(times)])
  const length = Math.sqrt(damped.reduce((sum, [, weight]) => sum + weight ** 2, 0)) || 1
  return damped.map(([name, weight]) => [name, (whole * weight) / length])
}
