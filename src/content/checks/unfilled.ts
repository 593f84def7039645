import type { rules } from '../../core/rules/index.ts'
import { placeholdersOf } from '../words.ts'
import type { Check } from './check.ts'
import { savedBy, speechOf, writtenSteps } from './steps.ts'

/** What each rule's result fills besides answers and facts. */
const FILLED: Readonly<Record<keyof typeof rules, readonly string[]>> = { 'renewal-window': ['opens', 'expiry', 'last'], 'permit-fee': ['total'], 'reunification-income': ['income'], 'housing-space': ['people'], deadline: ['deadline'] }

/** Placeholders that nothing fills: neither a fact of the step, nor an answer of the flow, nor a rule that it shows. */
export const unfilled: Check = function* (compiled) {
  const { locales } = compiled
  const saved = writtenSteps(compiled).flatMap(({ step }) => savedBy(step) ?? [])
  for (const { place, step, file, line } of writtenSteps(compiled)) {
    const speech = speechOf(step)
    if (speech === null) continue
    const answers = saved.filter((a) => a.startsWith(`${place.flow}.`)).map((a) => a.slice(place.flow.length + 1))
    const filled = new Set([...Object.keys(speech.facts), ...answers, ...speech.show.flatMap((s) => (s.kind === 'rule' ? FILLED[s.name] : []))])
    const texts = [speech.key, speech.hint, speech.why].flatMap((key) => (key === null ? [] : [locales.find('it', key)]))
    for (const text of texts) {
      for (const name of typeof text === 'string' ? placeholdersOf(text) : []) {
        if (!filled.has(name)) yield { severity: 'error', file, line, step: place.step, message: `Nothing fills {{${name}}}.`, cure: 'Name a fact for it under `facts`, or use an answer of this flow.' }
      }
    }
  }
  for (const { sheet, file } of compiled.sheetFiles) {
    const keys = [`services/${sheet.topic}:text`, sheet.office, ...sheet.ready.map((r) => r.key)]
    for (const text of keys.map((key) => locales.find('it', key))) {
      for (const name of typeof text === 'string' ? placeholdersOf(text) : []) {
        if (!Object.hasOwn(sheet.facts, name)) yield { severity: 'error', file, line: null, message: `Nothing fills {{${name}}}.`, cure: 'Name a fact for it under `facts`.' }
      }
    }
  }
}
