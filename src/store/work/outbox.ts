import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { entryOf, type EntryRow, entryQuery, identityOf, type IdentityRow } from '../rows.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import type { Change, OutboxRow, SendResult, TurnWrite } from '../store.ts'

/** `pending = 1` is written into the text: of a value that comes later no planner knows that the partial index will do. */
const OPEN = sql.lit(1)
const LONGEST_EXPLANATION = 500

export const outboxStatements = ({ compiler: db, skipsLocked }: Dialect) => ({
  addOutbox: prepare((s, n) => db.insertInto('outbox').values({
    conversation_id: s('id'), seq: n('seq'), last_seq: n('lastSeq'), identity_id: s('identity'), channel: s('channel'), origin: s('origin'), turn: n('turn'), due_at: s('dueAt'),
    attempts: 0, sent: 0, accepted_at: s('acceptedAt'), pending: n('pending'),
  })),
  cancelOutbox: prepare((s) => db.updateTable('outbox').set({ failed_at: s('at'), explain: s('explain'), pending: 0 }).where('pending', '=', OPEN).where('conversation_id', '=', s('id'))),
  // The oldest is chosen before anything is passed over: a younger row never goes because the oldest is locked.
  claimOutbox: prepare((s) => db.updateTable('outbox').set({ held_until: s('until') }).where('id', '=', (e) => e.selectFrom('outbox').select('id')
    .where('id', '=', (o) => o.selectFrom('outbox').select((m) => m.fn.min('id').as('oldest')).where('pending', '=', OPEN).where('conversation_id', '=', s('id')))
    .where('pending', '=', OPEN).where('held_until', 'is', null).where('due_at', '<=', s('now'))
    .$if(skipsLocked, (q) => q.forUpdate().skipLocked()))
    .returning(['id', 'identity_id', 'seq', 'last_seq', 'origin', 'turn', 'attempts', 'sent', 'due_at'])),
  identityOf: prepare((s) => db.selectFrom('identities').select(['id', 'citizen_id', 'channel', 'account', 'address']).where('id', '=', s('identity'))),
  entriesBetween: prepare((s, n) => entryQuery(db).where('entries.conversation_id', '=', s('id')).where('entries.seq', '>=', n('first')).where('entries.seq', '<=', n('last')).orderBy('entries.seq')),
  // Whoever settles holds the row; what was abandoned meanwhile is not counted twice. A row that was cancelled while it was being sent stays cancelled.
  acceptRow: prepare((s, n) => settledIn(db).set({ accepted_at: s('at'), external_id: sql<string>`coalesce(${s('externalId')}, external_id)`, sent: sql`sent + 1`, attempts: 0, pending: 0 }).where('id', '=', n('row'))),
  acceptPart: prepare((s, n) => settledIn(db).set({ external_id: sql<string>`coalesce(${s('externalId')}, external_id)`, sent: sql`sent + 1`, attempts: 0 }).where('id', '=', n('row'))),
  retryPart: prepare((s, n) => settledIn(db).set({ due_at: s('at'), explain: sql<string>`case when ambiguous_at is null then ${s('explain')} else explain end`, attempts: sql`attempts + ${n('counts')}` }).where('id', '=', n('row'))),
  failRow: prepare((s, n) => settledIn(db).set({ failed_at: s('at'), explain: s('explain'), attempts: sql`attempts + 1`, pending: 0 }).where('id', '=', n('row'))),
  doubtPart: prepare((s, n) => settledIn(db).set({ ambiguous_at: s('at'), explain: s('explain'), sent: sql`sent + 1`, attempts: 0, pending: sql`case when ${n('more')} = 1 then pending else 0 end` }).where('id', '=', n('row'))),
  cancelTurn: prepare((s, n) => db.updateTable('outbox').set({ failed_at: s('at'), explain: s('explain'), pending: 0 })
    .where('pending', '=', OPEN).where('origin', '=', 'bot').where('conversation_id', '=', s('id')).where('turn', '=', n('turn'))),
  sentRow: prepare((_s, n) => db.selectFrom('outbox').innerJoin('identities', 'identities.id', 'outbox.identity_id')
    .select(['conversation_id', 'turn', 'origin', 'last_seq', 'identity_id', 'identities.channel', 'account', 'address']).where('outbox.id', '=', n('row'))),
  moveIdentity: prepare((s) => db.updateTable('identities').set({ address: s('address') }).where('id', '=', s('identity'))
    .where((e) => e.not(e.exists(e.selectFrom('identities as other').select('other.id').where('other.channel', '=', s('channel')).where('other.account', '=', s('account')).where('other.address', '=', s('address')))))),
  abandonOutbox: prepare((s) => settledIn(db).set({ ambiguous_at: s('now'), explain: s('explain'), sent: sql`sent + 1`, attempts: 0 })
    .where('pending', '=', OPEN).where('held_until', '<=', s('now')).returning('conversation_id')),
})

