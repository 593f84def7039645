import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type TextSlot, type NumberSlot, type Work } from '../statement.ts'
import { HELD, type Receipted, type StoredReceipt } from '../store.ts'

/** A provider that refuses an answer as too late although she has written is believed the second time. */
const ROUNDS_IN_AN_OPEN_WINDOW = 1

export const receiptStatements = ({ compiler: db, locksRows }: Dialect) => {
  const sentRow = (s: TextSlot) => db.selectFrom('outbox').innerJoin('identities', 'identities.id', 'outbox.identity_id')
    .select(['outbox.id', 'outbox.origin', 'outbox.conversation_id', 'outbox.last_seq', 'outbox.pending', 'outbox.round', 'identities.id as identity', 'identities.citizen_id', 'identities.window_until', 'identities.window_left'])
    .where('identities.channel', '=', s('channel')).where('identities.account', '=', s('account')).$if(locksRows, (q) => q.forUpdate('identities'))
  const row = (n: NumberSlot) => db.updateTable('outbox').where('id', '=', n('row'))
  return {
    rowByNumber: prepare((s, n) => sentRow(s).where('outbox.id', '=', n('row'))),
    rowByExternalId: prepare((s) => sentRow(s).where('outbox.channel', '=', s('channel')).where('outbox.external_id', '=', s('externalId'))),
    // What arrived in the end has not failed; what failed of another part stays failed.
    delivered: prepare((s, n) => row(n).set({ delivered_at: sql<string>`coalesce(delivered_at, ${s('at')})`, failed_part: sql`case when failed_part = ${n('part')} then null else failed_part end` })),
    read: prepare((s, n) => row(n).set({ read_at: sql<string>`coalesce(read_at, ${s('at')})`, failed_part: sql`case when failed_part = ${n('part')} then null else failed_part end` })),
    failed: prepare((s, n) => row(n).set({ failed_at: s('at'), failed_part: n('part'), explain: s('explain') })),
    // Taken back: the provider took it, and then would not deliver it. What follows that part goes again with it.
    again: prepare((s, n) => row(n).set({ accepted_at: null, delivered_at: null, read_at: null, failed_at: null, failed_part: null, external_id: null, due_at: s('dueAt'), explain: s('explain'), sent: n('part'), round: sql`round + 1`, pending: 1 }).where('held_until', 'is', null)),
  }
}

export type WithReceipts = { readonly receipts: ReturnType<typeof receiptStatements> }
type Sent = { id: number; origin: string; conversation_id: string; last_seq: number; pending: number; round: number; identity: string; citizen_id: string; window_until: string | null; window_left: number | null }

/** Null: it is of nothing that the desk sent from this account, or of an earlier try. */
export function* writeReceipt({ receipts }: WithReceipts, receipt: StoredReceipt): Work<Receipted | null> {
  const { channel, account, at } = receipt
  const found = receipt.of === null ? run(receipts.rowByExternalId, { channel, account, externalId: receipt.externalId }) : run(receipts.rowByNumber, { channel, account, row: receipt.of.row })
  const [sent] = rowsIn<Sent>(yield found)
  if (sent === undefined || (receipt.of !== null && receipt.of.round !== sent.round)) return null
  const values = { row: sent.id, part: receipt.of?.part ?? 0, at, explain: receipt.kind === 'failed' ? receipt.explain.slice(0, 500) : null }
  // What still has parts to send is settled by whoever sends them.
  const goesAgain = receipt.kind === 'failed' && receipt.hold && sent.origin === 'operator' && sent.pending === 0
  yield goesAgain ? run(receipts.again, { ...values, dueAt: hasWritten(sent, at) ? at : HELD }) : run(receipts[receipt.kind], values)
  return { conversation: sent.conversation_id, citizen: sent.citizen_id, seq: sent.last_seq, identity: sent.identity }
}

/** She wrote meanwhile: it need not wait for her. */
const hasWritten = ({ window_until: until, window_left: left, round }: Sent, at: string): boolean => until !== null && until > at && (left === null || left > 0) && round < ROUNDS_IN_AN_OPEN_WINDOW
