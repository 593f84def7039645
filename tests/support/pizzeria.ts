import { cpSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile, type Compiled } from '../../src/content/compile.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
const FIXTURE = join(ROOT, 'tests', 'fixtures', 'pizzeria')

/** The invented desk in a folder of its own, with the engine's own words from the product. */
export function pizzeriaFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pizzeria-'))
  cpSync(FIXTURE, folder, { recursive: true })
  for (const language of ['it', 'zh', 'ar']) {
    for (const name of ['common', 'urgent', 'lexicon']) {
      const path = join(ROOT, 'locales', language, `${name}.json`)
      if (existsSync(path)) cpSync(path, join(folder, 'locales', language, `${name}.json`))
    }
  }
  return folder
}

let compiled: Compiled | null = null
export const pizzeria = (): Compiled => (compiled ??= compile(pizzeriaFolder()))
