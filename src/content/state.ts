import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Locales, SOURCE_LANGUAGE, textsOf } from './words.ts'

/** Key → hash of the Italian text that the translation was accepted for. */
export type Accepted = Readonly<Record<string, string>>

export const statePath = (root: string, language: string): string => join(root, 'locales', language, '.state.json')

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10)

export function acceptedHashes(root: string, language: string): Accepted {
  const path = statePath(root, language)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Accepted) : {}
}

/** Declares that a language's texts say what the Italian ones say now; returns how many. */
export function accept(root: string, locales: Locales, language: string, namespace: string | null): number {
  const chosen = locales.files.filter((f) => f.language === SOURCE_LANGUAGE && (namespace === null || f.namespace === namespace) && locales.has(language, f.namespace))
  const now = Object.fromEntries(chosen.flatMap((f) => [...textsOf(f.words)].flatMap(({ path, text }) => (typeof text === 'string' ? [[`${f.namespace}:${path.join('.')}`, hashOf(text)]] : []))))
  const namespaces = new Set(chosen.map((f) => f.namespace))
  const kept = Object.entries(acceptedHashes(root, language)).filter(([key]) => !namespaces.has(key.slice(0, key.indexOf(':'))) && locales.has(language, key.slice(0, key.indexOf(':'))))
  const all = Object.fromEntries([...kept, ...Object.entries(now)].sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(statePath(root, language), `${JSON.stringify(all, null, 1)}\n`)
  return Object.keys(now).length
}
