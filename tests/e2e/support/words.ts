import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../support/pizzeria.ts'

type Params = Readonly<Record<string, string | number>>

/** The desk's own words in one language: `zh('chat:person')`. A key that is not there fails the test. */
export const wordsIn = (language: string) => (name: string, params: Params = {}): string => {
  const [file = '', path = ''] = name.split(':')
  const words: unknown = JSON.parse(readFileSync(join(ROOT, 'locales', language, `${file}.json`), 'utf8'))
  const text = path.split('.').reduce<unknown>((branch, key) => (branch as Record<string, unknown> | undefined)?.[key], words)
  if (typeof text !== 'string') throw new Error(`There is no ${name} in locales/${language}.`)
  return text.replace(/\{\{(\w+)\}\}/g, (_, param: string) => String(params[param] ?? `{{${param}}}`))
}

/** The longest stretch of a text in which nothing is filled in: enough to know it by. */
export const gist = (text: string): string => text.split(/\n\n|\{\{\w+\}\}/).reduce((longest, part) => (part.length > longest.length ? part : longest))
