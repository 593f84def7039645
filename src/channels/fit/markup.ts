import type { Capabilities } from '../channel.ts'
import { ADDRESS, type Range } from './whole.ts'

export type Style = 'plain' | 'bold' | 'aside'
/** A line as it is said, in one style as a whole; an aside is what few need to read. */
export type Line = { readonly text: string; readonly style: Style }

type Span = { readonly from: number; readonly to: number; readonly style: Exclude<Style, 'plain'> }
/** Plain text, and which of it is marked: marked up only after it is cut, so that no cut falls inside a mark. */
export type Styled = { readonly text: string; readonly spans: readonly Span[] }

type Markup = Capabilities['markup']

export function styled(lines: readonly Line[]): Styled {
  const spans: Span[] = []
  let at = 0
  for (const { text, style } of lines) {
    const before = spans.at(-1)
    if (style === 'aside' && before?.style === 'aside' && before.to === at - 1) spans[spans.length - 1] = { ...before, to: at + text.length }
    else if (style !== 'plain') spans.push({ from: at, to: at + text.length, style })
    at += text.length + 1
  }
  return { text: lines.map((line) => line.text).join('\n'), spans }
}

/** A marked line that is cut is marked on both sides. */
export const part = ({ text, spans }: Styled, [from, to]: Range): Styled => ({
  text: text.slice(from, to),
  spans: spans.map((s): Span => ({ ...s, from: Math.max(s.from, from) - from, to: Math.min(s.to, to) - from })).filter((s) => s.from < s.to),
})

/** In the channel's own markup, escaped. */
export function write({ text, spans }: Styled, markup: Markup): string {
  const pen = pens[markup]
  let at = 0
  let written = ''
  for (const { from, to, style } of spans) {
    written += pen.plain(text.slice(at, from)) + pen[style](text.slice(from, to))
    at = to
  }
  return written + pen.plain(text.slice(at))
}

/** What counts toward a limit: Telegram counts after it has read tags and escapes, WhatsApp counts what is sent. */
export const counted = (words: Styled, markup: Markup): string => (markup === 'html' ? words.text : write(words, markup))

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c)

/** An address, which stays as it is, or a mark that would begin a format: between words, before a letter, with another to close it on its line. Case must count: without it some accents are letters. */
const ADDRESS_OR_MARK = new RegExp(`${ADDRESS}|(?<![\\p{L}\\p{N}])([*_~\`])(?=[^\\s\\u200b][^\\n]*?(?<=\\S)\\1(?![\\p{L}\\p{N}]))`, 'gu')

/** There is no escaping: a space without width keeps a mark from its word. */
const inert = (text: string): string => (/[*_~`]/.test(text) ? text.replace(ADDRESS_OR_MARK, (found, mark?: string) => (mark === undefined ? found : `${mark}\u200b`)) : text)

const same = (text: string): string => text

const pens: Readonly<Record<Markup, Readonly<Record<Style, (text: string) => string>>>> = {
  none: { plain: same, bold: same, aside: same },
  html: { plain: escaped, bold: (text) => `<b>${escaped(text)}</b>`, aside: (text) => `<blockquote expandable>${escaped(text)}</blockquote>` },
  // A star of its own would end the bold too early: such a line is left plain.
  stars: { plain: inert, bold: (text) => (text.includes('*') ? inert(text) : `*${inert(text)}*`), aside: inert },
}
