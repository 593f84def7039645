import { ADDRESSES } from './addresses.ts'
import { INTRODUCTIONS } from './introductions.ts'
import { NEUTRAL, type Replacing } from './neutral.ts'

/**
 * A text with all that could name somebody replaced by what names nobody, to begin from: links, e-mail, codice fiscale,
 * dates, telephone and other numbers, streets, the name after «mi chiamo», words with a capital inside a sentence. It cannot know
 * every name: whoever keeps the text reads it first.
 */
export function anonymise(text: string): string {
  const plain = PATTERNS.reduce((now, [pattern, neutral]) => now.replace(pattern, typeof neutral === 'string' ? () => neutral : neutral), text.normalize('NFC'))
  return withoutNames(plain).replace(/[^\S\n]+/g, ' ').trim()
}

/** Nobody's, and so left alone by what comes after. */
const OURS = new Set<string>([...Object.values(NEUTRAL), '01/01/2027', '2027年1月1日'])

/** What was put here is no sign of how she writes. */
const PUT = /https:\/\/example\.org|nome@example\.org|Rossi/g

const MONTHS = '(?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic|jan|may|jun|jul|aug|sep|oct|dec|ene|abr|janv|févr|avr|juin|juil|août|déc)\\p{L}*'
const D = '\\p{Nd}'
/** Numbers, and what must not be taken for one. */
const NUMBERS = new RegExp(`AAAAAA00A00A000A|055 000000|01/01/2027|2027年1月1日|${D}+(?:[.,]${D}+)*`, 'gu')

const PATTERNS: readonly Replacing[] = [
  [/(?:https?:\/\/|www\.)[^\s<>"'«»“”（）()，。；、！？،؟]*[^\s<>"'«»“”（）()，。；、！？،؟.,;:!?]/giu, NEUTRAL.link],
  [/(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, NEUTRAL.mail],
  [/(?<![\p{L}\p{N}])[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z](?![\p{L}\p{N}])/giu, NEUTRAL.code],
  ...ADDRESSES,
  // Numbers of papers: letters and digits in one word, as YA1234567.
  [/(?<![\p{L}\p{N}])(?=[\p{L}\p{N}]*\p{Nd}{4})(?=[\p{L}\p{N}]*[A-Za-z])(?!AAAAAA00)[A-Za-z\p{Nd}]{6,}(?![\p{L}\p{N}])/gu, NEUTRAL.number],
  [new RegExp(`${D}{4}年(?:${D}{1,2}月)?(?:${D}{1,2}[日号])?|${D}{1,2}月${D}{1,2}[日号]`, 'gu'), '2027年1月1日'],
  [new RegExp(`(?<!${D})(?:${D}{1,2}[./-]${D}{1,2}[./-]${D}{2,4}|${D}{4}[./-]${D}{1,2}[./-]${D}{1,2})(?!${D})`, 'gu'), '01/01/2027'],
  [new RegExp(`(?<!${D})${D}{1,2}[°º]?\\s+(?:de\\s+)?${MONTHS}(?:\\s+(?:de\\s+)?${D}{4})?(?![\\p{L}${D}])`, 'giu'), '01/01/2027'],
  [new RegExp(`(?<![A-Za-z]|${D})(?:\\+|00)?${D}(?:[ ./()-]{0,2}${D}){6,}`, 'gu'), (found) => (found === '01/01/2027' ? found : NEUTRAL.phone)],
  [NUMBERS, (found) => (OURS.has(found) ? found : NEUTRAL.number)],
  ...INTRODUCTIONS,
]

/** Offices, papers and places that everybody shares, and words that have a capital by custom. */
const SHARED = new Set(('INPS INAIL ISEE SPID CIE CAF ASL USL UE EU IT IMU TARI TASI IRPEF IVA CU CUD NASPI DID PIN PUK PEC PDF SMS QR STP ENI A1 A2 B1 B2 C1 C2 CPIA IO ANPR ATM KIT OK DSA DS TV ISE DSU '
  + 'I I’m I\'m I’ve I\'ve I’d I\'d I’ll I\'ll Questura Prefettura Comune Anagrafe Agenzia Entrate Poste Posta Postale Ufficio Sportello Stato Ministero Regione Tribunale Patronato Sindacato Municipio Polizia Carabinieri Immigrazione '
  + 'Permesso Soggiorno Carta Tessera Codice Fiscale Italia Italy Italie Europa Europe Schengen Italiano Italian Lei Suo Sua Suoi Sue La Le '
  + 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Rossi').split(' '))

/** A word, or several one after the other, with a capital each: where nothing ended before it, or where another follows. */
const CAPITALS = /\p{Lu}[\p{Lu}\p{Ll}\p{M}\p{Nd}'’-]*(?:[ \t]+(?:(?:ben|bin|bint|el|al|van|von)[ \t]+)?\p{Lu}[\p{Lu}\p{Ll}\p{M}\p{Nd}'’-]*)*/gu
const ENDS = /[.!?…。！？\n:：;؟](?:["'«»“”‘’()\s\p{Extended_Pictographic}\p{Emoji_Modifier}-]|\u200d|\ufe0f)*$/u
/** Marks that may stand between two sentences. */
const BETWEEN = 24

function withoutNames(text: string): string {
  // Who writes in capitals throughout tells nothing by them.
  if (!/\p{Ll}/u.test(text.replace(PUT, ''))) return text
  return text.replace(CAPITALS, (found: string, at: number) => {
    const words = found.split(/\s+/)
    if (found === NEUTRAL.code) return found
    const begins = ENDS.test(at <= BETWEEN ? `\n${text.slice(0, at)}` : text.slice(at - BETWEEN, at))
    if (begins && words.length === 1) return found
    if (begins && SHARED.has(words[1] ?? '')) return `${words[0]} ${named(words.slice(1))}`
    return named(words)
  })
}

/** Runs of names become one; what everybody shares stays. */
function named(words: readonly string[]): string {
  const kept = words.map((word) => (SHARED.has(word) ? word : NEUTRAL.name))
  return kept.filter((word, i) => word !== NEUTRAL.name || kept[i - 1] !== NEUTRAL.name).join(' ')
}
