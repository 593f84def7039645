/** How much of a text is looked at, in UTF-16 units: a long story says what it wants well before that. */
export const MAX_TEXT = 4000

/** Lone surrogates first: the regular expressions and `eld` after this see well-formed text only. */
export function readable(raw: string): string {
  return raw
    .slice(0, MAX_TEXT)
    .replace(/\p{Surrogate}|\p{Cc}/gu, ' ')
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Lower case, no accents, one spelling of Arabic letters: `perché` and `PERCHE` are one word. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{Mn}ـ]/gu, '')
    .normalize('NFC')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/[’`´]/g, "'")
}

const WORD = /\p{Script=Han}|[\p{L}\p{N}]+/gu

/** Words; every Chinese character is one. */
export const words = (text: string): string[] => text.match(WORD) ?? []

export const HAN = /\p{Script=Han}/u

/** Chinese in one run, as its words are not written apart; of the others a word each. */
export const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+/gu

/** What Arabic writes joined to the word that follows: the article, «and», «with», «for». */
export const ARABIC_JOINED = /^(?:وال|بال|فال|كال|لل|ال|و|ب|ل)(?=\p{L}{3})/u

const SENTENCE_END = /[.!?;\n。！？；؟]+/u
const MOST_PIECES = 12
/** Fewer words than this say nothing of their own. */
const LEAST_WORDS = 3
/** What voice typing leaves in one breath is cut into runs of this many words. */
const RUN_WORDS = 16

/** The pieces of a story: its sentences, or where there are no marks runs of words. None when it is one piece. */
export function pieces(text: string): string[] {
  const sentences = text.split(SENTENCE_END).filter((piece) => words(piece).length >= LEAST_WORDS)
  if (sentences.length > 1) return sentences.slice(0, MOST_PIECES)
  const all = [...text.matchAll(WORD)]
  if (all.length < 2 * RUN_WORDS) return []
  const starts = Array.from({ length: Math.min(MOST_PIECES, Math.ceil(all.length / RUN_WORDS)) }, (_, at) => all[at * RUN_WORDS]?.index ?? 0)
  return starts.map((start, at) => text.slice(start, starts[at + 1]))
}
