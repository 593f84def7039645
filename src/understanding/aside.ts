import { Worker } from 'node:worker_threads'

/** What a worker thread, whose memory goes with it, answers to an order: the event loop of a running server goes on. @throws what the worker threw. */
export function aside<Answer>(entry: URL, order: unknown): Promise<Answer> {
  const worker = new Worker(entry, { workerData: order, execArgv: [], stdout: true })
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: Answer) => {
      resolve(answer)
      // The TypeScript loader keeps an idle worker alive.
      void worker.terminate()
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`${entry.pathname} ended without an answer (exit code ${code})`)))
  })
}
