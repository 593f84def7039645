import type { Compiled } from '../compile.ts'
import { optionsOf, savedBy, speechOf, writtenSteps } from './steps.ts'

export type KeyUse = { readonly key: string; readonly file: string; readonly line: number | null; readonly step?: string }

/** Every text that content asks for by name, and from where. */
export function* usedKeys(compiled: Compiled): Generator<KeyUse> {
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    const at = { file, line, step: place.step }
    const speech = speechOf(step)
    for (const key of [speech?.key, speech?.hint, speech?.why, speech?.card]) if (key) yield { key, ...at }
    for (const show of speech?.show ?? []) if (show.kind === 'answers') for (const { key } of show.rows) yield { key, ...at }
    for (const { key } of optionsOf(step)) yield { key, ...at }
    const saved = savedBy(step)
    if (saved?.startsWith(`${place.flow}.`)) yield { key: `${place.flow}:answers.${saved.slice(place.flow.length + 1)}`, ...at }
  }
  for (const list of Object.values(compiled.content.checklists)) for (const item of list.items) yield { key: item.key, file: `data/checklists (${list.name})`, line: null, step: item.id }
  for (const { sheet, file } of compiled.sheetFiles) {
    for (const key of [`services/${sheet.topic}:title`, `services/${sheet.topic}:text`, sheet.office, ...sheet.ready.map((r) => r.key)]) yield { key, file, line: null }
  }
}

export const PLURAL = /_(zero|one|two|few|many|other)$/
export const withoutPlural = (path: string): string => path.replace(PLURAL, '')

/** Namespaces that every language must have; `inbox` only those of the operators. */
export const SHARED = ['common', 'menu', 'urgent', 'rules', 'calendar', 'chat', 'canned', 'privacy']
export const INBOX_LANGUAGES = ['it', 'en', 'zh']
