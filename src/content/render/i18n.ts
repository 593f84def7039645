import { createInstance, type i18n } from 'i18next'
import type { Locales } from '../words.ts'
import { SOURCE_LANGUAGE } from '../words.ts'
import { fill, parseTemplate, type Template } from './template.ts'

/** What to do about a key that no file has: throw where tests look, an alarm and a fallback in service. */
export type OnMissing = (language: string, key: string) => void

export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string

/** One instance for all: languages are chosen per message with `getFixedT`, never by `changeLanguage`. */
export function createTranslator(locales: Locales, onMissing: OnMissing): (language: string) => Translate {
  const instance = createInstance()
  const namespaces = [...new Set(locales.files.map((f) => f.namespace))]
  instance.init({
    lng: SOURCE_LANGUAGE, fallbackLng: SOURCE_LANGUAGE, ns: namespaces, defaultNS: 'common', initAsync: false,
    resources: resourcesOf(locales), returnNull: false, saveMissing: true,
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingKeyHandler: (languages, namespace, key) => onMissing(languages.join(), `${namespace}:${key}`),
  })
  return remember((language) => fixed(instance, language, onMissing))
}

/**
 * One language's texts. i18next finds a text, with its plural and its fallback, once; from then on its parsed template is filled.
 * Of the values only the count means something to i18next: a placeholder may be called `context` or `lng`.
 */
function fixed(instance: i18n, language: string, onMissing: OnMissing): Translate {
  const t = instance.getFixedT(language)
  const plurals = new Intl.PluralRules(language)
  const templates = new Map<string, Template>()
  const find = (id: string, key: string, count: number | undefined): Template => {
    const options = { skipInterpolation: true, ...(count === undefined ? {} : { count }) }
    const isThere = instance.exists(key, { ...options, lng: language, fallbackLng: [] })
    if (!isThere) onMissing(language, key)
    const template = parseTemplate(t(key, options) as string)
    // What is missing is told each time, so that the alarm does not depend on who asked first.
    if (isThere) templates.set(id, template)
    return template
  }
  return (key, params = {}) => {
    const count = typeof params.count === 'number' ? params.count : undefined
    const id = count === undefined ? key : `${key} ${count === 0 ? 'zero' : plurals.select(count)}`
    return fill(templates.get(id) ?? find(id, key, count), params)
  }
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
