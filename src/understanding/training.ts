import type { LanguageTag } from '../core/ids.ts'
import { aside } from './aside.ts'
import type { TrainedModel } from './classifier.ts'
import { type ConceptLists, loadConcepts } from './concepts.ts'
import { type Corpus, loadCalibration, loadCorpus } from './corpus.ts'
import type { Part, Parts } from './train.ts'

/** The texts of all languages, and what reads them. */
export type TrainingOrder = {
  readonly corpus: Corpus
  /** Texts of another hand, on which the scores are set and never trained. */
  readonly calibration: Corpus
  readonly concepts: ConceptLists
}

/** In whatever order the languages are named, the order is the same, and so is the model. */
export async function loadOrder(dataDir: string, named: readonly LanguageTag[]): Promise<TrainingOrder> {
  const languages = named.toSorted()
  const [corpora, calibrations, concepts] = await Promise.all([
    Promise.all(languages.map((language) => loadCorpus(dataDir, language))), Promise.all(languages.map((language) => loadCalibration(dataDir, language))), loadConcepts(dataDir),
  ])
  return { corpus: corpora.flat(), calibration: calibrations.flat(), concepts }
}

/** @throws what a worker threw. */
export async function trainAside(order: TrainingOrder): Promise<TrainedModel> {
  const made = <P extends Part>(part: P): Promise<Parts[P]> => aside(new URL('./train-worker.mjs', import.meta.url), { part, order })
  const [weights, scores] = await Promise.all([made('weights'), made('scores')])
  return { ...weights, ...scores }
}
