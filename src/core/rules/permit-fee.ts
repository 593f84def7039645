import type { FactUse } from '../facts.ts'
import type { Block } from '../params.ts'
import { amount, type Rule, type RuleContext } from './rule.ts'

const BOLLO = 'permit.fee.stamp'
const POSTAL = 'permit.fee.postal'
const CARD = 'permit.fee.card'
const UP_TO_1Y = 'permit.fee.contribution.up_to_one_year'
const UP_TO_2Y = 'permit.fee.contribution.one_to_two_years'
const OVER_2Y = 'permit.fee.contribution.over_two_years'
const LONG_TERM = 'permit.fee.contribution.long_term'
const EXEMPT = 'permit.rule.contribution_exempt'

type Row = { readonly item: string; readonly fact: FactUse }

/**
 * What a permit costs, in euro: D.M. 5 May 2017 (contribution by length, art. 5 c. 2-ter D.Lgs. 286/1998), the electronic card,
 * the stamp (D.P.R. 642/1972), the postal service where the kit is used.
 *
 * - `kind`: the permit's kind; `protection` and `medical` are exempt from the contribution, `long-term` pays its own
 * - `length`: `up-to-1y`, `up-to-2y`, `over-2y` (no bracket was found above two years: to be verified), `unknown`
 * - `holder`: `adult`, `minor` (14-17, never a contribution), `child` (under 14: own card and the parent's update, two slips)
 * - `route`: `kit` or `questura`
 */
export const permitFee: Rule = {
  args: ['kind', 'length', 'holder', 'route'],
  cases: ['due', 'exempt', 'depends'],
  facts: [BOLLO, POSTAL, CARD, UP_TO_1Y, UP_TO_2Y, OVER_2Y, LONG_TERM, EXEMPT],
  apply(args, context) {
    const { fact } = context
    if (args.holder === 'child') return table('exempt', [...children(context), ...service(args, context)], [fact(EXEMPT)])
    const exempt = args.holder === 'minor' || args.kind === 'protection' || args.kind === 'medical'
    const contribution = exempt ? null : contributionFact(args)
    if (contribution === undefined) return depends(args, context)
    const rows = [
      { item: 'bollo', fact: fact(BOLLO) },
      ...(contribution === null ? [] : [{ item: 'contribution', fact: fact(contribution) }]),
      { item: 'card', fact: fact(CARD) },
      ...service(args, context),
    ]
    return table(exempt ? 'exempt' : 'due', rows, exempt ? [fact(EXEMPT)] : [])
  },
}

const children = ({ fact }: RuleContext): Row[] => [
  { item: 'bollo', fact: fact(BOLLO) },
  { item: 'child-card', fact: fact(CARD) },
  { item: 'parent-card', fact: fact(CARD) },
]

const service = (args: Readonly<Record<string, string>>, { fact }: RuleContext): Row[] =>
  args.route === 'kit' ? [{ item: 'postal', fact: fact(POSTAL) }] : []

/** undefined: it cannot be told without the length. */
function contributionFact({ kind, length }: Readonly<Record<string, string>>): string | undefined {
  if (kind === 'long-term') return LONG_TERM
  return length === 'up-to-1y' ? UP_TO_1Y : length === 'up-to-2y' ? UP_TO_2Y : length === 'over-2y' ? OVER_2Y : undefined
}

/** The length is not known: what is certain, and both contributions, without a total that might be wrong. */
function depends(args: Readonly<Record<string, string>>, context: RuleContext) {
  const rows = [{ item: 'bollo', fact: context.fact(BOLLO) }, { item: 'card', fact: context.fact(CARD) }, ...service(args, context)]
  const either = [{ item: 'contribution-up-to-1y', fact: context.fact(UP_TO_1Y) }, { item: 'contribution-up-to-2y', fact: context.fact(UP_TO_2Y) }]
  const block: Block = {
    kind: 'rows',
    rows: [...rows, ...either].map((r) => ({ key: `rules:permit-fee.${r.item}`, value: { eur: amount(r.fact) } })),
  }
  return { case: 'depends', params: {}, facts: [...rows, ...either].map((r) => r.fact), blocks: [block] }
}

function table(name: string, rows: readonly Row[], cited: readonly FactUse[]) {
  const total = rows.reduce((cents, row) => cents + Math.round(amount(row.fact) * 100), 0) / 100
  const block: Block = { kind: 'fees', rows: rows.map((r) => ({ key: `rules:permit-fee.${r.item}`, eur: amount(r.fact) })), total }
  return { case: name, params: { total: { eur: total } }, facts: [...rows.map((r) => r.fact), ...cited], blocks: [block] }
}
