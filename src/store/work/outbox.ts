import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { entryOf, type EntryRow, entryQuery, IDENTITY, identityOf, type IdentityRow } from '../rows.ts'
import { type NumberSlot, prepare, rowsIn, run, type TextSlot, type Work } from '../statement.ts'
import { type Change, HELD, type Hold, type OutboxRow, type SendResult, type TurnWrite } from '../store.ts'

/** `pending = 1` is written into the text: of a value that comes later no planner knows that the partial index will do. */
const OPEN = sql.lit(1)
const LONGEST_EXPLANATION = 500

export const outboxStatements = ({ compiler: db, locksRows, among }: Dialect) => ({
  add: prepare((s, n) => db.insertInto('outbox').values({
    conversation_id: s('id'), seq: n('seq'), last_seq: n('lastSeq'), identity_id: s('identity'), channel: s('channel'), origin: s('origin'), turn: n('turn'), due_at: s('dueAt'),
    attempts: 0, sent: 0, accepted_at: s('acceptedAt'), pending: n('pending'),
  })),
  cancel: prepare((s) => db.updateTable('outbox').set({ failed_at: s('at'), explain: s('explain'), pending: 0 }).where('pending', '=', OPEN).where('identity_id', '=', s('identity'))),
  // The oldest is chosen before anything is passed over: a younger row never goes because the oldest is locked. Then it is read by its key: `> 0`, lest a planner look for it among all that is due.
  claim: prepare((s) => db.updateTable('outbox').set({ held_until: s('until') }).where('id', '=', (e) => e.selectFrom('outbox').select('id')
    .where('id', '=', (o) => o.selectFrom('outbox').select((m) => m.fn.min('id').as('oldest')).where('pending', '=', OPEN).where('identity_id', '=', s('identity')))
    .where('pending', '>', sql.lit(0)).where('held_until', 'is', null).where('due_at', '<=', s('now'))
    .$if(locksRows, (q) => q.forUpdate().skipLocked()))
    .returning(['id', 'conversation_id', 'seq', 'last_seq', 'origin', 'announced_at', 'round', 'attempts', 'sent'])),
  identity: prepare((s) => db.selectFrom('identities').select(IDENTITY).where('id', '=', s('identity'))),
  entriesBetween: prepare((s, n) => entryQuery(db).where('entries.conversation_id', '=', s('id')).where('entries.seq', '>=', n('first')).where('entries.seq', '<=', n('last')).orderBy('entries.seq')),
  acceptRow: prepare((s, n) => heldRow(db, s, n).set({ accepted_at: s('at'), external_id: sql<string>`coalesce(${s('externalId')}, external_id)`, sent: sql`sent + 1`, attempts: 0, pending: 0 })),
  acceptPart: prepare((s, n) => heldRow(db, s, n).set({ external_id: sql<string>`coalesce(${s('externalId')}, external_id)`, sent: sql`sent + 1`, attempts: 0 })),
  retryPart: prepare((s, n) => heldRow(db, s, n).set({ due_at: s('at'), explain: sql<string>`case when ambiguous_at is null then ${s('explain')} else explain end`, attempts: sql`attempts + ${n('counts')}` })),
  // Locked before it is read: a message of hers that comes at this moment is seen either here or by whoever releases what is held.
  giveWay: prepare((s) => db.updateTable('outbox').set({ failed_at: s('at'), explain: 'An operator answered before it could go.', pending: 0 })
    .where('pending', '=', OPEN).where('identity_id', '=', s('identity')).where('due_at', '=', HELD).where('origin', '=', 'bot').where('held_until', 'is', null)),
  operatorWaits: prepare((_s, n) => db.selectFrom('outbox as later').innerJoin('outbox', 'outbox.identity_id', 'later.identity_id').select('later.id')
    .where('outbox.id', '=', n('row')).where('outbox.origin', '=', 'bot').where('later.pending', '=', OPEN).where('later.origin', '=', 'operator').whereRef('later.id', '>', 'outbox.id').limit(1)),
  windowNow: prepare((_s, n) => db.selectFrom('outbox').innerJoin('identities', 'identities.id', 'outbox.identity_id').select('identities.window_until').where('outbox.id', '=', n('row')).$if(locksRows, (q) => q.forUpdate('identities'))),
  holdRow: prepare((s, n) => heldRow(db, s, n).set({ due_at: s('dueAt'), explain: s('explain'), announced_at: sql<string>`case when ${n('announced')} = 1 then ${s('at')} else announced_at end` })),
  failRow: prepare((s, n) => heldRow(db, s, n).set({ failed_at: s('at'), explain: s('explain'), attempts: sql`attempts + 1`, pending: 0 })),
  doubtPart: prepare((s, n) => heldRow(db, s, n).set({ ambiguous_at: s('at'), explain: s('explain'), sent: sql`sent + 1`, attempts: 0, pending: sql`case when ${n('more')} = 1 then pending else 0 end` })),
  cancelTurn: prepare((s, n) => db.updateTable('outbox').set({ failed_at: s('at'), explain: s('explain'), pending: 0 })
    .where('pending', '=', OPEN).where('identity_id', '=', s('identity')).where('conversation_id', '=', s('id')).where('turn', '=', n('turn')).where('origin', '=', 'bot')),
  whatWasSent: prepare((_s, n) => db.selectFrom('outbox').innerJoin('identities', 'identities.id', 'outbox.identity_id')
    .select(['conversation_id', 'turn', 'origin', 'last_seq', 'identity_id', 'citizen_id', 'identities.channel', 'account']).where('outbox.id', '=', n('row'))),
  spendWindow: prepare((s) => db.updateTable('identities').set({ window_left: sql`window_left - 1` }).where('id', '=', s('identity')).where('window_left', 'is not', null)),
  moveIdentity: prepare((s) => db.updateTable('identities').set({ address: s('address') }).where('id', '=', s('identity'))
    .where((e) => e.not(e.exists(e.selectFrom('identities as other').select('other.id').where('other.channel', '=', s('channel')).where('other.account', '=', s('account')).where('other.address', '=', s('address')))))),
  // Due again only when that hold is over by the next holder's clock too: a row's holds then never end at the same instant, whatever the processes' clocks say.
  abandon: prepare((s) => db.updateTable('outbox')
    .set({ held_until: null, ambiguous_at: s('now'), explain: s('explain'), sent: sql`sent + 1`, attempts: 0, due_at: sql`case when held_until > due_at then held_until else due_at end` })
    .where('pending', '=', OPEN).where('held_until', '<=', s('now')).where(among('channel', s('channels'))).returning('identity_id')),
})

