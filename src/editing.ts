import type { Compiled } from './content/compile.ts'
import { factsByState } from './content/due.ts'
import { inForce, standingRevisions } from './content/in-force.ts'
import { isListed } from './content/pages.ts'
import { createSayings } from './content/sayings.ts'
import type { FactsInForce } from './facts-in-force.ts'
import { excerptOf } from './sources/diff.ts'
import type { LookNow } from './sources/look-now.ts'
import { standsOn } from './sources/stands.ts'
import type { Clock } from './switchboard/ports.ts'
import type { Editing } from './web/ports.ts'

/** What the editors' page needs from the content, its sources and the facts in force. */
export function createEditing(compiled: Compiled, facts: FactsInForce, lookNow: LookNow | null, clock: Clock): Editing {
  const today = () => clock.local().today
  const numerals = compiled.content.lexicons.it?.numerals ?? {}
  let known: ReturnType<typeof createSayings> | null = null
  const sayings = () => (known ??= createSayings(compiled))
  const { content } = compiled
  return {
    refresh: facts.refresh,
    byState: () => factsByState(Object.values(facts.content().facts), sayings().counts, today()),
    about: (fact) => sayings().about(fact),
    sayings: (fact, language) => sayings().of(fact, language),
    written: (fact) => (Object.hasOwn(content.facts, fact) ? (content.facts[fact] ?? null) : null),
    undoable(revisions) {
      const [taken] = standingRevisions(revisions).values()
      if (taken === undefined) return null
      const back = inForce(content, [...revisions, { ...taken, kind: 'undone' }], [], today()).facts[taken.fact]
      return back === undefined ? null : { taken, back: back.values }
    },
    isListed: (url) => isListed(compiled.publishers, url),
    revise: facts.revise,
    lookNow,
    excerpt: excerptOf,
    standsOn: (text, value, unit) => standsOn(text, value, unit, numerals),
    today,
  }
}
