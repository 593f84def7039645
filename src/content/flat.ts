import type { Locales } from './words.ts'
import { textsOf } from './words.ts'

/** All single texts of a namespace by their dotted path; null when the language has no such file. */
export function flatWords({ files }: Locales): (namespace: string, language: string) => Readonly<Record<string, string>> | null {
  const made = new Map(files.map((f) => [`${f.language}/${f.namespace}`, Object.fromEntries([...textsOf(f.words)].flatMap(({ path, text }) => (typeof text === 'string' ? [[path.join('.'), text]] : [])))]))
  return (namespace, language) => made.get(`${language}/${namespace}`) ?? null
}