/** Lets go of a row that somebody holds. */
const settledIn = (db: Dialect['compiler']) => db.updateTable('outbox').set({ held_until: null }).where('held_until', 'is not', null)

export type OutboxStatements = ReturnType<typeof outboxStatements>

export function* addOutbox(s: OutboxStatements, turn: TurnWrite): Work<void> {
  const { conversation: c, at, lastSeq } = turn
  if (turn.cancelsOutbox) yield run(s.cancelOutbox, { id: c.id, at, explain: 'She cannot be reached on this channel.' })
  for (const { first, last, origin, dueAt, pulled } of turn.outbox) {
    const entries = { seq: lastSeq + 1 + first, lastSeq: lastSeq + 1 + last }
    yield run(s.addOutbox, { ...entries, id: c.id, identity: c.replyVia, channel: turn.identity.channel, origin, turn: c.revision, dueAt, acceptedAt: pulled ? at : null, pending: pulled ? 0 : 1 })
  }
}

export function* claimOutbox(s: OutboxStatements, conversation: string, now: string, until: string): Work<OutboxRow | null> {
  const [row] = rowsIn<Claimed>(yield run(s.claimOutbox, { id: conversation, now, until }))
  if (row === undefined) return null
  const [identity] = rowsIn<IdentityRow>(yield run(s.identityOf, { identity: row.identity_id }))
  if (identity === undefined) return null
  const entries = rowsIn<EntryRow>(yield run(s.entriesBetween, { id: conversation, first: row.seq, last: row.last_seq })).map(entryOf)
  return { id: Number(row.id), conversation, identity: identityOf(identity), origin: row.origin, turn: row.turn, attempts: row.attempts, sent: row.sent, dueAt: row.due_at, entries }
}

type Claimed = { id: number; identity_id: string; seq: number; last_seq: number; origin: 'bot' | 'operator'; turn: number; attempts: number; sent: number; due_at: string }

/** What became of a part; returns what changed, null when the row was nobody's any more. A bot's permanent failure cancels the rest of its turn, never an operator's reply. */
export function* settleOutbox(s: OutboxStatements, row: number, result: SendResult): Work<Change> {
  const explain = 'explain' in result ? result.explain.slice(0, LONGEST_EXPLANATION) : null
  const values = {
    row, at: result.at, explain, externalId: 'externalId' in result ? result.externalId : null,
    more: 'more' in result && result.more ? 1 : 0, counts: 'counts' in result && result.counts ? 1 : 0,
  }
  const statement = { accepted: values.more ? s.acceptPart : s.acceptRow, retry: s.retryPart, failed: s.failRow, ambiguous: s.doubtPart }[result.kind]
  if ((yield run(statement, values)).changes === 0) return null
  const [sent] = rowsIn<Sent>(yield run(s.sentRow, { row }))
  if (sent === undefined) return null
  if (result.kind === 'failed' && sent.origin === 'bot') yield run(s.cancelTurn, { id: sent.conversation_id, turn: sent.turn, at: result.at, explain })
  if (result.kind === 'accepted' && result.movedTo !== null) yield run(s.moveIdentity, { identity: sent.identity_id, channel: sent.channel, account: sent.account, address: result.movedTo })
  return { conversation: sent.conversation_id, channel: sent.channel, address: sent.address, seq: sent.last_seq }
}

type Sent = { conversation_id: string; turn: number; origin: string; last_seq: number; identity_id: string; channel: string; account: string; address: string }

export function* abandonOutbox(s: OutboxStatements, now: string): Work<string[]> {
  const explain = 'The program stopped while it was sending this: it may have arrived, and is not sent again.'
  return rowsIn<{ conversation_id: string }>(yield run(s.abandonOutbox, { now, explain })).map((r) => r.conversation_id)
}
