import { parentPort, workerData } from 'node:worker_threads'
import { train } from './train.ts'
import type { TrainingOrder } from './training.ts'

const orders = workerData as readonly TrainingOrder[]
const models = []
for (const { language, corpus, stopWords } of orders) models.push(await train(language, corpus, stopWords))
parentPort?.postMessage(models)
