/** Longer than any word: what is longer is cut, in the index as in the query, because PostgreSQL takes no word over 2 KB. */
const LONGEST_WORD = 100
/** Words of one text that can be found; no message that a channel carries has more. */
const MOST_WORDS = 10_000
/** Words of one query: who types more has pasted a page. */
const MOST_TYPED = 32

const HAN = /^\p{Script=Han}+$/u

/**
 * The words of a text as both databases keep them: small letters without accents or marks of any script, each Chinese
 * character a word of its own, so that two of them are a phrase. Nothing but letters and digits is left in a word.
 */
export const wordsOf = (text: string): string[] => runsOf(text).flatMap((run) => (HAN.test(run) ? [...run] : [cut(run)])).slice(0, MOST_WORDS)

/** What was typed in the search box: `phrase`, Chinese characters in this order; else one word, of which the beginning is enough. All must be found. */
export type Typed = { readonly phrase: boolean; readonly words: readonly string[] }
export const typedWords = (typed: string): Typed[] =>
  runsOf(typed).slice(0, MOST_TYPED).map((run) => (HAN.test(run) ? { phrase: true, words: [...run].slice(0, LONGEST_WORD) } : { phrase: false, words: [cut(run)] }))

/** `办KIT` → 办, kit: scripts that touch are words of their own. */
const runsOf = (text: string): string[] =>
  folded(text).match(/[\p{L}\p{N}]+/gu)?.flatMap((run) => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) ?? []

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase()

const cut = (word: string): string => [...word].slice(0, LONGEST_WORD).join('')
