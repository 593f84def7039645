import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Tables } from '../schema.ts'
import type { Page, Paged, QueueRow } from '../store.ts'
import { typedWords } from '../words.ts'
import { rowOf, rowQuery } from './queue.ts'

/** Conversations in which these words were said, the latest said first. Whatever is typed is words, never a query. */
export async function search(db: Kysely<Tables>, { matches, searchId }: Dialect, typed: string, desk: string, { after, limit }: Page): Promise<Paged<QueueRow>> {
  const words = typedWords(typed)
  if (words.length === 0) return { items: [], next: null }
  const newest = sql<number>`max(${searchId})`
  const found = await db.selectFrom('search').innerJoin('conversations as c', 'c.id', 'search.conversation_id').select(['c.id', newest.as('newest')])
    .where(matches(words)).where('c.desk', '=', desk).groupBy('c.id')
    .having(newest, '<', Number(after) || Number.MAX_SAFE_INTEGER).orderBy('newest', 'desc').limit(limit + 1).execute()
  const page = found.slice(0, limit)
  if (page.length === 0) return { items: [], next: null }
  const rows = await rowQuery(db).where('c.id', 'in', page.map((p) => p.id)).execute()
  const byId = new Map(rows.map((r) => [r.id, rowOf(r)]))
  return { items: page.flatMap((p) => byId.get(p.id) ?? []), next: found.length > limit ? String(page.at(-1)?.newest) : null }
}
