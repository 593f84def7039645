import type { Instant, LocalDate } from './ids.ts'

const DAY = 86_400_000

const utc = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`)
const local = (ms: number): LocalDate => new Date(ms).toISOString().slice(0, 10)

/** The day, or null when the calendar has none such (31 February). Months 1-12. */
export function localDate(year: number, month: number, day: number): LocalDate | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export const isLocalDate = (text: string): boolean => {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return m !== null && localDate(Number(m[1]), Number(m[2]), Number(m[3])) !== null
}

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

export const addDays = (date: LocalDate, days: number): LocalDate => local(utc(date) + days * DAY)

/** Calendar months later; the last day of the month where the day does not exist. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number]
  const count = y * 12 + (m - 1) + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  return localDate(year, month, Math.min(d, daysInMonth(year, month))) as LocalDate
}

const italy = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The day on a wall in Italy at an instant. */
export const dayInItaly = (at: Instant): LocalDate => italy.format(Date.parse(at))

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((utc(to) - utc(from)) / DAY)

/** 1 Monday … 7 Sunday. */
export const weekday = (date: LocalDate): number => new Date(utc(date)).getUTCDay() || 7

/**
 * The n-th working day after a day: Saturdays, Sundays and the given holidays do not count,
 * nor does the day itself (dies a quo, art. 155 c.p.c.).
 */
export function addWorkingDays(date: LocalDate, days: number, holidays: ReadonlySet<LocalDate>): LocalDate {
  let day = date
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (weekday(day) < 6 && !holidays.has(day)) left--
  }
  return day
}
