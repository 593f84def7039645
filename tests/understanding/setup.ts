import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const LANGUAGES = ['it', 'zh', 'en', 'es', 'fr', 'ar']
export const DATA = fileURLToPath(new URL('../../data', import.meta.url))

export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'understanding-'))
}

/** The held-out texts of one language, with the topic that a person at the desk would choose. */
export function heldOut(language: string): { topic: string; text: string }[] {
  const lines = readFileSync(new URL(`./heldout/${language}.txt`, import.meta.url), 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [topic = '', text = ''] = line.split(' | ')
      return { topic, text }
    })
}
