import { localDate } from '../core/dates.ts'
import type { LocalDate } from '../core/ids.ts'

const MONTHS = ['gen|jan', 'feb', 'mar', 'apr', 'mag|may', 'giu|jun', 'lug|jul', 'ago|aug', 'set|sep', 'ott|oct', 'nov', 'dic|dec']
const MONTH = MONTHS.join('|')

/** How a page writes a day: `22/11/2026`, `2026-11-22`, `22 novembre 2026`, `November 22, 2026`, `2026年11月22日`. */
export const DAY = String.raw`(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[°º]?\s+(?:${MONTH})[a-z]*\.?,?\s+\d{4}|(?:${MONTH})[a-z]*\.?\s+\d{1,2},?\s+\d{4}|\d{4}年\d{1,2}月\d{1,2}日)`

const READERS: readonly (readonly [RegExp, (m: RegExpExecArray) => LocalDate | null])[] = [
  [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, (m) => day(m[3], m[2], m[1])],
  [/^(\d{4})-(\d{2})-(\d{2})$/, (m) => day(m[1], m[2], m[3])],
  [/^(\d{1,2})[°º]?\s+([a-z]+)\.?,?\s+(\d{4})$/i, (m) => day(m[3], monthOf(m[2]), m[1])],
  [/^([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})$/i, (m) => day(m[3], monthOf(m[1]), m[2])],
  [/^(\d{4})年(\d{1,2})月(\d{1,2})日$/, (m) => day(m[1], m[2], m[3])],
]

/** The first day in a text that the calendar has. */
export function dayIn(text: string): LocalDate | null {
  const written = new RegExp(DAY, 'i').exec(text)?.[0]
  if (written === undefined) return null
  for (const [pattern, read] of READERS) {
    const m = pattern.exec(written)
    if (m) return read(m)
  }
  return null
}

const day = (year: unknown, month: unknown, date: unknown): LocalDate | null => localDate(Number(year), Number(month), Number(date))
const monthOf = (name = ''): number => MONTHS.findIndex((m) => new RegExp(`^(?:${m})`, 'i').test(name)) + 1
