import { createConcepts, type FindConcepts } from '../concepts.ts'
import type { Classifier } from '../classifier.ts'
import { createReader, type ReadTopics } from '../reader.ts'
import { openClassifier } from '../trained.ts'
import { loadOrder } from '../training.ts'
import type { UnderstandingOptions } from '../understanding.ts'

/** The parts of understanding, for who wants to look inside. Opened after it, the model comes from the cache. */
export async function openParts({ dataDir, cacheDir, languages, log = () => {} }: UnderstandingOptions): Promise<{ concepts: FindConcepts; classifier: Classifier; read: ReadTopics }> {
  const order = await loadOrder(dataDir, languages)
  const concepts = createConcepts(order.concepts)
  const classifier = await openClassifier(cacheDir, order, log)
  return { concepts, classifier, read: createReader(classifier, concepts) }
}
