import { parentPort, workerData } from 'node:worker_threads'
import { type Part, train } from './train.ts'
import type { TrainingOrder } from './training.ts'

const { part, order } = workerData as { readonly part: Part; readonly order: TrainingOrder }
parentPort?.postMessage(train[part](order))
