import { plain } from './text.ts'

/*
 * What the classifier sees of a text, in every language: words, beginnings of words in place of a stemmer (they survive
 * typos in the ending and work for Italian nouns inside other languages), and for Chinese characters and their pairs.
 * Every feature carries a prefix, so that no word of a text can be a property of Object.prototype ("constructor").
 */

const HAN = /\p{Script=Han}/u
const WORD = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const ARABIC_JOINED = /^(?:وال|بال|فال|كال|لل|ال|و|ب|ل)(?=\p{L}{3})/u

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

export type Word = {
  /** The features that say this word, most telling last. */
  readonly features: readonly string[]
}

/** The words of a text with their features. A text without letters or digits gives none. */
export function wordsOf(text: string, stopWords: ReadonlySet<string>): Word[] {
  const runs = plain(text).match(WORD) ?? []
  return runs.flatMap((run) => (HAN.test(run) ? hanWords(run) : latinWord(run, stopWords)))
}

function hanWords(run: string): Word[] {
  const characters = [...run]
  const pairs = characters.slice(1).map((character, at) => `p_${characters[at] ?? ''}${character}`)
  const segments = [...segmenter.segment(run)].map(({ segment }) => segment).filter((segment) => [...segment].length !== 2)
  return [...pairs, ...segments.map((segment) => `s_${segment}`)].map((feature) => ({ features: [feature] }))
}

function latinWord(run: string, stopWords: ReadonlySet<string>): Word[] {
  const word = run.replace(ARABIC_JOINED, '')
  if (word.length < 2 || stopWords.has(run) || stopWords.has(word)) return []
  return [{ features: [`w_${word}`, ...beginnings(word)] }]
}

function beginnings(word: string): string[] {
  const lengths = [4, 6].filter((length) => word.length >= length)
  return lengths.map((length) => `b_${word.slice(0, length)}`)
}
