import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { LanguageTag } from '../core/ids.ts'
import { plain } from './text.ts'

/** `data/languages.yaml`: by language, how people greet and the small words that give a language away. All `plain`. */
export type WordLists = ReadonlyMap<LanguageTag, { readonly greetings: ReadonlySet<string>; readonly small: ReadonlySet<string> }>

/** @throws Error naming the file when it cannot be read or has another shape. */
export async function loadWordLists(dataDir: string, languages: readonly LanguageTag[]): Promise<WordLists> {
  const file = join(dataDir, 'languages.yaml')
  const data: unknown = parse(await readFile(file, 'utf8'))
  return new Map(
    languages.map((tag) => {
      const entry = record(record(data)[tag])
      return [tag, { greetings: words(entry.greetings, file), small: words(entry['small-words'], file) }]
    }),
  )
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function words(value: unknown, file: string): ReadonlySet<string> {
  if (value === undefined || value === null) return new Set()
  if (!Array.isArray(value)) throw new Error(`${file}: expected a list of words`)
  return new Set(value.map((word) => plain(String(word))))
}
