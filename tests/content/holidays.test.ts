import Holidays from 'date-holidays'
import { expect, test } from 'vitest'
import { publicHolidays } from '../../src/content/holidays.ts'

test.each([2000, 2012, 2024, 2025, 2026, 2027, 2030, 2036, 2049])('the public holidays of %i are those that the whole calendar gives', (year) => {
  const calendar = new Holidays('IT', { languages: ['it'], types: ['public'] })
  expect([...publicHolidays(year, year)]).toEqual(calendar.getHolidays(year).map(({ date }) => date.slice(0, 10)))
})
