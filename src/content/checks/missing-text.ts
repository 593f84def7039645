import { namespaceOf, pathOf, SOURCE_LANGUAGE, textsOf } from '../words.ts'
import type { Check } from './check.ts'
import { INBOX_LANGUAGES, PLURAL, SHARED, usedKeys, withoutPlural } from './keys.ts'

/** Texts that are asked for, or that Italian has, and a language lacks. */
export const missingText: Check = function* (compiled) {
  const { locales } = compiled
  for (const { tag } of locales.languages) {
    const told = new Set<string>()
    for (const namespace of required(compiled, tag)) {
      if (!locales.has(tag, namespace)) yield { severity: 'error', file: `locales/${tag}/${namespace}.json`, line: null, language: tag, message: 'The file is missing.', cure: `Translate locales/${SOURCE_LANGUAGE}/${namespace}.json.` }
    }
    for (const { key, file, line, step } of usedKeys(compiled)) {
      const namespace = namespaceOf(key)
      if (!locales.has(tag, namespace) || typeof locales.find(tag, key) === 'string') continue
      told.add(key)
      yield { severity: 'error', file, line, step, language: tag, message: `The text ${key} is missing.`, cure: `Add ${pathOf(key).join('.')} to locales/${tag}/${namespace}.json.` }
    }
    yield* againstItalian(compiled, tag, told)
  }
}

function required(compiled: Parameters<Check>[0], language: string): string[] {
  return [...SHARED, ...(INBOX_LANGUAGES.includes(language) ? ['inbox'] : []), ...compiled.sheetFiles.map((s) => `services/${s.sheet.topic}`)]
}

function* againstItalian({ locales }: Parameters<Check>[0], language: string, told: ReadonlySet<string>): ReturnType<Check> extends Iterable<infer I> ? Generator<I> : never {
  if (language === SOURCE_LANGUAGE) return
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  for (const italian of locales.files.filter((f) => f.language === SOURCE_LANGUAGE)) {
    const own = locales.files.find((f) => f.language === language && f.namespace === italian.namespace)
    if (!own) continue
    const paths = new Set([...textsOf(own.words)].map(({ path }) => path.join('.')))
    const wanted = [...textsOf(italian.words)].flatMap(({ path, text }) => {
      const name = path.join('.')
      return Array.isArray(text) ? [] : PLURAL.test(name) ? categories.map((c) => `${withoutPlural(name)}_${c}`) : [name]
    })
    for (const name of new Set(wanted)) {
      if (!paths.has(name) && !told.has(`${italian.namespace}:${name}`)) yield { severity: 'error', file: own.file, line: null, language, message: `The text ${name} is missing.`, cure: 'Translate it from the Italian file.' }
    }
  }
}
