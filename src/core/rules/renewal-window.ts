import { addDays, daysBetween } from '../dates.ts'
import type { LocalDate } from '../ids.ts'
import type { Block } from '../params.ts'
import { amount, type Rule } from './rule.ts'

const OPENS = 'permit.renewal.days_before'
const TOLERANCE = 'permit.renewal.days_after'

/**
 * When a stay permit can be renewed.
 *
 * - `early`: more than 60 days before it expires; the request is asked at least 60 days before (D.Lgs. 286/1998 art. 5 c. 4),
 *   a term that the Ministry treats as indicative
 * - `open`: from then to the day of expiry included
 * - `last-days`: the 60 days after the expiry (D.Lgs. 286/1998 art. 13 c. 2 lett. b)
 * - `late`: later. A request made of one's own accord must still be examined (Cass. SU 7892/2003): never "too late"
 */
export const renewalWindow: Rule = {
  args: ['expiry'],
  cases: ['early', 'open', 'last-days', 'late'],
  facts: [OPENS, TOLERANCE],
  apply({ expiry = '' }, { today, fact }) {
    const [before, after] = [fact(OPENS), fact(TOLERANCE)]
    const opens = addDays(expiry, -amount(before))
    const last = addDays(expiry, amount(after))
    const name = today < opens ? 'early' : today <= expiry ? 'open' : today <= last ? 'last-days' : 'late'
    return {
      case: name,
      params: { opens: { date: opens }, expiry: { date: expiry }, last: { date: last } },
      facts: [before, after],
      blocks: [dates(name, { opens, expiry, last }, today)],
    }
  },
}

function dates(name: string, days: Readonly<Record<'opens' | 'expiry' | 'last', LocalDate>>, today: LocalDate): Block {
  const shown = name === 'early' ? (['opens', 'expiry'] as const) : name === 'late' ? (['expiry'] as const) : (['expiry', 'last'] as const)
  return {
    kind: 'dates',
    rows: shown.map((id) => ({ key: `rules:renewal-window.${id}`, date: days[id], inDays: daysBetween(today, days[id]) })),
  }
}
