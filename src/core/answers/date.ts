import type { Lexicon } from '../content.ts'
import { addDays, daysBetween, localDate } from '../dates.ts'
import type { LocalDate } from '../ids.ts'
import { fold, plain, withoutHanNumbers } from '../text.ts'
import { accepted, type ParseContext, type Parsed, refused } from './parsed.ts'

type Found = { readonly year: number | null; readonly month: number; readonly day: number; readonly twoWays: boolean }

const YEAR_FIRST = /(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/g
const HAN = /(?<!\d)(?:(\d{2}|\d{4})年)?(\d{1,2})月(\d{1,2})(?:日|号)?(?!\d)/g
const DAY_FIRST = /(?<![\d/.-])(\d{1,2})\s?[-/. ]\s?(\d{1,2})(?:\s?[-/. ]\s?(\d{4}|\d{2}))?(?![\d/-])/g
const RUN = /^((?:19|20|21)\d{2})(0[1-9]|1[0-2])(\d{2})$|^(\d{2})(\d{2})(\d{4})$/

/**
 * A calendar day written as people write it: `12 marzo`, `3月12日`, `١٢/٣/٢٠٢٧`, `12/3/27`.
 * Day comes before month, as everywhere that the desk's citizens come from but the United States: where the two could
 * be swapped, or the year is short or missing, the day is read back in words.
 */
export function parseDate(text: string, context: ParseContext): Parsed {
  const written = withoutHanNumbers(fold(text).replace(/,/g, ' '))
  const relative = relativeDay(fold(text), context)
  if (relative !== null) return accepted(relative)
  const found = find(written, context.lexicons)
  if (found === null) return refused(/\d/.test(plain(text)) ? 'incomplete' : 'shape')
  if (found === 'several') return refused('several')
  return settle(found, context.today)
}

function settle(found: Found, today: LocalDate): Parsed {
  const year = found.year === null ? nearestYear(found.month, found.day, today) : century(found.year)
  const date = localDate(year, found.month, found.day)
  if (date === null) return refused('no-such-day')
  const years = Math.abs(daysBetween(today, date)) / 365
  if (years > 120) return refused('far')
  return accepted(date, found.twoWays || found.year === null || found.year < 100)
}

const century = (year: number): number => (year < 100 ? 2000 + year : year)

/** The year in which the day lies closest to today. */
function nearestYear(month: number, day: number, today: LocalDate): number {
  const year = Number(today.slice(0, 4))
  const distance = (y: number): number => {
    const date = localDate(y, month, day)
    return date === null ? Number.POSITIVE_INFINITY : Math.abs(daysBetween(today, date))
  }
  return [year, year + 1, year - 1].reduce((best, y) => (distance(y) < distance(best) ? y : best))
}

function find(text: string, lexicons: readonly Lexicon[]): Found | 'several' | null {
  const run = RUN.exec(text)
  if (run) return run[1] ? { year: Number(run[1]), month: Number(run[2]), day: Number(run[3]), twoWays: false } : numeric(run[4], run[5], run[6])
  return only([...text.matchAll(YEAR_FIRST)].map((m) => ({ year: Number(m[1]), month: Number(m[2]), day: Number(m[3]), twoWays: false })))
    ?? only([...text.matchAll(HAN)].map((m) => ({ year: m[1] ? Number(m[1]) : null, month: Number(m[2]), day: Number(m[3]), twoWays: false })))
    ?? only(inWords(text, lexicons))
    ?? only([...text.matchAll(DAY_FIRST)].map((m) => numeric(m[1], m[2], m[3])))
}

function only(found: readonly Found[]): Found | 'several' | null {
  const [first, ...rest] = found
  if (first === undefined) return null
  const same = rest.every((f) => f.year === first.year && f.month === first.month && f.day === first.day)
  return same ? first : 'several'
}

const numeric = (day: string | undefined, month: string | undefined, year: string | undefined): Found => {
  // 12/15 can only be 15 December.
  const [d, m] = Number(month) > 12 && Number(day) <= 12 ? [Number(month), Number(day)] : [Number(day), Number(month)]
  return { day: d, month: m, year: year === undefined ? null : Number(year), twoWays: d !== m && (Number(month) > 12 || (d <= 12 && m <= 12)) }
}

/** `12 marzo 2027`, `march 12th 2027`, `12 de marzo de 2027`, `١٢ مارس`. */
function inWords(text: string, lexicons: readonly Lexicon[]): Found[] {
  const words = text.match(/\d+|[\p{L}\p{M}]+/gu) ?? []
  const noise = new Set(lexicons.flatMap((l) => l.dateNoise))
  const kept = words.filter((w) => !noise.has(w))
  return kept.flatMap((word, i) => {
    const month = monthOf(word, lexicons)
    return month === null ? [] : around(kept, i, month, lexicons)
  })
}

function around(words: readonly string[], at: number, month: number, lexicons: readonly Lexicon[]): Found[] {
  const before = numberOf(words[at - 1], lexicons)
  const after = numberOf(words[at + 1], lexicons)
  const day = isDay(before) ? before : isDay(after) ? after : null
  if (day === null) return []
  const rest = day === before ? after : numberOf(words[at + 2], lexicons)
  return [{ day, month, year: rest !== null && rest > 31 ? rest : null, twoWays: false }]
}

const isDay = (n: number | null): n is number => n !== null && n >= 1 && n <= 99

function numberOf(word: string | undefined, lexicons: readonly Lexicon[]): number | null {
  if (word === undefined) return null
  if (/^\d+$/.test(word)) return Number(word)
  for (const { numerals } of lexicons) if (Object.hasOwn(numerals, word)) return numerals[word] ?? null
  return null
}

function monthOf(word: string, lexicons: readonly Lexicon[]): number | null {
  for (const { months } of lexicons) {
    const index = months.findIndex((names) => names.includes(word))
    if (index >= 0) return index + 1
  }
  return null
}

function relativeDay(text: string, { lexicons, today }: ParseContext): LocalDate | null {
  if (lexicons.some((l) => l.today.includes(text))) return today
  if (lexicons.some((l) => l.tomorrow.includes(text))) return addDays(today, 1)
  return null
}
