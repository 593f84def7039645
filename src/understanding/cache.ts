import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrainedModel } from './model.ts'
import type { TrainingOrder } from './training.ts'

/** The files that shape a model: a change in any of them makes every cached one stale. */
const SHAPING = ['text.ts', 'features.ts', 'model.ts', 'train-worker.ts']
const FILE = 'models.json'

type Envelope = { readonly key: string; readonly checksum: string; readonly body: string }

/** A hash of the training data and of the code that reads them. */
export async function cacheKey(orders: readonly TrainingOrder[]): Promise<string> {
  const code = await Promise.all(SHAPING.map((name) => readFile(new URL(`./${name}`, import.meta.url), 'utf8')))
  return sha256(JSON.stringify([code, orders]))
}

/** The models saved under this key; null when there are none, or the file is stale, foreign or damaged. */
export async function readCache(cacheDir: string, key: string): Promise<TrainedModel[] | null> {
  try {
    const { body, checksum, key: saved } = JSON.parse(await readFile(join(cacheDir, FILE), 'utf8')) as Envelope
    return saved === key && sha256(body) === checksum ? (JSON.parse(body) as TrainedModel[]) : null
  } catch {
    return null
  }
}

/** Written aside and renamed, so that two processes that start together never read half a file. */
export async function writeCache(cacheDir: string, key: string, models: readonly TrainedModel[]): Promise<void> {
  const body = JSON.stringify(models)
  const envelope: Envelope = { key, checksum: sha256(body), body }
  await mkdir(cacheDir, { recursive: true })
  const aside = join(cacheDir, `${FILE}.${process.pid}`)
  await writeFile(aside, JSON.stringify(envelope))
  await rename(aside, join(cacheDir, FILE))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
