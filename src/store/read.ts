import { type Kysely, sql } from 'kysely'
import type { Tables } from './schema.ts'
import { identityOf, partOf, partQuery } from './rows.ts'
import type { Delivery, Page, Paged, Part, QueueFilter, QueueRow, StoredEntry, Store, Timer } from './store.ts'

type Db = Kysely<Tables>
type Reading = Omit<Store, 'can' | 'commit' | 'settle' | 'dropTimer' | 'addNote' | 'logRead' | 'addFile' | 'addSession' | 'endSession' | 'find' | 'load' | 'nextPart' | 'setOperatorLanguage' | 'expire' | 'backup' | 'close' | 'ping' | 'search'>

/** Every question that the inbox and the tick ask their database, once for all databases; what each message asks is in `known.ts`. */
export const reading = (db: Db): Reading => ({
  dueParts: (now, limit) => dueParts(db, now, limit),
  dueTimers: (now, limit) => dueTimers(db, now, limit),
  transcript: (id, page) => transcript(db, id, page),
  heard: (citizen, desk, after, limit) => heard(db, citizen, desk, after, limit),
  deliveries: async (id, fromSeq) =>
    (await db.selectFrom('outbox').selectAll().where('conversation_id', '=', id).where('seq', '>=', fromSeq).orderBy('seq').execute()).map(deliveryOf),
  queue: (filter, page) => queue(db, filter, page),
  counts: (operator, desk) => counts(db, operator, desk),
  day: (desk, since) => day(db, desk, since),
  row: async (id) => (await rowQuery(db).where('c.id', '=', id).execute()).map(rowOf)[0] ?? null,
  historyOf: (id) => historyOf(db, id),
  notes: async (id) => (await db.selectFrom('notes').selectAll().where('conversation_id', '=', id).orderBy('at').execute()).map((n) => ({ operator: n.operator_id, at: n.at, text: n.text })),
  readers: async (id) =>
    (await db.selectFrom('reads').select(['operator_id', (e) => e.fn.max('at').as('at')]).where('conversation_id', '=', id).groupBy('operator_id').execute())
      .map((r) => ({ operator: r.operator_id, at: String(r.at) })),
  async file(id) {
    const f = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst()
    return f ? { id: f.id, conversation: f.conversation_id, name: f.name, mime: f.mime, bytes: f.bytes, createdAt: f.created_at, expiresAt: f.expires_at } : null
  },
  async session(tokenHash) {
    const i = await db.selectFrom('chat_sessions').innerJoin('identities', 'identities.id', 'chat_sessions.identity_id').selectAll('identities').where('token_hash', '=', tokenHash).executeTakeFirst()
    return i ? identityOf(i) : null
  },
  operatorLanguage: async (operator) => (await db.selectFrom('operator_settings').select('language').where('operator_id', '=', operator).executeTakeFirst())?.language ?? null,
})

/** Each conversation's oldest open part, if it is due. */
const dueParts = async (db: Db, now: string, limit: number): Promise<Part[]> =>
  (await partQuery(db)
    .where('outbox.pending', '=', 1)
    .where('outbox.due_at', '<=', now)
    .where((e) => e.not(e.exists(e.selectFrom('outbox as older').select('older.id').whereRef('older.conversation_id', '=', 'outbox.conversation_id').where('older.pending', '=', 1).whereRef('older.id', '<', 'outbox.id'))))
    .orderBy('outbox.id').limit(limit).execute()).map(partOf)

const dueTimers = async (db: Db, now: string, limit: number): Promise<Timer[]> =>
  (await db.selectFrom('timers').selectAll().where('due_at', '<=', now).orderBy('due_at').limit(limit).execute())
    .map((t) => ({ id: t.id, conversation: t.conversation_id, dueAt: t.due_at, reason: t.reason as Timer['reason'] }))

const entryQuery = (db: Db) =>
  db.selectFrom('entries').leftJoin('bodies', (j) => j.onRef('bodies.conversation_id', '=', 'entries.conversation_id').onRef('bodies.seq', '=', 'entries.seq'))
    .select(['entries.seq', 'entries.at', 'entries.kind', 'entries.data', 'bodies.language', 'bodies.text', 'bodies.rendered'])

type EntryRow = Awaited<ReturnType<ReturnType<typeof entryQuery>['execute']>>[number]

const entryOf = (r: EntryRow): StoredEntry => ({
  seq: r.seq, at: r.at, kind: r.kind as StoredEntry['kind'], data: JSON.parse(r.data),
  body: r.text === null || r.language === null ? null : { language: r.language, text: r.text, rendered: r.rendered === null ? null : JSON.parse(r.rendered) },
})

async function transcript(db: Db, id: string, { before, limit }: Parameters<Store['transcript']>[1]): Promise<StoredEntry[]> {
  const rows = await entryQuery(db).where('entries.conversation_id', '=', id)
    .$if(before !== undefined, (q) => q.where('entries.seq', '<', before ?? 0)).orderBy('entries.seq', 'desc').limit(limit).execute()
  return rows.map(entryOf).reverse()
}

const heard = async (db: Db, citizen: string, desk: string, after: number, limit: number): Promise<StoredEntry[]> =>
  (await entryQuery(db)
    .where('entries.conversation_id', 'in', (e) => e.selectFrom('conversations').select('id').where('citizen_id', '=', citizen).where('desk', '=', desk).where('last_seq', '>', after))
    .where('entries.seq', '>', after).orderBy('entries.seq').limit(limit).execute()).map(entryOf)

