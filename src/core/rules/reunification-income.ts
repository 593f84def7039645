import type { FactUse } from '../facts.ts'
import { amount, type Rule, type RuleContext, type RuleResult } from './rule.ts'

const YEAR = 'income.social_allowance.year'
const HALF = 'income.social_allowance.half'
const FORMULA = 'family.reunification.income_base'
const CHILDREN = 'family.reunification.children_under_14'

type Args = Readonly<Record<string, string>>

/** How many relatives an answer stands for; what is not a number of them (`none`, `no`, a relative who cannot come) is nobody. */
const COUNTS: Readonly<Record<string, number>> = { yes: 1, one: 1, two: 2, three: 3, four: 4 }

const count = (args: Args, ...names: readonly string[]): number => names.reduce((sum, name) => sum + (COUNTS[args[name] ?? ''] ?? 0), 0)

/**
 * The yearly income that family reunification asks for, in euro: the year's assegno sociale, and half of it for each relative;
 * for two or more children under 14 and nobody else, twice the assegno sociale (D.Lgs. 286/1998 art. 29 c. 3 lett. b).
 * For children under 14 together with other relatives no rule was found: `mixed` shows the general sum, and a person confirms.
 *
 * - `spouse`: `yes` or `no`
 * - `under-14`, `minors` (14-17), `adult-children`, `parents`: `none`, `one` … `four`
 */
export const reunificationIncome: Rule = {
  args: ['spouse', 'under-14', 'minors', 'adult-children', 'parents'],
  cases: ['sum', 'children', 'mixed', 'nobody'],
  facts: [YEAR, HALF, FORMULA, CHILDREN],
  apply(args, context) {
    const children = count(args, 'under-14')
    const others = count(args, 'spouse', 'minors', 'adult-children', 'parents')
    if (children + others === 0) return { case: 'nobody', params: {}, facts: [], blocks: [] }
    if (others === 0 && children > 1) return twice(context)
    return sum(children > 0 && others > 0 ? 'mixed' : 'sum', children + others, context)
  },
}

function twice({ fact }: RuleContext): RuleResult {
  const year = fact(YEAR)
  return table('children', [{ item: 'allowance-twice', eur: 2 * amount(year), count: 2 }], [year, fact(CHILDREN)])
}

function sum(name: string, relatives: number, { fact }: RuleContext): RuleResult {
  const [year, half] = [fact(YEAR), fact(HALF)]
  const rows = [{ item: 'allowance', eur: amount(year), count: 1 }, { item: 'relatives', eur: relatives * amount(half), count: relatives }]
  return table(name, rows, [year, half, fact(FORMULA), ...(name === 'mixed' ? [fact(CHILDREN)] : [])])
}

function table(name: string, rows: readonly { readonly item: string; readonly eur: number; readonly count: number }[], facts: readonly FactUse[]): RuleResult {
  const total = rows.reduce((cents, row) => cents + Math.round(row.eur * 100), 0) / 100
  return {
    case: name, params: { income: { eur: total } }, facts,
    blocks: [{ kind: 'fees', rows: rows.map(({ item, eur, count }) => ({ key: `rules:reunification-income.${item}`, params: { count }, eur })), total }],
  }
}
