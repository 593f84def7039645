import type { Check } from './check.ts'
import { leadsTo, listens, nameOf, writtenSteps } from './steps.ts'

/** Steps from which she is never heard again, and so can never ask for a person: a round of steps that only speak. */
export const noPerson: Check = function* (compiled) {
  const written = writtenSteps(compiled)
  const heard = new Set(written.filter((w) => listens(w.step)).map((w) => nameOf(w.place)))
  for (let grew = true; grew; ) {
    grew = false
    for (const { place, step } of written) {
      const name = nameOf(place)
      if (heard.has(name) || !leadsTo(step).some((to) => heard.has(nameOf(to)) || to.flow.startsWith('services/'))) continue
      heard.add(name)
      grew = true
    }
  }
  for (const { place, file, line } of written) {
    if (!heard.has(nameOf(place))) yield { severity: 'error', file, line, step: place.step, message: 'From here she is never asked anything again, so she cannot reach a person.', cure: 'Let it lead to a choose, ask, handoff or end.' }
  }
  for (const [language, { commands }] of Object.entries(compiled.content.lexicons)) {
    if (commands.person.length === 0) yield { severity: 'error', file: `locales/${language}/lexicon.json`, line: null, language, message: 'No word asks for a person.', cure: 'Add words to commands.person.' }
  }
}
