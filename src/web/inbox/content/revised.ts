import { addDays } from '../../../core/dates.ts'
import { type Fact, type FactValue, valueOn } from '../../../core/facts.ts'
import type { LocalDate } from '../../../core/ids.ts'

/** Today's value was read again and stays as it is; null: there is none. Whoever read its page read no copy of it. */
export function confirmed(fact: Fact, today: LocalDate, verify: string): FactValue[] | null {
  const now = valueOn(fact, today)
  if (now === null) return null
  return fact.values.map((v) => (v === now ? { ...v, readOn: today, source: { ...v.source, seen: today, indirect: v.source.url === null && v.source.indirect }, confidence: 'high', verify: verify === '' ? null : verify } : v))
}

/**
 * The values with another one among them. What counted until it begins ends the day before and does not come back when it
 * ends: it was found wrong, or is over. What was to follow it follows.
 */
export function corrected({ values }: Pick<Fact, 'values'>, next: FactValue): FactValue[] {
  const kept = values.flatMap((v) => [...before(v, next), ...after(v, next)])
  return [...kept, next].sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
}

function before(v: FactValue, { validFrom }: FactValue): FactValue[] {
  if (validFrom === null || (v.validFrom !== null && v.validFrom >= validFrom)) return []
  const last = addDays(validFrom, -1)
  return [v.validUntil !== null && v.validUntil <= last ? v : { ...v, validUntil: last }]
}

function after(v: FactValue, { validFrom, validUntil }: FactValue): FactValue[] {
  if (validUntil === null || v.validFrom === null || (validFrom !== null && v.validFrom < validFrom)) return []
  if (v.validUntil !== null && v.validUntil <= validUntil) return []
  // Without a first day of its own it stands for today: whatever began later was to follow it.
  const first = addDays(validUntil, 1)
  return [v.validFrom >= first ? v : { ...v, validFrom: first }]
}
