import { addDays } from '../core/dates.ts'
import { certaintyOn, type Fact, valueOn } from '../core/facts.ts'
import type { FactName, LocalDate } from '../core/ids.ts'

/** Why somebody must look at a fact, in the order in which it matters. */
const REASONS = ['being checked', 'past its day', 'to be verified', 'soon'] as const
export type DueFact = { readonly fact: Fact; readonly reason: (typeof REASONS)[number]; readonly uses: number }

/**
 * What must be looked at again, first first. For one reason those with the same day come in the order of how many places
 * use them; of those whose page changed, or that nobody verified, it counts how many use them, whatever their day.
 *
 * @param days how far ahead
 */
export function dueFacts(facts: Iterable<Fact>, uses: ReadonlyMap<FactName, number>, today: LocalDate, days: number): DueFact[] {
  const due = [...facts].flatMap((fact) => {
    const reason = reasonFor(fact, today, days)
    return reason === null ? [] : [{ fact, reason, uses: uses.get(fact.name) ?? 0 }]
  })
  return due.sort((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason) || within(a, b))
}

/** How a fact stands, the worst first. One that has no value today is past its day, whatever that says. */
const STATES = ['being-checked', 'past-its-day', 'to-be-verified', 'confirm-at-office', 'confirmed'] as const
export type FactState = (typeof STATES)[number]
export type StandingFact = { readonly fact: Fact; readonly state: FactState; readonly uses: number }

/** All facts in the order of `dueFacts`, and after them those that are not due. */
export const factsByState = (facts: Iterable<Fact>, uses: ReadonlyMap<FactName, number>, today: LocalDate): StandingFact[] =>
  [...facts].map((fact) => ({ fact, state: stateOf(fact, today), uses: uses.get(fact.name) ?? 0 }))
    .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || order(a, b, a.state !== 'being-checked' && a.state !== 'to-be-verified'))

function stateOf(fact: Fact, today: LocalDate): FactState {
  const value = valueOn(fact, today)
  if (fact.checking) return 'being-checked'
  return value === null || fact.recheckBy < today ? 'past-its-day' : certaintyOn(fact, value, today)
}

const within = (a: DueFact, b: DueFact): number => order(a, b, a.reason === 'soon' || a.reason === 'past its day')

function order(a: Pick<DueFact, 'fact' | 'uses'>, b: Pick<DueFact, 'fact' | 'uses'>, dayCounts: boolean): number {
  const byDay = a.fact.recheckBy < b.fact.recheckBy ? -1 : a.fact.recheckBy > b.fact.recheckBy ? 1 : 0
  const byUses = b.uses - a.uses
  return (dayCounts ? byDay || byUses : byUses || byDay) || (a.fact.name < b.fact.name ? -1 : 1)
}

function reasonFor(fact: Fact, today: LocalDate, days: number): DueFact['reason'] | null {
  if (fact.checking) return 'being checked'
  if (fact.recheckBy < today) return 'past its day'
  const value = valueOn(fact, today)
  if (value !== null && certaintyOn(fact, value, today) === 'to-be-verified') return 'to be verified'
  return fact.recheckBy <= addDays(today, days) ? 'soon' : null
}
