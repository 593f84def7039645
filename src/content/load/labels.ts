import type { Flow } from '../../core/flow.ts'
import { fold } from '../../core/text.ts'
import type { Locales } from '../words.ts'

/** Options that the engine itself offers, whatever the flow. */
export const ENGINE_OPTIONS = [
  'common:options.person', 'common:options.menu', 'common:options.again', 'common:options.return', 'common:options.stay', 'common:options.go-to',
  'common:options.none-of-these', 'common:options.yes', 'common:options.no', 'common:options.short', 'common:options.read-in',
  'urgent:options.safe', 'urgent:options.not-safe',
]

/** Where the synonyms of a label are: `steps.kind.options.work` → `steps.kind.synonyms.work`. */
export const synonymsKey = (key: string): string => key.replace(/(^|[.:])options\./, '$1synonyms.')

/** Words that pick each option, in every language, folded once for all messages to come. */
export function foldLabels(flows: Readonly<Record<string, Flow>>, extra: readonly string[], locales: Locales): Record<string, Record<string, string[]>> {
  const keys = new Set([...ENGINE_OPTIONS, ...extra, ...Object.values(flows).flatMap(optionKeys)])
  return Object.fromEntries(locales.languages.map(({ tag }) => [tag, Object.fromEntries([
    ...[...keys].map((key) => [key, wordsFor(locales, tag, key)] as const),
    ...locales.languages.map((l) => [`languages:${l.tag}`, [l.name, ...l.also].map(fold)] as const),
  ])]))
}

export const optionKeys = (flow: Flow): string[] =>
  Object.values(flow.steps).flatMap((step) => (step.kind === 'choose' ? step.options : step.kind === 'end' ? step.then : []).map((o) => o.key))

export function wordsFor(locales: Locales, language: string, key: string): string[] {
  const label = locales.find(language, key)
  const synonyms = synonymsKey(key) === key ? [] : (locales.find(language, synonymsKey(key)) ?? [])
  return [...(typeof label === 'string' && !label.includes('{{') ? [label] : []), ...(typeof synonyms === 'string' ? [synonyms] : synonyms)].map(fold)
}
