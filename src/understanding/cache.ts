import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrainingOrder } from './training.ts'

/** The files that shape the model: a change in any of them makes the cached one stale. */
const SHAPING = ['text.ts', 'hash.ts', 'concepts.ts', 'features.ts', 'reader.ts', 'classifier.ts', 'special.ts', 'scores.ts', 'train.ts']

type Envelope = { readonly key: string; readonly checksum: string; readonly body: string }

/** A hash of the training data and of the code that reads them. */
export async function cacheKey(order: TrainingOrder): Promise<string> {
  const code = await Promise.all(SHAPING.map((name) => readFile(new URL(`./${name}`, import.meta.url), 'utf8')))
  return hashOf(JSON.stringify([code, order]))
}

/** What was saved under this key; null when there is nothing, or the file is stale, foreign or damaged. */
export async function readCache<Kept>(cacheDir: string, file: string, key: string): Promise<Kept | null> {
  try {
    const { body, checksum, key: saved } = JSON.parse(await readFile(join(cacheDir, file), 'utf8')) as Envelope
    return saved === key && hashOf(body) === checksum ? (JSON.parse(body) as Kept) : null
  } catch {
    return null
  }
}

/** Written aside and renamed, so that two processes that start together never read half a file. */
export async function writeCache(cacheDir: string, file: string, key: string, kept: unknown): Promise<void> {
  const body = JSON.stringify(kept)
  const envelope: Envelope = { key, checksum: hashOf(body), body }
  await mkdir(cacheDir, { recursive: true })
  const aside = join(cacheDir, `${file}.${process.pid}`)
  await writeFile(aside, JSON.stringify(envelope))
  await rename(aside, join(cacheDir, file))
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
