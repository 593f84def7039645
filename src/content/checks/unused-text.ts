import { optionKeys, synonymsKey } from '../load/labels.ts'
import { SOURCE_LANGUAGE, textsOf } from '../words.ts'
import type { Check } from './check.ts'
import { PLURAL, usedKeys, withoutPlural } from './keys.ts'

/** Texts that nothing asks for: in flows and sheets by their steps, elsewhere those that Italian does not have. */
export const unusedText: Check = function* (compiled) {
  const { locales, content } = compiled
  const used = new Set([...usedKeys(compiled)].map((u) => u.key))
  for (const key of Object.values(content.flows).flatMap(optionKeys)) used.add(synonymsKey(key))
  for (const name of Object.keys(content.flows)) used.add(`${name}:title`)
  for (const file of locales.files) {
    const isContent = Object.hasOwn(content.flows, file.namespace)
    for (const { path } of textsOf(file.words)) {
      const name = path.join('.')
      const key = `${file.namespace}:${name}`
      const known = isContent ? used.has(key) : file.language === SOURCE_LANGUAGE || inItalian(compiled, file.namespace, name)
      if (!known) yield { severity: 'error', file: file.file, line: file.lineOf(path), language: file.language, message: `Nothing uses ${name}.`, cure: 'Delete it, or name it where it should be said.' }
    }
  }
}

function inItalian({ locales }: Parameters<Check>[0], namespace: string, name: string): boolean {
  const find = (path: string): boolean => locales.find(SOURCE_LANGUAGE, `${namespace}:${path}`) !== undefined
  return find(name) || name.startsWith('synonyms.') || (PLURAL.test(name) && find(`${withoutPlural(name)}_other`))
}
