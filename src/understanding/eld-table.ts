import { readFile } from 'node:fs/promises'
import type { LanguageTag } from '../core/ids.ts'
import { aside } from './aside.ts'
import { hashOf, readCache, writeCache } from './cache.ts'

/** A database of `eld`, in the shape in which it reads one. */
export type EldTable = { readonly type: string; readonly languages: Readonly<Record<number, LanguageTag>>; readonly ngrams: Readonly<Record<string, Readonly<Record<number, number>>>> }

type Eld = { detect(text: string): { getScores(): Record<LanguageTag, number> } }
type EldModule = { createEld(): { readonly instance: Eld; readonly loadData: (table: EldTable) => void } }

/** What `eld` does not export: only with a table of our own can it know fewer than sixty languages. Its version is pinned. */
const INSIDE = new URL('../../node_modules/eld/src/', import.meta.url)
const WORKER = new URL('./eld-worker.mjs', import.meta.url)
const FILE = 'languages.json'

/**
 * `eld` with these languages only: what it says of them is the same, in a fifth of the memory. Its smallest database is
 * read aside, whole, and what is needed of it kept in the cache. Without a cache folder it is read each time.
 */
export async function openEld(languages: readonly LanguageTag[], cacheDir: string | null): Promise<Eld> {
  const order = { database: new URL('ngrams/extrasmall.js', INSIDE).href, languages }
  const code = await Promise.all([WORKER, new URL('../package.json', INSIDE)].map((file) => readFile(file, 'utf8')))
  const key = hashOf(JSON.stringify([code, languages]))
  const cached = cacheDir === null ? null : await readCache<EldTable>(cacheDir, FILE, key)
  const table = cached ?? (await aside<EldTable>(WORKER, order))
  // Where it cannot be written, the models cannot either, and that is told.
  if (cacheDir !== null && cached === null) await writeCache(cacheDir, FILE, key, table).catch(() => {})
  const { createEld } = (await import(new URL('languageDetector.js', INSIDE).href)) as EldModule
  const { instance, loadData } = createEld()
  loadData(table)
  return instance
}
