import type { Found } from '../../core/hints.ts'
import type { LanguageTag, MessageKey, Topic } from '../../core/ids.ts'
import type { SearchPage } from '../../core/search-page.ts'
import type { FindConcepts } from '../concepts.ts'
import { plain } from '../text.ts'
import { termsOf } from './terms.ts'

/** The topics whose texts say most of what was asked, each with the sentence that says it; best first, none where nothing fits. */
export type Search = (text: string, language: LanguageTag) => Found[]

const BEST = 3
/** Okapi BM25's usual constants: how soon a repeated word stops counting, and how much a long sentence is held back. */
const K1 = 1.2
const B = 0.5
/** A sentence must share this much of what was asked, by weight, to be worth a tap; more where it shares one term only. */
const LEAST_SHARE = 0.25
const LEAST_SHARE_OF_ONE = 0.35
/** What no text of the desk says tells little: names, numbers, small words. */
const UNKNOWN = 0.3

type Sentence = { readonly topic: Topic; readonly key: MessageKey; readonly at: number; readonly length: number }
type Shelf = { readonly sentences: readonly Sentence[]; readonly postings: ReadonlyMap<string, readonly (readonly [sentence: number, times: number])[]>; readonly meanLength: number }

/** An index in memory, one shelf a language: the texts of the desk are a few hundred kB, and the same on every database. */
export function createSearch(pages: readonly SearchPage[], concepts: FindConcepts): Search {
  const terms = (text: string): string[] => termsOf(plain(text), concepts)
  const shelves = new Map([...new Set(pages.map((p) => p.language))].map((tag) => [tag, shelve(pages.filter((p) => p.language === tag), terms)]))
  return (text, language) => {
    const shelf = shelves.get(language)
    return shelf === undefined ? [] : find(shelf, [...new Set(terms(text))])
  }
}

function shelve(pages: readonly SearchPage[], terms: (text: string) => string[]): Shelf {
  const sentences: Sentence[] = []
  const postings = new Map<string, [number, number][]>()
  for (const { topic, key, sentences: written } of pages) {
    for (const [at, text] of written.entries()) {
      const words = terms(text)
      const counted = new Map<string, number>()
      for (const word of words) counted.set(word, (counted.get(word) ?? 0) + 1)
      for (const [word, times] of counted) postings.set(word, [...(postings.get(word) ?? []), [sentences.length, times]])
      sentences.push({ topic, key, at, length: words.length })
    }
  }
  return { sentences, postings, meanLength: sentences.reduce((sum, s) => sum + s.length, 0) / Math.max(1, sentences.length) }
}

function find({ sentences, postings, meanLength }: Shelf, asked: readonly string[]): Found[] {
  const rarity = (term: string): number => Math.log(1 + (sentences.length + 0.5) / ((postings.get(term)?.length ?? 0) + 0.5))
  const whole = asked.reduce((sum, term) => sum + (postings.has(term) ? 1 : UNKNOWN) * rarity(term), 0)
  const scores = new Map<number, { score: number; shared: number; terms: number }>()
  for (const term of asked) {
    const weight = rarity(term)
    for (const [at, times] of postings.get(term) ?? []) {
      const length = (sentences[at] as Sentence).length
      const known = scores.get(at) ?? { score: 0, shared: 0, terms: 0 }
      const gain = (weight * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / meanLength))
      scores.set(at, { score: known.score + gain, shared: known.shared + weight, terms: known.terms + 1 })
    }
  }
  const fitting = [...scores].filter(([, { shared, terms }]) => shared >= (terms > 1 ? LEAST_SHARE : LEAST_SHARE_OF_ONE) * whole)
  const best = new Map<Topic, Found>()
  for (const [at] of fitting.sort((a, b) => b[1].score - a[1].score)) {
    const { topic, key, at: sentence } = sentences[at] as Sentence
    if (best.size < BEST && !best.has(topic)) best.set(topic, { topic, key, sentence })
  }
  return [...best.values()]
}
