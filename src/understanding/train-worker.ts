import { parentPort, workerData } from 'node:worker_threads'
import { train } from './train.ts'
import type { TrainingOrder } from './training.ts'

parentPort?.postMessage(train(workerData as TrainingOrder))
