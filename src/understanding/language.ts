import type { Hints } from '../core/hints.ts'
import type { LanguageTag } from '../core/ids.ts'
import { openEld } from './eld-table.ts'
import { isOtherArabicScript, mainScript } from './script.ts'
import { plain } from './text.ts'
import type { WordLists } from './word-lists.ts'

export type Detect = (text: string) => Hints['language']

/** Neighbours of the desk's languages: a Romanian text must be "not ours", never poor Italian. */
const GUARDS = ['ro', 'pt', 'sq', 'de', 'pl', 'tr', 'tl', 'nl', 'hr']
const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{Mn}]*/gu

const CLEAR_MARGIN = 0.2
const GUARD_MARGIN = 0.1

/** Script first, then greetings and small words, then `eld`. */
export async function createDetector(languages: readonly LanguageTag[], lists: WordLists, cacheDir: string | null = null): Promise<Detect> {
  const latin = languages.filter((tag) => tag !== 'zh' && tag !== 'ar')
  const detector = await openEld([...new Set([...latin, ...GUARDS])], cacheDir)
  const scores = (text: string) => detector.detect(text).getScores()
  return (text) => {
    const script = mainScript(text)
    if (script === 'han') return offered(languages, 'zh', [...text].length >= 2)
    if (script === 'arabic') return isOtherArabicScript(text) ? null : offered(languages, 'ar', text.length >= 6)
    return script === 'latin' ? detectLatin(text, latin, lists, scores) : null
  }
}

function offered(languages: readonly LanguageTag[], tag: LanguageTag, sure: boolean): Hints['language'] {
  return languages.includes(tag) ? { tag, sure } : null
}

function detectLatin(text: string, languages: readonly LanguageTag[], lists: WordLists, scores: (text: string) => Record<string, number>) {
  const words = plain(text).match(LATIN_WORD) ?? []
  const greeted = languages.filter((tag) => lists.get(tag)?.greetings.has(words.join(' ')))
  if (greeted[0] !== undefined) return { tag: greeted[0], sure: greeted.length === 1 }
  const votes = vote(words, text, languages, lists, scores)
  const [best, second] = votes.ours
  if (best === undefined || best.vote <= 0 || words.join('').length < 3) return null
  if (votes.guard > best.vote + GUARD_MARGIN) return null
  const lone = words.length < 3
  if (lone && best.small === 0) return words.length === 2 && best.vote > 0.3 ? { tag: best.tag, sure: false } : null
  return { tag: best.tag, sure: !lone && best.vote - Math.max(second?.vote ?? 0, votes.guard) >= CLEAR_MARGIN }
}

/** Share of small words plus what `eld` says, by language, best first; and the best neighbour language. */
function vote(
  words: string[],
  text: string,
  languages: readonly LanguageTag[],
  lists: WordLists,
  scores: (text: string) => Record<string, number>,
) {
  const eldScores = scores(text)
  const ours = languages.map((tag) => {
    const list = lists.get(tag)
    const small = words.filter((word) => list?.small.has(word) || list?.greetings.has(word)).length
    return { tag, small, vote: (eldScores[tag] ?? 0) + (2 * small) / Math.max(words.length, 4) }
  })
  ours.sort((a, b) => b.vote - a.vote)
  return { ours, guard: Math.max(0, ...GUARDS.map((tag) => eldScores[tag] ?? 0)) }
}
