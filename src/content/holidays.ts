import type { LocalDate } from '../core/ids.ts'

/** Law 260/1949; St Francis by law 151/2025, from 2026. */
const FIXED = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26']
const ST_FRANCIS = { from: 2026, day: '10-04' }
const DAY = 86_400_000

/** Italian public holidays, the patron of Firenze and its comuni left to each desk (`closed_on`). */
export function publicHolidays(fromYear: number, toYear: number): Set<LocalDate> {
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, at) => fromYear + at)
  return new Set(years.flatMap((year) => [...FIXED, ...(year >= ST_FRANCIS.from ? [ST_FRANCIS.day] : [])].map((day) => `${year}-${day}`).concat(easter(year)).sort()))
}

/** Easter and the Monday after it: the Gregorian computus as Oudin wrote it. */
function easter(year: number): LocalDate[] {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const a = (century - Math.floor(century / 4) - Math.floor((century - Math.floor((century - 17) / 25)) / 3) + 19 * golden + 15) % 30
  const b = a - Math.floor(a / 28) * (1 - Math.floor(29 / (a + 1)) * Math.floor((21 - golden) / 11))
  const fullMoon = b - ((year + Math.floor(year / 4) + b + 2 - century + Math.floor(century / 4)) % 7)
  const sunday = Date.UTC(year, 2, 28 + fullMoon)
  return [sunday, sunday + DAY].map((time) => new Date(time).toISOString().slice(0, 10))
}
