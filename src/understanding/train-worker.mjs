// A worker's entry cannot be TypeScript: the loader that the main thread runs with is not there yet.
import { tsImport } from 'tsx/esm/api'

await tsImport('./train-worker.ts', import.meta.url)
