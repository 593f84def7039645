import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Tables } from '../schema.ts'
import type { Page, Paged, QueueRow } from '../store.ts'
import { type Typed, typedWords } from '../words.ts'
import { rowOf, rowQuery } from './queue.ts'

type Db = Kysely<Tables>
type Hit = { readonly conversation: string; readonly at: number }

/** Matches that are read at a time: a word that half the desk says is never read to its end. */
const STRIDE = 200

/** A cursor that begins so goes on with whole words only. */
const WHOLE = 'w'

/**
 * Conversations in which these words were said, the latest said first. Whatever is typed is words, never a query.
 * What is typed may be the beginning of a word; but where the whole word alone fills the page it is enough, because all that
 * begins with a common word would have to be read to its end.
 */
export async function search(db: Db, dialect: Dialect, typed: string, desk: string, { after, limit }: Page): Promise<Paged<QueueRow>> {
  const begun = typedWords(typed)
  if (begun.length === 0) return { items: [], next: null }
  const whole = begun.map((word) => ({ ...word, phrase: true }))
  const from = Number(after?.replace(WHOLE, '')) || Number.MAX_SAFE_INTEGER
  const isWhole = after === null || after.startsWith(WHOLE)
  const found = isWhole ? await walk(db, dialect, whole, desk, from, limit + 1) : []
  if (found.length > limit || after?.startsWith(WHOLE)) return paged(db, found, limit, WHOLE)
  return paged(db, await walk(db, dialect, begun, desk, from, limit + 1), limit, '')
}

async function paged(db: Db, found: readonly Hit[], limit: number, cursor: string): Promise<Paged<QueueRow>> {
  const page = found.slice(0, limit)
  if (page.length === 0) return { items: [], next: null }
  const rows = await rowQuery(db).where('c.id', 'in', page.map((hit) => hit.conversation)).execute()
  const byId = new Map(rows.map((r) => [r.id, rowOf(r)]))
  return { items: page.flatMap((hit) => byId.get(hit.conversation) ?? []), next: found.length > limit ? `${cursor}${page.at(-1)?.at}` : null }
}

/** Backwards from the newest match, each conversation once, until the page is full. */
async function walk(db: Db, dialect: Dialect, words: readonly Typed[], desk: string, from: number, wanted: number): Promise<Hit[]> {
  const found: Hit[] = []
  for (let before = from; ; ) {
    const hits = await stride(db, dialect, words, desk, before)
    const fresh = firsts(hits).filter((hit) => !found.some((f) => f.conversation === hit.conversation))
    const shown = from === Number.MAX_SAFE_INTEGER ? new Set<string>() : await saidAfter(db, dialect, words, fresh, from)
    found.push(...fresh.filter((hit) => !shown.has(hit.conversation)))
    before = hits.at(-1)?.at ?? 0
    if (hits.length < STRIDE || found.length >= wanted) return found.slice(0, wanted)
  }
}

async function stride(db: Db, { matches, searchId }: Dialect, words: readonly Typed[], desk: string, before: number): Promise<Hit[]> {
  const rows = await db.selectFrom('search').innerJoin('conversations as c', 'c.id', 'search.conversation_id').select(['c.id', sql<number>`${searchId}`.as('at')])
    .where(matches(words)).where(sql<boolean>`${searchId} < ${before}`).where('c.desk', '=', desk).orderBy(searchId, 'desc').limit(STRIDE).execute()
  return rows.map(({ id, at }) => ({ conversation: id, at: Number(at) }))
}

const firsts = (hits: readonly Hit[]): Hit[] => hits.filter((hit, i) => hits.findIndex((h) => h.conversation === hit.conversation) === i)

/** Which of them were on an earlier page already: the words were said in them later too. */
async function saidAfter(db: Db, { matches, searchId }: Dialect, words: readonly Typed[], hits: readonly Hit[], from: number): Promise<Set<string>> {
  if (hits.length === 0) return new Set()
  const later = db.selectFrom('bodies').select('search_id').where('conversation_id', 'in', hits.map((hit) => hit.conversation)).where('search_id', '>=', from)
  const rows = await db.selectFrom('search').select('conversation_id').where(matches(words)).where(sql<boolean>`${searchId} in ${later}`).execute()
  return new Set(rows.map((r) => r.conversation_id))
}
