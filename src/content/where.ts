import type { Compiled } from './compile.ts'
import { type FactUse, factUses } from './uses.ts'
import { namespaceOf, pathOf, placeholdersOf, type WordsFile } from './words.ts'

/** A text that says a fact. `placeholder`: null where its words rest on the fact without a figure. */
export type TextUse = { readonly file: string; readonly line: number | null; readonly language: string; readonly key: string; readonly placeholder: string | null }

export const usesOf = (compiled: Compiled, fact: string): FactUse[] => [...factUses(compiled)].filter(({ name }) => name === fact)

/** The texts of these uses, in every language that has them. */
export function textsSaying({ locales }: Compiled, uses: readonly FactUse[]): TextUse[] {
  const found = new Map<string, TextUse>()
  for (const { texts, placeholder = null } of uses) {
    for (const key of texts) {
      for (const file of locales.files.filter((f) => f.namespace === namespaceOf(key))) {
        if (!says(locales.find(file.language, key), placeholder)) continue
        const use = textUse(file, key, placeholder)
        found.set(`${use.file} ${key} ${placeholder}`, use)
      }
    }
  }
  return [...found.values()]
}

const says = (text: string | readonly string[] | undefined, placeholder: string | null): boolean =>
  typeof text === 'string' && (placeholder === null || placeholdersOf(text).includes(placeholder))

const textUse = ({ file, language, lineOf }: WordsFile, key: string, placeholder: string | null): TextUse => ({ file, line: lineOf(pathOf(key)), language, key, placeholder })
