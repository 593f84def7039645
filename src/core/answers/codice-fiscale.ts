import { plain } from '../text.ts'
import { accepted, type Parsed, refused } from './parsed.ts'

const SHAPE = /^[A-Z]{6}[\dLMNPQRSTUV]{2}[ABCDEHLMPRST][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]$/
const EVEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const OMOCODIA = 'LMNPQRSTUV'
const NUMERIC_PLACES = [6, 7, 9, 10, 12, 13, 14]

const rank = (c: string): number => (/\d/.test(c) ? Number(c) : EVEN.indexOf(c))

/** The check character of the first fifteen: D.M. 23 December 1976, art. 7. */
export function checkCharacter(first15: string): string {
  const sum = [...first15].reduce((total, c, i) => total + (i % 2 === 0 ? (ODD_VALUES[rank(c)] ?? 0) : rank(c)), 0)
  return EVEN[sum % 26] as string
}

/** Digits restored where two people with one code were told apart by letters (omocodia). */
export const withoutOmocodia = (code: string): string =>
  [...code].map((c, i) => (NUMERIC_PLACES.includes(i) && OMOCODIA.includes(c) ? String(OMOCODIA.indexOf(c)) : c)).join('')

/** A personal codice fiscale with its check character, omocodia included; spaces and case do not matter. */
export function parseCodiceFiscale(text: string): Parsed {
  const code = plain(text).toUpperCase().replace(/[\s.-]/g, '')
  if (code.length !== 16) return refused('length')
  if (!SHAPE.test(code)) return refused('shape')
  const day = Number(withoutOmocodia(code).slice(9, 11))
  if (day < 1 || (day > 31 && day < 41) || day > 71) return refused('shape')
  return checkCharacter(code.slice(0, 15)) === code[15] ? accepted(code) : refused('check')
}
