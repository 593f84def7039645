import { Worker } from 'node:worker_threads'
import type { LanguageTag } from '../core/ids.ts'
import type { Corpus } from './corpus.ts'
import type { TrainedModel } from './model.ts'

export type TrainingOrder = { readonly language: LanguageTag; readonly corpus: Corpus; readonly stopWords: readonly string[] }

/** Trains in a worker thread: the event loop of a running server goes on. @throws what the worker threw. */
export function trainAside(orders: readonly TrainingOrder[]): Promise<TrainedModel[]> {
  const worker = new Worker(new URL('./train-worker.mjs', import.meta.url), { workerData: orders, execArgv: [], stdout: true })
  return new Promise((resolve, reject) => {
    worker.once('message', (models: TrainedModel[]) => {
      resolve(models)
      // The TypeScript loader keeps an idle worker alive.
      void worker.terminate()
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`training ended without a model (exit code ${code})`)))
  })
}
