import { addDays, weekday } from './dates.ts'
import type { Desk, Shift } from './desk.ts'
import type { LanguageTag, LocalDate } from './ids.ts'

/** A day and a local time of the desk. */
export type Moment = { readonly date: LocalDate; readonly time: string }

const DAYS_AHEAD = 60

const on = (desk: Desk, date: LocalDate): readonly Shift[] => (desk.closedOn.has(date) ? [] : desk.shifts.filter((s) => s.days.includes(weekday(date))))

export const isOpen = (desk: Desk, now: Moment, language?: LanguageTag): boolean =>
  on(desk, now.date).some((s) => s.from <= now.time && now.time < s.to && (language === undefined || s.languages.includes(language)))

/** When somebody who reads the language next begins; null when no shift in two months has one. */
export function nextShift(desk: Desk, now: Moment, language?: LanguageTag): Moment | null {
  for (let i = 0; i <= DAYS_AHEAD; i++) {
    const date = addDays(now.date, i)
    const begins = on(desk, date)
      .filter((s) => language === undefined || s.languages.includes(language))
      .map((s) => s.from)
      .filter((from) => i > 0 || from > now.time)
      .sort()
    if (begins[0] !== undefined) return { date, time: begins[0] }
  }
  return null
}

/** What can be promised to her at handoff, never more than the desk can keep. */
export type Waiting =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly at: Moment }
  | { readonly kind: 'other-language'; readonly at: Moment | null }
  | { readonly kind: 'unknown' }

export function waiting(desk: Desk, now: Moment, language: LanguageTag): Waiting {
  if (isOpen(desk, now, language)) return { kind: 'now' }
  const hers = nextShift(desk, now, language)
  if (hers !== null) return { kind: 'later', at: hers }
  const any = isOpen(desk, now) ? null : nextShift(desk, now)
  return desk.shifts.length === 0 || (any === null && !isOpen(desk, now)) ? { kind: 'unknown' } : { kind: 'other-language', at: any }
}
