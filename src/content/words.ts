import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import { misshapen, readSource, type SourceFile, shaped } from './document.ts'
import type { Issue } from './issue.ts'
import { languagesSchema } from './schema/data.ts'

export type Language = z.infer<typeof languagesSchema>[number]
export type Words = { readonly [key: string]: Words | string | readonly string[] }

/** One `locales/<lang>/<namespace>.json`. */
export type WordsFile = SourceFile & { readonly language: string; readonly namespace: string; readonly words: Words }

export type Locales = {
  readonly languages: readonly Language[]
  readonly files: readonly WordsFile[]
  /** The text, or the list of synonyms, at a key; undefined where there is none. */
  readonly find: (language: string, key: string) => string | readonly string[] | undefined
  readonly has: (language: string, namespace: string) => boolean
}

/** The language in which content is first written, and from which the others are translated. */
export const SOURCE_LANGUAGE = 'it'

export function loadLocales(root: string, issues: Issue[]): Locales {
  const list = readSource(root, join(root, 'locales', 'languages.json'), issues)
  const languages = shaped(list, languagesSchema, issues) ?? []
  const files = languages.flatMap(({ tag }) => loadLanguage(root, tag, issues))
  const byName = new Map(files.map((f) => [`${f.language}/${f.namespace}`, f]))
  return {
    languages, files,
    find: (language, key) => lookUp(byName.get(`${language}/${namespaceOf(key)}`)?.words, pathOf(key)),
    has: (language, namespace) => byName.has(`${language}/${namespace}`),
  }
}

export const namespaceOf = (key: string): string => key.slice(0, key.indexOf(':'))
export const pathOf = (key: string): string[] => key.slice(key.indexOf(':') + 1).split('.')

/** Every file of words; the lexicon, which has a shape of its own, is read by `load/data.ts`. */
function loadLanguage(root: string, language: string, issues: Issue[]): WordsFile[] {
  const folder = join(root, 'locales', language)
  if (!existsSync(folder)) {
    issues.push({ severity: 'error', check: 'missing-language', file: 'locales/languages.json', line: null, language, message: `There is no folder locales/${language}.`, cure: `Make it, or take ${language} out of the list.` })
    return []
  }
  return filesBelow(folder, '.json').filter((p) => !p.endsWith('.state.json') && p !== join(folder, 'lexicon.json')).map((path) => {
    const source = readSource(root, path, issues)
    const namespace = relative(folder, path).replaceAll('\\', '/').replace(/\.json$/, '')
    return { ...source, language, namespace, words: wordsIn(source, issues) }
  })
}

/** What is neither a text, a list of texts nor a group of them is told and left out. */
function wordsIn(source: SourceFile, issues: Issue[]): Words {
  if (source.data === undefined) return {}
  const clean = (value: unknown, path: readonly string[]): Words | string | readonly string[] | undefined => {
    if (typeof value === 'string' || (Array.isArray(value) && value.every((v) => typeof v === 'string'))) return value
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => {
        const words = clean(inner, [...path, name])
        return words === undefined ? [] : [[name, words]]
      }))
    }
    issues.push(misshapen(source, path, 'Invalid input: expected a text, a list of texts or a group of them'))
    return undefined
  }
  const words = clean(source.data, [])
  return typeof words === 'object' && !Array.isArray(words) ? (words as Words) : {}
}

export const filesBelow = (folder: string, ending: string): string[] =>
  !existsSync(folder) ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith(ending)).sort().map((f) => join(folder, f))

function lookUp(words: Words | undefined, path: readonly string[]): string | readonly string[] | undefined {
  let at: Words | string | readonly string[] | undefined = words
  for (const name of path) {
    if (at === undefined || typeof at === 'string' || Array.isArray(at) || !Object.hasOwn(at, name)) return undefined
    at = (at as Words)[name]
  }
  return typeof at === 'string' || Array.isArray(at) ? (at as string | readonly string[]) : undefined
}

/** Every text of a file with its path: `steps.kind.text`. Lists of synonyms come as one. */
export function* textsOf(words: Words, prefix: readonly string[] = []): Generator<{ path: readonly string[]; text: string | readonly string[] }> {
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string' || Array.isArray(value)) yield { path: [...prefix, name], text: value as string | readonly string[] }
    else yield* textsOf(value as Words, [...prefix, name])
  }
}

/** `{{name}}` in a text, each once. */
export const placeholdersOf = (text: string): string[] => [...new Set([...text.matchAll(/\{\{-?\s*(\w+)[^}]*\}\}/g)].map((m) => m[1] as string))].sort()
