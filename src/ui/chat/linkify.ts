type Piece = { text: string; href: string | null }

/** No look-behind here: Safari 14 does not read it. */
const WEB = /https?:\/\/[^\s<>"'«»“”（）()，。；、！？]+/
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/
const ABROAD = /\+\d[\d .\-/]{6,18}\d/
const FREE = /8(?:00|03|40|48)[ .-]?\d{3}[ .-]?\d{3}/
const LANDLINE = /0\d{1,3}[ .\-/]\d[\d .-]{3,9}\d|0\d{8,10}/
const MOBILE = /3\d{2}[ .-]?\d{3}[ .-]?\d{3,4}/
const SHORT = /1522|116117|116 ?000|11[2-8]/
const FIND = new RegExp([WEB, MAIL, ABROAD, FREE, LANDLINE, MOBILE, SHORT].map((one) => `(?:${one.source})`).join('|'), 'g')
const DATE = /^\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}$/
const WHOLE_SHORT = new RegExp(`^(?:${SHORT.source})$`)

const trimmed = (found: string): string =>
  found.replace(/[.,;:!?\-/ ]+$/, (end) => (found.startsWith('http') && end.startsWith('/') ? '/' : ''))

function hrefOf(found: string): string {
  if (/^https?:/.test(found)) return found
  if (found.includes('@')) return `mailto:${found}`
  return `tel:${found.replace(/[^\d+]/g, '')}`
}

/** A number inside a price, a date or a code is not a telephone; «in 112 days» must not ring the emergency services. */
function isAlone(found: string, before: string, after: string): boolean {
  if (/[a-z@]/i.test(found)) return true
  if (DATE.test(found)) return false
  if (/[\d,./€$:]\s?$/.test(before) && !/[:：]\s?$/.test(before)) return false
  if (/^(?:[,.:/-]?\d|\s?[€%])/.test(after)) return false
  return !WHOLE_SHORT.test(found) || /^(?:$|\s*[.,;:!?)\]\n。，；：！？）、؛،])/.test(after) || /^\s*[(（–—]/.test(after)
}

/** Cuts a text into plain pieces and links: web addresses, e-mail, telephone numbers. */
export function pieces(text: string): Piece[] {
  const out: Piece[] = []
  let from = 0
  for (const match of text.matchAll(FIND)) {
    const found = trimmed(match[0])
    const at = match.index ?? 0
    if (at < from || !isAlone(found, text.slice(from, at), text.slice(at + found.length))) continue
    if (at > from) out.push({ text: text.slice(from, at), href: null })
    out.push({ text: found, href: hrefOf(found) })
    from = at + found.length
  }
  if (from < text.length) out.push({ text: text.slice(from), href: null })
  return out
}

/** An address from the server is followed only if it is one of these: never `javascript:`. */
export const safeHref = (href: string | null): string | null => (href !== null && /^(?:https?:|tel:|mailto:)/i.test(href) ? href : null)
