import type { SearchPage } from '../core/search-page.ts'
import type { Compiled } from './compile.ts'
import { speechOf, writtenSteps } from './checks/steps.ts'
import { sentencesOf } from './sentences.ts'
import { placeholdersOf } from './words.ts'

/** Every pointer and every step of a procedure, in every language that has it. */
export function searchPages(compiled: Compiled): SearchPage[] {
  const { content, locales } = compiled
  const flows = writtenSteps(compiled).flatMap(({ place, step }) => {
    const topic = content.flows[place.flow]?.topic ?? null
    const speech = speechOf(step)
    return topic === null || speech === null ? [] : [{ topic, key: speech.key, filled: Object.keys(speech.facts) }]
  })
  const sheets = compiled.sheetFiles.flatMap(({ sheet }) =>
    [`services/${sheet.topic}:title`, `services/${sheet.topic}:text`, sheet.office, ...sheet.ready.map((r) => r.key)].map((key) => ({ topic: sheet.topic, key, filled: Object.keys(sheet.facts) })))
  return locales.languages.flatMap(({ tag }) => [...sheets, ...flows].flatMap(({ topic, key, filled }) => {
    const text = locales.find(tag, key)
    return typeof text === 'string' && Object.hasOwn(content.topics, topic) ? [{ language: tag, topic, key, sentences: sentencesOf(text).map((s) => (placeholdersOf(s).every((p) => filled.includes(p)) ? s : '')) }] : []
  }))
}