/** Lets go of a row, if it is still held by this hold. One that was cancelled meanwhile is held too: how it ended is recorded, and it stays cancelled. */
const heldRow = (db: Dialect['compiler'], s: TextSlot, n: NumberSlot) => db.updateTable('outbox').set({ held_until: null }).where('id', '=', n('row')).where('held_until', '=', s('until'))

export type WithOutbox = { readonly outbox: ReturnType<typeof outboxStatements> }

export function* addOutbox({ outbox }: WithOutbox, turn: TurnWrite): Work<void> {
  const { conversation: c, at, lastSeq } = turn
  if (turn.cancelsOutbox) yield run(outbox.cancel, { identity: c.replyVia, at, explain: 'She cannot be reached on this channel.' })
  // What the assistant had left must not keep an operator's answer, and that it waits, from her.
  if (turn.outbox.some(({ origin }) => origin === 'operator')) yield run(outbox.giveWay, { identity: c.replyVia, at })
  for (const { first, last, origin, dueAt, pulled } of turn.outbox) {
    const entries = { seq: lastSeq + 1 + first, lastSeq: lastSeq + 1 + last }
    yield run(outbox.add, { ...entries, id: c.id, identity: c.replyVia, channel: turn.identity.channel, origin, turn: c.revision, dueAt, acceptedAt: pulled ? at : null, pending: pulled ? 0 : 1 })
  }
}

