/** How typed words are compared: width, case, accents, vowel marks and digits of every script made equal. */

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g
const COMBINING = /[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g
const ALEF = /[\u0622\u0623\u0625\u0671]/g
const EDGES = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu
/** An emoji alone can be a synonym. */
const PICTURE = /\p{Extended_Pictographic}/u
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** ASCII digits for full-width, Arabic-Indic and Persian ones; compatibility forms folded. Case and accents stay. */
export const plain = (text: string): string =>
  text.normalize('NFKC').replace(INVISIBLE, '').replace(ARABIC_DIGITS, (d) => String((d.codePointAt(0) ?? 0) & 0xf)).trim()

/** The form in which labels, synonyms and commands are compared. Empty when there is nothing but marks. */
export function fold(text: string): string {
  const even = plain(text).toLowerCase().normalize('NFD').replace(COMBINING, '').normalize('NFC').replace(ALEF, 'ا').replace(/\s+/g, ' ')
  const words = even.replace(EDGES, '')
  return words === '' && PICTURE.test(even) ? even.trim() : words
}

const HAN_DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const HAN_NUMBER = /[〇零一二两三四五六七八九十百千]+/g

/** 三十一 → 31, 二〇二七 → 2027; null when the characters are no number. */
export function hanNumber(text: string): number | null {
  if (![...text].every((c) => c in HAN_DIGITS || '十百千'.includes(c))) return null
  if (!/[十百千]/.test(text)) return Number([...text].map((c) => HAN_DIGITS[c]).join(''))
  let total = 0
  let digit = 0
  for (const c of text) {
    const unit = c === '十' ? 10 : c === '百' ? 100 : c === '千' ? 1000 : 0
    if (unit === 0) digit = HAN_DIGITS[c] ?? 0
    else {
      total += (digit || 1) * unit
      digit = 0
    }
  }
  return total + digit
}

/** Every run of Chinese numerals written with ASCII digits. */
export const withoutHanNumbers = (text: string): string => text.replace(HAN_NUMBER, (run) => String(hanNumber(run) ?? run))

const MARKS_IN_NAMES = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g

/** A file's name as it can be shown: no folders, no control or direction marks. */
export const cleanName = (name: string): string => name.normalize('NFC').replace(MARKS_IN_NAMES, '').split(/[\\/]/).at(-1)?.slice(-120) || 'file'
