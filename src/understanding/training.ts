import type { LanguageTag } from '../core/ids.ts'
import { aside } from './aside.ts'
import type { Corpus } from './corpus.ts'
import type { TrainedModel } from './model.ts'

export type TrainingOrder = { readonly language: LanguageTag; readonly corpus: Corpus; readonly stopWords: readonly string[] }

/** Some seconds for six languages. @throws what the worker threw. */
export const trainAside = (orders: readonly TrainingOrder[]): Promise<TrainedModel[]> => aside(new URL('./train-worker.mjs', import.meta.url), orders)
