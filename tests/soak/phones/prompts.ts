import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Spoken } from '../../emulators/telephone/acts.ts'
import { ROOT } from '../../support/pizzeria.ts'

/** What the desk says on the telephone beside what it answers, in every language. */
const WORDS = new Map(['it', 'zh', 'en', 'ar', 'fr', 'es'].map((language) => [language, (JSON.parse(readFileSync(join(ROOT, 'locales', language, 'channels.json'), 'utf8')) as { telephone: Readonly<Record<string, string>> }).telephone]))

export const words = (language: string, key: string): string => WORDS.get(language)?.[key] ?? '?'

/** `ar-XA` and the like name the language first. */
const languageOf = ({ language }: Spoken): string => language.slice(0, 2)

/** The language in which this was said; null: it was not. */
export const saidIn = (said: readonly Spoken[], key: string): string | null => said.filter((one) => one.text.includes(words(languageOf(one), key))).map(languageOf)[0] ?? null

/** The keys of the choices that were read. */
export const choicesIn = (said: readonly Spoken[]): readonly string[] => said.flatMap((one) => ['choice', 'language-choice'].flatMap((key) => {
  const line = new RegExp(`^${words(languageOf(one), key).replace(/[.?]/g, '\\$&').replace('{label}', '.+').replace('{key}', '(\\d)')}$`, 'gmu')
  return [...one.text.matchAll(line)].flatMap(([, digit]) => digit ?? [])
}))