/** Computed from the instants, because receipts arrive out of order. */
function deliveryOf(o: { seq: number; accepted_at: string | null; delivered_at: string | null; read_at: string | null; failed_at: string | null; ambiguous_at: string | null; explain: string | null }): Delivery {
  const failed = o.failed_at !== null && o.delivered_at === null && o.read_at === null && (o.accepted_at === null || o.failed_at > o.accepted_at)
  const state = failed ? 'failed' : o.read_at ? 'read' : o.delivered_at ? 'delivered' : o.accepted_at ? 'sent' : o.ambiguous_at ? 'maybe-sent' : 'queued'
  return { seq: o.seq, state, explain: state === 'sent' || state === 'delivered' || state === 'read' ? null : o.explain }
}

export const rowQuery = (db: Db) =>
  db.selectFrom('conversations as c')
    .leftJoin('bodies as b', (j) => j.onRef('b.conversation_id', '=', 'c.id').onRef('b.seq', '=', 'c.last_said_seq'))
    .select(['c.id', 'c.mode', 'c.urgent', 'c.language', 'c.channel', 'c.topic', 'c.since', 'c.opened_at', 'c.closed_at', 'c.operator_id', 'c.unread', 'c.outcome', 'c.last_from', 'c.last_seq', 'c.urgency_rank', 'b.text'])

type RowQuery = ReturnType<typeof rowQuery>
type Row = Awaited<ReturnType<RowQuery['execute']>>[number]

export const rowOf = (r: Row): QueueRow => ({
  id: r.id, mode: r.mode, urgent: r.urgent, language: r.language, channel: r.channel, topic: r.topic, since: r.since, openedAt: r.opened_at, closedAt: r.closed_at,
  operator: r.operator_id, unread: r.unread, outcome: r.outcome, lastFrom: r.last_from, lastSeq: r.last_seq, lastText: r.text,
})

const SEPARATOR = '~'
const keyOf = (r: Row): string => [r.urgency_rank, r.since, r.id].join(SEPARATOR)

/** One page and the key of the next; `backwards` shows the newest first. */
async function paged(query: RowQuery, { after, limit }: Page, backwards: boolean): Promise<Paged<QueueRow>> {
  const [rank, since, id] = (after ?? '').split(SEPARATOR)
  const direction = backwards ? 'desc' : 'asc'
  const sign = sql.raw(backwards ? '<' : '>')
  const rows = await query
    .$if(after !== null, (q) => q.where(sql<boolean>`(c.urgency_rank, c.since, c.id) ${sign} (${Number(rank)}, ${since}, ${id})`))
    .orderBy('c.urgency_rank', direction).orderBy('c.since', direction).orderBy('c.id', direction).limit(limit + 1).execute()
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit).map(rowOf), next: rows.length > limit && last ? keyOf(last) : null }
}

const MODES = { waiting: 'queued', scripted: 'scripted', attended: 'attended', closed: 'closed' } as const

function queue(db: Db, f: QueueFilter, page: Page): Promise<Paged<QueueRow>> {
  const narrowed = rowQuery(db).where('c.desk', '=', f.desk)
    .$if(f.language !== undefined, (q) => q.where('c.language', '=', f.language ?? ''))
    .$if(f.topic !== undefined, (q) => q.where('c.topic', '=', f.topic ?? ''))
    .$if(f.channel !== undefined, (q) => q.where('c.channel', '=', f.channel ?? ''))
  if (f.view === 'mine') return paged(narrowed.where('c.operator_id', '=', f.operator).where('c.closed_at', 'is', null), page, false)
  if (f.view === 'all') return paged(narrowed, page, true)
  return paged(narrowed.where('c.mode', '=', MODES[f.view]), page, f.view === 'closed' || f.view === 'scripted')
}

async function counts(db: Db, operator: string, desk: string): ReturnType<Store['counts']> {
  const byMode = await db.selectFrom('conversations').select(['mode', (e) => e.fn.countAll().as('n')]).where('desk', '=', desk).where('mode', 'in', ['queued', 'scripted', 'attended']).groupBy('mode').execute()
  const mine = await db.selectFrom('conversations').select((e) => e.fn.countAll().as('n')).where('operator_id', '=', operator).where('closed_at', 'is', null).executeTakeFirst()
  const of = (mode: string): number => Number(byMode.find((r) => r.mode === mode)?.n ?? 0)
  return { mine: Number(mine?.n ?? 0), waiting: of('queued'), scripted: of('scripted'), attended: of('attended') }
}

async function day(db: Db, desk: string, since: string): ReturnType<Store['day']> {
  const rows = await db.selectFrom('conversations').select(['handed_off_at', 'first_reply_at']).where('desk', '=', desk).where('first_reply_at', '>=', since).execute()
  const minutes = rows.flatMap((r) => (r.handed_off_at && r.first_reply_at ? [(Date.parse(r.first_reply_at) - Date.parse(r.handed_off_at)) / 60_000] : [])).sort((a, b) => a - b)
  return { answered: rows.length, medianMinutes: minutes.length ? Math.round(minutes[Math.floor(minutes.length / 2)] ?? 0) : null }
}

async function historyOf(db: Db, id: string): ReturnType<Store['historyOf']> {
  const rows = await db.selectFrom('conversations as c').innerJoin('conversations as other', 'other.citizen_id', 'c.citizen_id')
    .select(['other.id', 'other.opened_at', 'other.topic', 'other.outcome']).where('c.id', '=', id).whereRef('other.id', '!=', 'c.id').orderBy('other.opened_at', 'desc').limit(20).execute()
  return rows.map((r) => ({ id: r.id, openedAt: r.opened_at, topic: r.topic, outcome: r.outcome }))
}