type Claimed = { id: number; conversation_id: string; seq: number; last_seq: number; origin: string; announced_at: string | null; round: number; attempts: number; sent: number }

/** `until` is later than `now`. */
export function* claimOutbox({ outbox }: WithOutbox, identity: string, now: string, until: string): Work<OutboxRow | null> {
  const [row] = rowsIn<Claimed>(yield run(outbox.claim, { identity, now, until }))
  if (row === undefined) return null
  const [to] = rowsIn<IdentityRow>(yield run(outbox.identity, { identity }))
  if (to === undefined) return null
  const { conversation_id: conversation, attempts, sent } = row
  const entries = rowsIn<EntryRow>(yield run(outbox.entriesBetween, { id: conversation, first: row.seq, last: row.last_seq })).map(entryOf)
  return { id: Number(row.id), until, conversation, identity: identityOf(to), origin: row.origin as OutboxRow['origin'], round: row.round, announced: row.announced_at !== null, attempts, sent, entries }
}

/** What became of a part; returns what changed, null when the hold was not the caller's any more. A bot's permanent failure cancels the rest of its turn, never an operator's reply. */
export function* settleOutbox({ outbox }: WithOutbox, { id: row, until }: Hold<number>, result: SendResult): Work<Change> {
  const explain = 'explain' in result ? result.explain.slice(0, LONGEST_EXPLANATION) : null
  const values = {
    row, until, at: result.at, dueAt: result.at, explain, externalId: 'externalId' in result ? result.externalId : null,
    more: 'more' in result && result.more ? 1 : 0, counts: 'counts' in result && result.counts ? 1 : 0, announced: 'announced' in result && result.announced ? 1 : 0,
  }
  if (result.kind === 'hold') {
    const [now] = rowsIn<{ window_until: string | null }>(yield run(outbox.windowNow, { row }))
    values.dueAt = now?.window_until === result.seen ? HELD : result.at
    if (values.dueAt === HELD && rowsIn(yield run(outbox.operatorWaits, { row })).length > 0) return yield* settleOutbox({ outbox }, { id: row, until }, { kind: 'failed', at: result.at, explain: 'An operator answered before it could go.' })
  }
  const statement = { accepted: values.more ? outbox.acceptPart : outbox.acceptRow, retry: outbox.retryPart, hold: outbox.holdRow, failed: outbox.failRow, ambiguous: outbox.doubtPart }[result.kind]
  if ((yield run(statement, values)).changes === 0) return null
  const [sent] = rowsIn<Sent>(yield run(outbox.whatWasSent, { row }))
  if (sent === undefined) return null
  const { conversation_id: id, identity_id: identity, citizen_id: citizen, channel, account, turn } = sent
  if ('spends' in result && result.spends) yield run(outbox.spendWindow, { identity })
  if (result.kind === 'failed' && sent.origin === 'bot') yield run(outbox.cancelTurn, { id, identity, turn, at: result.at, explain })
  if (result.kind === 'accepted' && result.movedTo !== null) yield run(outbox.moveIdentity, { identity, channel, account, address: result.movedTo })
  return { conversation: id, citizen, seq: sent.last_seq }
}

type Sent = { conversation_id: string; turn: number; origin: string; last_seq: number; identity_id: string; citizen_id: string; channel: string; account: string }

export function* abandonOutbox({ outbox }: WithOutbox, channels: readonly string[], now: string): Work<string[]> {
  const explain = 'The program stopped while it was sending this: it may have arrived, and is not sent again.'
  return rowsIn<{ identity_id: string }>(yield run(outbox.abandon, { channels: JSON.stringify(channels), now, explain })).map((r) => r.identity_id)
}
