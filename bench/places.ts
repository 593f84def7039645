import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where `flows`, `locales`, `data` and `dist` are. */
export const ROOT = join(import.meta.dirname, '..')

/** Trained models, shared with the tests: training them is not what a benchmark is about. */
export const MODELS = join(ROOT, '.cache', 'understanding')

const folders = new Set<string>()
process.once('exit', () => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

/** Under `BENCH_FOLDER`, or where the system keeps such things; gone at the latest when the process ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), 'bench-'))
  folders.add(folder)
  return folder
}

/** A desk's data folder, with the trained models in it. */
export function deskFolder(): string {
  const folder = tempFolder()
  mkdirSync(MODELS, { recursive: true })
  symlinkSync(MODELS, join(folder, 'understanding'))
  return folder
}

/** The day on which the walks were written: their dates mean the same whenever the benchmark runs. */
const MORNING = Date.parse('2026-11-24T09:00:00Z')
export const benchNow = (): Date => new Date(MORNING + Math.floor(performance.now()))
