import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HeldOut, readHeldOut } from '../../src/understanding/evaluation/held-out.ts'

export const LANGUAGES = ['it', 'zh', 'en', 'es', 'fr', 'ar']
export const DATA = fileURLToPath(new URL('../../data', import.meta.url))
/** The model of the shipped texts: trained once for all tests. */
export const CACHE = fileURLToPath(new URL('../../.cache/understanding', import.meta.url))

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'understanding-'))
}

/** The texts of one language that are never trained on, with the topics that a person at the desk would choose. */
export const heldOut = (language: string): Promise<HeldOut[]> => readHeldOut(new URL(`./heldout/${language}.txt`, import.meta.url), language)
