import type { FactUse } from '../facts.ts'
import type { FactName, LocalDate } from '../ids.ts'
import type { Block, Params } from '../params.ts'

/** What a rule may look at: the day, the calendar and the facts. `fact` and `amount` throw `Broken` where none is valid today. */
export type RuleContext = {
  readonly today: LocalDate
  readonly holidays: ReadonlySet<LocalDate>
  readonly fact: (name: FactName) => FactUse
}

/** `case` chooses the branch; the rest is shown by a step that names the rule. */
export type RuleResult = {
  readonly case: string
  readonly params: Params
  readonly facts: readonly FactUse[]
  readonly blocks: readonly Block[]
}

/** A sum or a term of law with its source, tested at its edges. Arguments are stored answers. */
export type Rule = {
  readonly args: readonly string[]
  readonly cases: readonly string[]
  readonly facts: readonly FactName[]
  readonly apply: (args: Readonly<Record<string, string>>, context: RuleContext) => RuleResult
}

export const amount = (fact: FactUse): number => Number(fact.value)
