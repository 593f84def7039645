import { addDays, addMonths, addWorkingDays, daysBetween } from '../dates.ts'
import type { FactUse } from '../facts.ts'
import type { LocalDate } from '../ids.ts'
import { amount, type Rule, type RuleContext } from './rule.ts'

/**
 * The last day of a term that a fact gives in days, working days, months or years, counted from a date.
 * The first day does not count (art. 155 c.p.c., art. 2963 c.c.); holidays are those of the desk's calendar.
 *
 * - `from`: the day from which it runs
 * - `term`: the fact's name
 * - `label`: a word under `rules:deadline.` that names the day
 */
export const deadline: Rule = {
  args: ['from', 'term', 'label'],
  cases: ['ahead', 'today', 'past'],
  facts: [],
  apply({ from = '', term = '', label = '' }, context) {
    const fact = context.fact(term)
    const day = lastDay(from, fact, context)
    const inDays = daysBetween(context.today, day)
    return {
      case: inDays > 0 ? 'ahead' : inDays === 0 ? 'today' : 'past',
      params: { deadline: { date: day } },
      facts: [fact],
      blocks: [{ kind: 'dates', rows: [{ key: `rules:deadline.${label}`, date: day, inDays }] }],
    }
  },
}

export function lastDay(from: LocalDate, term: Pick<FactUse, 'value' | 'unit'>, { holidays }: Pick<RuleContext, 'holidays'>): LocalDate {
  const count = amount(term as FactUse)
  if (term.unit === 'working-days') return addWorkingDays(from, count, holidays)
  if (term.unit === 'months') return addMonths(from, count)
  return term.unit === 'years' ? addMonths(from, count * 12) : addDays(from, count)
}
