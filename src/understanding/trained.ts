import { cacheKey, readCache, writeCache } from './cache.ts'
import { loadClassifier, type Classifier, type TrainedModel } from './classifier.ts'
import { createConcepts } from './concepts.ts'
import { featuresOf } from './features.ts'
import { readable } from './text.ts'
import { trainAside, type TrainingOrder } from './training.ts'

export type Log = (message: string) => void

const FILE = 'model.json'
const SELF_TEST_TEXTS = 200
const SELF_TEST_PASS = 0.8

/**
 * The classifier: from the cache, or trained now. What serves is always a copy read back from JSON that has passed the
 * self-test.
 * @throws Error when a freshly trained model fails it: the texts contradict one another.
 */
export async function openClassifier(cacheDir: string, order: TrainingOrder, log: Log): Promise<Classifier> {
  const key = await cacheKey(order)
  const cached = await readCache<TrainedModel>(cacheDir, FILE, key)
  const kept = cached === null ? null : tried(cached, order)
  if (kept !== null) return kept
  if (cached !== null) log('understanding: the cached model fails its self-test: training again')
  log(`understanding: learning from ${order.corpus.length} texts, once; this takes about half a minute`)
  const model = await trainAside(order)
  const fresh = tried(model, order)
  if (fresh === null) throw new Error('understanding: the model fails its self-test. Look for contradictory texts in data/intents')
  await writeCache(cacheDir, FILE, key, model).catch((error: unknown) => log(`understanding: the model could not be saved: ${String(error)}`))
  return fresh
}

/** Training texts spread over the corpus must come back with their own topic; null when too few do. */
function tried(model: TrainedModel, { corpus, concepts: lists }: TrainingOrder): Classifier | null {
  const classifier = loaded(model)
  if (classifier === null) return null
  const concepts = createConcepts(lists)
  const every = Math.max(1, Math.floor(corpus.length / SELF_TEST_TEXTS))
  const sample = corpus.filter((_, at) => at % every === 0)
  const right = sample.filter(({ text, topics: [topic] }) => {
    const shares = classifier.shares(featuresOf(readable(text), concepts))
    return classifier.topics[shares.indexOf(Math.max(...shares))] === topic
  })
  return right.length >= sample.length * SELF_TEST_PASS ? classifier : null
}

function loaded(model: TrainedModel): Classifier | null {
  try {
    return loadClassifier(model)
  } catch {
    return null
  }
}
