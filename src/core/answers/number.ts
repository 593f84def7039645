import { fold, plain, withoutHanNumbers } from '../text.ts'
import { accepted, type ParseContext, type Parsed, refused } from './parsed.ts'

const WAN = 10_000

/**
 * `1.234,56`, `1,234.56`, `1 234`, `1.5万`. A separator before exactly three digits groups thousands;
 * the last one before one or two digits is the decimal mark.
 */
export function readNumber(text: string): number | null {
  const wan = /[万萬]/.test(text)
  const digits = withoutHanNumbers(text.replace(/[万萬]/g, '')).replace(/['’\s\u00a0\u202f]/g, '')
  const m = /^([+-]?)(\d{1,12}(?:[.,٫٬]\d{3})*|\d+)(?:[.,٫](\d{1,2}))?$/.exec(digits)
  if (!m) return null
  const whole = Number((m[2] ?? '').replace(/[.,٫٬]/g, ''))
  const value = (whole + Number(`0.${m[3] ?? '0'}`)) * (wan ? WAN : 1)
  return Math.round((m[1] === '-' ? -value : value) * 100) / 100
}

export function parseNumber(text: string, { lexicons }: Pick<ParseContext, 'lexicons'>): Parsed {
  const value = readNumber(plain(text)) ?? amongWords(plain(text), lexicons)
  return value === null ? refused('shape') : value < 0 ? refused('negative') : accepted(String(value))
}

/** Longer texts say more than a number. */
const FEW_WORDS = 3

/** `4 persone`, `quattro`, `四个人`: the one number among a few words; null where there is none, or more than one. */
function amongWords(text: string, lexicons: ParseContext['lexicons']): number | null {
  const words = withoutHanNumbers(text).match(/[+-]?\d[\d.,]*|[\p{L}\p{Mn}]+/gu) ?? []
  if (words.length > FEW_WORDS) return null
  const numbers = words.flatMap((word) => readNumber(word) ?? lexicons.find((l) => Object.hasOwn(l.numerals, fold(word)))?.numerals[fold(word)] ?? [])
  return numbers.length === 1 ? (numbers[0] ?? null) : null
}

const CURRENCY = /€|euros?|eur\b|欧元|欧|يورو/giu

/** Euros, stored with two decimals at most: `1200`, `116.46`. */
export function parseMoney(text: string): Parsed {
  const value = readNumber(plain(text).replace(CURRENCY, '').trim())
  if (value === null) return refused('shape')
  if (value < 0) return refused('negative')
  return accepted(String(value))
}
