import { type Kysely, sql } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Page, Paged, QueueFilter, QueueRow, Store } from '../store.ts'

type Db = Kysely<Tables>

export const rowQuery = (db: Db) =>
  db.selectFrom('conversations as c')
    .leftJoin('bodies as b', (j) => j.onRef('b.conversation_id', '=', 'c.id').onRef('b.seq', '=', 'c.last_said_seq'))
    .select(['c.id', 'c.mode', 'c.urgent', 'c.language', 'c.channel', 'c.topic', 'c.since', 'c.opened_at', 'c.closed_at', 'c.operator_id', 'c.unread', 'c.outcome', 'c.last_from', 'c.last_seq', 'c.urgency_rank', 'c.profile', 'b.text'])

type RowQuery = ReturnType<typeof rowQuery>
type Row = Awaited<ReturnType<RowQuery['execute']>>[number]

export const rowOf = (r: Row): QueueRow => ({
  id: r.id, mode: r.mode, urgent: r.urgent, language: r.language, channel: r.channel, topic: r.topic, since: r.since, openedAt: r.opened_at, closedAt: r.closed_at,
  operator: r.operator_id, unread: r.unread, outcome: r.outcome, lastFrom: r.last_from, lastSeq: r.last_seq, lastText: r.text, profile: r.profile,
})

const SEPARATOR = '~'
const keyOf = (r: Row): string => [r.urgency_rank, r.since, r.id].join(SEPARATOR)

/** One page and the key of the next; `backwards` shows the newest first. */
async function paged(query: RowQuery, { after, limit }: Page, backwards: boolean): Promise<Paged<QueueRow>> {
  const [rank, since, id] = (after ?? '').split(SEPARATOR)
  const key = sql`(${Number(rank) || 0}, ${since ?? ''}, ${id ?? ''})`
  const direction = backwards ? 'desc' : 'asc'
  const sign = sql.raw(backwards ? '<' : '>')
  const rows = await query
    .$if(after !== null, (q) => q.where(sql<boolean>`(c.urgency_rank, c.since, c.id) ${sign} ${key}`))
    .orderBy('c.urgency_rank', direction).orderBy('c.since', direction).orderBy('c.id', direction).limit(limit + 1).execute()
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit).map(rowOf), next: rows.length > limit && last ? keyOf(last) : null }
}

const MODES = { waiting: 'queued', scripted: 'scripted', attended: 'attended', closed: 'closed' } as const

export function queue(db: Db, f: QueueFilter, page: Page): Promise<Paged<QueueRow>> {
  const narrowed = rowQuery(db).where('c.desk', '=', f.desk)
    .$if(f.language !== undefined, (q) => q.where('c.language', '=', f.language ?? ''))
    .$if(f.topic !== undefined, (q) => q.where('c.topic', '=', f.topic ?? ''))
    .$if(f.channel !== undefined, (q) => q.where('c.channel', '=', f.channel ?? ''))
  if (f.view === 'mine') return paged(narrowed.where('c.operator_id', '=', f.operator).where('c.closed_at', 'is', null), page, false)
  return paged(narrowed.where('c.mode', '=', sql.lit(MODES[f.view])), page, f.view === 'closed' || f.view === 'scripted')
}

export async function counts(db: Db, operator: string, desk: string): ReturnType<Store['counts']> {
  const byMode = await db.selectFrom('conversations').select(['mode', (e) => e.fn.countAll().as('n')]).where('desk', '=', desk).where('mode', 'in', ['queued', 'scripted', 'attended']).groupBy('mode').execute()
  const mine = await db.selectFrom('conversations').select((e) => e.fn.countAll().as('n')).where('operator_id', '=', operator).where('desk', '=', desk).where('closed_at', 'is', null).executeTakeFirst()
  const of = (mode: string): number => Number(byMode.find((r) => r.mode === mode)?.n ?? 0)
  return { mine: Number(mine?.n ?? 0), waiting: of('queued'), scripted: of('scripted'), attended: of('attended') }
}

export async function day(db: Db, desk: string, since: string): ReturnType<Store['day']> {
  const rows = await db.selectFrom('conversations').select(['handed_off_at', 'first_reply_at']).where('desk', '=', desk).where('first_reply_at', '>=', since).execute()
  const minutes = rows.flatMap((r) => (r.handed_off_at && r.first_reply_at ? [(Date.parse(r.first_reply_at) - Date.parse(r.handed_off_at)) / 60_000] : [])).sort((a, b) => a - b)
  return { answered: rows.length, medianMinutes: minutes.length ? Math.round(minutes[Math.floor(minutes.length / 2)] ?? 0) : null }
}

/** Of an address that she joined, also what came before, if she said so on both. */
export async function historyOf(db: Db, id: string): ReturnType<Store['historyOf']> {
  const citizen = db.selectFrom('conversations').select('citizen_id').where('id', '=', id)
  const before = db.selectFrom('joins').innerJoin('identities', 'identities.id', 'joins.first_identity').select('joins.second_citizen')
    .where('joins.state', '=', 'joined').where('joins.first_shares', '=', 1).where('joins.second_shares', '=', 1).where('identities.citizen_id', 'in', citizen)
  const rows = await db.selectFrom('conversations as other').select(['other.id', 'other.opened_at', 'other.topic', 'other.outcome'])
    .where((e) => e.or([e('other.citizen_id', 'in', citizen), e('other.citizen_id', 'in', before)])).where('other.id', '!=', id).orderBy('other.opened_at', 'desc').limit(20).execute()
  return rows.map((r) => ({ id: r.id, openedAt: r.opened_at, topic: r.topic, outcome: r.outcome }))
}
