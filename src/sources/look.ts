import type { Instant, LocalDate } from '../core/ids.ts'
import type { FullSourceCheck } from '../store/store.ts'
import { type Answer, get, type Manners } from './get.ts'
import type { Found } from './judge.ts'
import { readAs, readPage } from './read.ts'
import type { Robots, Unasked } from './robots.ts'

/** A page to watch. `part`: a CSS selector of what matters on it; null: its own main part. */
export type Page = { readonly url: string; readonly part: string | null }

/** A site cannot keep itself from being looked at for longer than this. */
const LONGEST_RETRY = 30 * 86_400_000

export type Look = { readonly page: Page; readonly known: FullSourceCheck; readonly robots: Robots | Unasked; /** Milliseconds between two requests to one host. */ readonly pause: number; readonly now: Instant; readonly today: LocalDate }

/** Asks for one page, if it may. @throws only when the signal says so */
export async function look({ page, known, robots, pause, now, today }: Look, manners: Manners): Promise<Found> {
  if ('explain' in robots) return { kind: 'unreachable', explain: robots.explain, notBefore: null, busy: true }
  if (!robots.allows(page.url)) return { kind: 'refused', explain: 'Its robots.txt asks programs not to read it.' }
  const answer = await get(page.url, conditions(page, known), Math.max(pause, robots.delay ?? 0), manners)
  return answer.kind === 'failure' ? { kind: 'unreachable', explain: answer.explain, notBefore: null, busy: false } : foundIn(answer, page, now, today)
}

/** Only what was read in this same way may be said to be the same. */
const conditions = ({ part }: Page, { etag, lastModified, readAs: before }: FullSourceCheck): Record<string, string> =>
  before !== readAs(part) ? {} : { ...(etag === null ? {} : { 'if-none-match': etag }), ...(lastModified === null ? {} : { 'if-modified-since': lastModified }) }

function foundIn({ status, headers, bytes, movedTo }: Answer, { part }: Page, now: Instant, today: LocalDate): Found {
  if (status === 304) return { kind: 'same', movedTo }
  if (status === 404 || status === 410) return { kind: 'gone', explain: `Its site answers ${status}.` }
  if (status !== 200) return { kind: 'unreachable', explain: `Its site answers ${status}.`, notBefore: retryAfter(headers.get('retry-after'), now), busy: status === 429 || status === 503 }
  const reading = readPage(bytes, headers.get('content-type') ?? '', part, today)
  if (reading === null) return { kind: 'unreachable', explain: 'The page has no words of its own that can be read: perhaps a program makes them in the browser.', notBefore: null, busy: false }
  return { kind: 'read', reading, readAs: readAs(part), etag: headers.get('etag'), lastModified: headers.get('last-modified'), movedTo }
}

/** Seconds, or a date. */
function retryAfter(value: string | null, now: Instant): Instant | null {
  if (value === null) return null
  const from = Date.parse(now)
  const at = /^\d+$/.test(value.trim()) ? from + Number(value) * 1000 : Date.parse(value)
  return Number.isNaN(at) ? null : new Date(Math.min(Math.max(at, from), from + LONGEST_RETRY)).toISOString()
}
