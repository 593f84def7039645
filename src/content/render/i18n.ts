import { createInstance, type i18n, type TFunction } from 'i18next'
import type { Locales } from '../words.ts'
import { SOURCE_LANGUAGE } from '../words.ts'

/** What to do about a key that no file has: throw where tests look, an alarm and a fallback in service. */
export type OnMissing = (language: string, key: string) => void

/** One instance for all: languages are chosen per message with `getFixedT`, never by `changeLanguage`. */
export function createTranslator(locales: Locales, onMissing: OnMissing): (language: string) => TFunction {
  const instance = createInstance()
  const namespaces = [...new Set(locales.files.map((f) => f.namespace))]
  instance.init({
    lng: SOURCE_LANGUAGE, fallbackLng: SOURCE_LANGUAGE, ns: namespaces, defaultNS: 'common', initAsync: false,
    resources: resourcesOf(locales), returnNull: false, saveMissing: true,
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingKeyHandler: (languages, namespace, key) => onMissing(languages.join(), `${namespace}:${key}`),
  })
  return remember((language) => fixed(instance, locales, language, onMissing))
}

function fixed(instance: i18n, locales: Locales, language: string, onMissing: OnMissing): TFunction {
  const t = instance.getFixedT(language)
  /** Of the values only the count means something to i18next: a placeholder may be called `context` or `lng`. */
  const checked = (key: string, params: Record<string, unknown> = {}): string => {
    const options = { replace: params, ...(typeof params.count === 'number' ? { count: params.count } : {}) }
    if (!instance.exists(key, { ...options, lng: language, fallbackLng: [] })) onMissing(language, key)
    return t(key, options) as string
  }
  return Object.assign(checked, { locales }) as unknown as TFunction
}

function resourcesOf({ files, languages }: Locales) {
  const resources: Record<string, Record<string, object>> = {}
  for (const { language, namespace, words } of files) {
    const own = resources[language] ?? {}
    resources[language] = { ...own, [namespace]: words }
  }
  const names = Object.fromEntries(languages.map((l) => [l.tag, l.name]))
  for (const { tag } of languages) resources[tag] = { ...resources[tag], languages: names }
  return resources
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}
