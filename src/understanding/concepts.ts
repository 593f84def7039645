import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ARABIC_JOINED, HAN, plain } from './text.ts'

/** Concept → how each language says it: `data/concepts.yaml`. Plain data, so that a worker thread can be handed it. */
export type ConceptLists = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** The concepts that the words of a text name, each once. Takes `plain` text with single spaces. */
export type FindConcepts = (text: string) => ReadonlySet<string>

const EACH_HAN = /\p{Script=Han}/gu
const LONGEST_PHRASE = 4
/** A word that takes every ending although none is marked: Arabic writes whose it is behind it. Shorter ones are beginnings of too many others. */
const LONG_ARABIC = /^\p{Script=Arabic}{5,}$/u
const ARABIC_ARTICLE = /^ال(?=\p{L}{3})/u

const schema = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.record(z.string(), z.array(z.union([z.string(), z.number().transform(String)])).min(1)))

/** @throws Error naming the file when it is not a list of words by language by concept. */
export async function loadConcepts(dataDir: string): Promise<ConceptLists> {
  const file = join(dataDir, 'concepts.yaml')
  const result = schema.safeParse(parse(await readFile(file, 'utf8')))
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
  return result.data
}

export function createConcepts(lists: ConceptLists): FindConcepts {
  const whole = new Map<string, string[]>()
  const begun = new Map<string, string[]>()
  const han = new Map<string, string[]>()
  let longestHan = 1
  for (const [concept, byLanguage] of Object.entries(lists)) {
    for (const phrase of Object.values(byLanguage).flat().map(plain)) {
      if (HAN.test(phrase)) longestHan = Math.max(longestHan, phrase.length)
      const words = wordsIn(phrase.replace(/\*$/, ''))
      for (const key of new Set([words.join(' '), words.map((word) => word.replace(ARABIC_ARTICLE, '')).join(' ')])) {
        const [shelf, found] = HAN.test(phrase) ? [han, phrase] as const : phrase.endsWith('*') || LONG_ARABIC.test(key) ? [begun, key] as const : [whole, key] as const
        shelf.set(found, [...(shelf.get(found) ?? []), concept])
      }
    }
  }
  return (text) => {
    const found = new Set<string>()
    for (const { index } of text.matchAll(EACH_HAN)) findHan(text, index, longestHan, han, found)
    const words = wordsIn(text)
    const bare = words.map((word) => word.replace(ARABIC_JOINED, ''))
    for (const [at] of words.entries()) {
      findPhrase(words, at, whole, begun, found)
      if (bare[at] !== words[at]) findPhrase(bare, at, whole, begun, found)
    }
    return found
  }
}

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? []

function findHan(text: string, at: number, longest: number, shelf: ReadonlyMap<string, readonly string[]>, found: Set<string>): void {
  for (let length = 1; length <= longest; length++) for (const concept of shelf.get(text.slice(at, at + length)) ?? []) found.add(concept)
}

/** Phrases of up to four words; the last word of an open phrase may go on. */
function findPhrase(words: readonly string[], at: number, whole: ReadonlyMap<string, readonly string[]>, begun: ReadonlyMap<string, readonly string[]>, found: Set<string>): void {
  for (let count = 1; count <= LONGEST_PHRASE && at + count <= words.length; count++) {
    const phrase = words.slice(at, at + count).join(' ')
    for (const concept of whole.get(phrase) ?? []) found.add(concept)
    const last = words[at + count - 1] as string
    for (let cut = 0; cut < last.length; cut++) for (const concept of begun.get(phrase.slice(0, phrase.length - cut)) ?? []) found.add(concept)
  }
}
