import { certaintyOn, type Fact, valueOn } from '../../../core/facts.ts'
import type { Correct, Effect } from '../../contract/content.ts'
import type { WebPorts } from '../../ports.ts'
import { draft } from './draft.ts'
import { shown } from './one.ts'
import { place, sentence } from './places.ts'
import { wordsOf } from './shown.ts'

/** What a correction would change, before anybody reads it. */
export function effect(ports: WebPorts, fact: Fact, given: Correct, language: string): Effect {
  const { editing, words } = ports
  const made = draft(editing, fact, given)
  const today = editing.today()
  const now = valueOn(fact, today)
  const before = now === null ? '' : wordsOf(words, fact, now, today, language)
  if ('problems' in made) {
    const problems = made.problems.map(({ field, word }) => ({ field, message: words.text(`inbox:content.problems.${word}`, {}, language) }))
    return { problems, from: null, before, after: '', certainty: 'to-be-verified', isForeign: false, values: [], places: [], flows: 0 }
  }
  const { next, values } = made
  const later = { ...fact, values: [{ ...next, validFrom: null, validUntil: null }], checking: false }
  const found = editing.sayings(fact.name, language)
  return {
    problems: [], from: next.validFrom !== null && next.validFrom > today ? next.validFrom : null, before, after: wordsOf(words, fact, next, today, language),
    certainty: certaintyOn(later, next, today), isForeign: !next.source.institutional, values: shown(ports, fact, values, language),
    places: found.map((saying) => ({
      ...place(ports, saying, language),
      texts: saying.texts.map((said) => ({ key: said.key, language: said.language, before: sentence(ports, said, null), after: sentence(ports, said, later) })),
    })),
    flows: new Set(found.flatMap(({ about }) => (about === null ? [] : [about]))).size,
  }
}
