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

/** A long story is read sentence by sentence as well as whole. At most 12 pieces. */
export function sentences(text: string): string[] {
  const pieces = text.split(/[.!?;\n。！？；؟،，]+/u).map((piece) => piece.trim())
  return pieces.filter((piece) => piece.length > 0).slice(0, 12)
}
