import { createHash } from 'node:crypto'
import type { LocalDate } from '../core/ids.ts'
import { decode } from './charset.ts'
import { withoutNoise } from './noise.ts'
import { folded, linesOf } from './text.ts'

/** What a page says. `text`: null where it is none, as a PDF; bounded, while the fingerprint is of all that was read. */
export type Reading = { readonly fingerprint: string; readonly text: string | null; readonly pageDate: LocalDate | null }

const LONGEST_TEXT = 60_000
/** Raised whenever the same page would give another text: texts that were taken otherwise are not compared. */
const RECIPE = 1

/** How a page is read, as it is kept beside its text. */
export const readAs = (part: string | null): string => `${RECIPE} ${part ?? ''}`.trim()

/** null: it is a page without words of its own, as where a program makes them in the browser, or with too much in each other to be read. */
export function readPage(bytes: Uint8Array, contentType: string, part: string | null, today: LocalDate): Reading | null {
  const isHtml = /\b(?:html|xhtml)/i.test(contentType) || (contentType === '' && /^\s*</.test(new TextDecoder('latin1').decode(bytes.subarray(0, 100))))
  if (!isHtml && !/^text\/plain/i.test(contentType)) return { fingerprint: hashOf(bytes), text: null, pageDate: null }
  const text = decode(bytes, contentType)
  const { lines, pageDate } = withoutNoise(isHtml ? linesOf(text, part) : folded(text), today)
  if (lines.length === 0) return null
  const words = lines.join('\n')
  return { fingerprint: hashOf(words), text: bounded(words), pageDate }
}

const hashOf = (what: string | Uint8Array): string => createHash('sha256').update(what).digest('hex').slice(0, 32)

/** Cut by bytes, and never inside a character. */
function bounded(text: string): string {
  const bytes = Buffer.from(text)
  return bytes.byteLength <= LONGEST_TEXT ? text : new TextDecoder().decode(bytes.subarray(0, LONGEST_TEXT), { stream: true })
}
