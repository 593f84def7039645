import type { LanguageTag } from '../core/ids.ts'
import { cacheKey, readCache, writeCache } from './cache.ts'
import { wordsOf } from './features.ts'
import { loadModel } from './model.ts'
import type { Model, TrainedModel } from './model.ts'
import { trainAside } from './training.ts'
import type { TrainingOrder } from './training.ts'

export type Log = (message: string) => void
type Shelf = ReadonlyMap<LanguageTag, Model>

const FILE = 'models.json'
const SELF_TEST_TEXTS = 24
const SELF_TEST_PASS = 0.8

/**
 * The models of every language that has training texts: from the cache, or trained now. What serves is always a copy
 * read back from JSON that has passed the self-test.
 * @throws Error naming the languages whose models fail the self-test twice.
 */
export async function openShelf(cacheDir: string, orders: readonly TrainingOrder[], log: Log): Promise<Shelf> {
  const wanted = orders.filter(({ corpus }) => corpus.length > 0)
  const key = await cacheKey(wanted)
  const cached = await readCache<TrainedModel[]>(cacheDir, FILE, key)
  if (cached !== null) {
    const { shelf, failed } = tryOut(cached, wanted)
    if (failed.length === 0) return shelf
    log(`understanding: the cached models fail their self-test (${failed.join(', ')}): training again`)
  }
  return trainAndKeep(cacheDir, key, wanted, log)
}

async function trainAndKeep(cacheDir: string, key: string, wanted: readonly TrainingOrder[], log: Log): Promise<Shelf> {
  let failed: LanguageTag[] = []
  for (const attempt of [1, 2]) {
    const models = await trainAside(wanted)
    const result = tryOut(models, wanted)
    failed = result.failed
    if (failed.length === 0) {
      await writeCache(cacheDir, FILE, key, models).catch((error: unknown) =>
        log(`understanding: the models could not be saved: ${String(error)}`),
      )
      return result.shelf
    }
    log(`understanding: training ${attempt} failed its self-test (${failed.join(', ')})`)
  }
  throw new Error(`understanding: models fail their self-test twice: ${failed.join(', ')}. Look for contradictory texts in data/intents`)
}

function tryOut(models: readonly TrainedModel[], wanted: readonly TrainingOrder[]) {
  const shelf = new Map<LanguageTag, Model>()
  const failed: LanguageTag[] = []
  for (const order of wanted) {
    const model = reload(models.find(({ language }) => language === order.language))
    if (model !== null && passes(model, order)) shelf.set(order.language, model)
    else failed.push(order.language)
  }
  return { shelf, failed }
}

function reload(trained: TrainedModel | undefined): Model | null {
  try {
    return trained === undefined ? null : loadModel(trained)
  } catch {
    return null
  }
}

/** Training texts spread over the corpus must come back with their own topic. */
function passes(model: Model, { corpus, stopWords }: TrainingOrder): boolean {
  const stop = new Set(stopWords)
  const every = Math.max(1, Math.floor(corpus.length / SELF_TEST_TEXTS))
  const sample = corpus.filter((_, at) => at % every === 0)
  let right = 0
  for (const { topic, text } of sample) {
    const [best] = model.classify(wordsOf(text, stop))
    if (best?.topic === topic) right += 1
  }
  return right >= sample.length * SELF_TEST_PASS
}
