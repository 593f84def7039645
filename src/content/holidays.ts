import Holidays from 'date-holidays'
import type { LocalDate } from '../core/ids.ts'

/** Italian public holidays, the patron of Firenze and its comuni left to each desk (`closed_on`). */
export function publicHolidays(fromYear: number, toYear: number): Set<LocalDate> {
  const calendar = new Holidays('IT', { languages: ['it'], types: ['public'] })
  const days = new Set<LocalDate>()
  for (let year = fromYear; year <= toYear; year++) for (const { date } of calendar.getHolidays(year)) days.add(date.slice(0, 10))
  return days
}
