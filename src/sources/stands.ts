import type { FactUnit } from '../core/facts.ts'

/** Whether a page's words still hold a value; null where nothing can be looked for. `numerals`: words that are numbers. */
export function standsOn(text: string, value: string | number | true, unit: FactUnit, numerals: Readonly<Record<string, number>>): boolean | null {
  if (value === true || unit === 'url' || unit === 'rule') return null
  const words = plain(text)
  if (unit === 'phone') return digits(words).includes(digits(String(value)).replace(/^(?:0039|39)(?=\d{6})/, ''))
  if (typeof value === 'string') return words.includes(plain(value))
  return hasNumber(words, value) || (Number.isInteger(value) && hasWord(words, value, numerals)) || (unit === 'months' && value % 12 === 0 && standsOn(text, value / 12, 'years', numerals) === true)
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ')
const digits = (text: string): string => text.replace(/\D/g, '')

/** «1234,5» also as 1.234,50 and 1234.5, and never as a part of another number. */
function hasNumber(text: string, value: number): boolean {
  const [whole = '0', cents = ''] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "[.,'’ ]?")
  const decimals = cents === '' ? '(?:[.,]0{1,2})?' : `[.,]${cents}0?`
  return new RegExp(`(?<![\\d.,])${grouped}${decimals}(?!\\d|[.,]\\d)`).test(text)
}

const hasWord = (text: string, value: number, numerals: Readonly<Record<string, number>>): boolean =>
  Object.entries(numerals).some(([word, number]) => number === value && new RegExp(`(?<!\\p{L})${word.replace(/[^\p{L}]/gu, '')}(?!\\p{L})`, 'u').test(text))
