/** A Tuesday at ten in Rome, when somebody who reads Chinese is at the demonstration desk. */
const OPENING = Date.parse('2026-11-24T10:00:00+01:00')
const DAY = 86_400_000

/** The desk's clock: it begins on that Tuesday, and runs. */
export function tuesday(): () => Date {
  const began = Date.now()
  return () => new Date(OPENING + Date.now() - began)
}

export const daysFrom = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY)

/** A day as people of that language write it: `zh` 2026年12月15日, with the weekday when `full`. */
export const inWords = (date: Date, language: string, dateStyle: 'long' | 'full'): string =>
  new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'Europe/Rome' }).format(date)
