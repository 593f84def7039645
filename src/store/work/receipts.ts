import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type TextSlot, type NumberSlot, type Work } from '../statement.ts'
import { type Change, HELD, type StoredReceipt } from '../store.ts'

export const receiptStatements = ({ compiler: db }: Dialect) => ({
  rowByNumber: prepare((s, n) => sentRow(db, s).where('outbox.id', '=', n('row'))),
  rowByExternalId: prepare((s) => sentRow(db, s).where('outbox.channel', '=', s('channel')).where('outbox.external_id', '=', s('externalId'))),
  delivered: prepare((s, n) => row(db, n).set({ delivered_at: sql<string>`coalesce(delivered_at, ${s('at')})` })),
  read: prepare((s, n) => row(db, n).set({ read_at: sql<string>`coalesce(read_at, ${s('at')})` })),
  failed: prepare((s, n) => row(db, n).set({ failed_at: s('at'), explain: s('explain') })),
  // Taken back: the provider took it, and then would not deliver it before she writes.
  hold: prepare((s, n) => row(db, n).set({ accepted_at: null, due_at: sql.lit(HELD), explain: s('explain'), sent: 0, pending: 1 }).where('held_until', 'is', null)),
})

const sentRow = (db: Dialect['compiler'], s: TextSlot) => db.selectFrom('outbox').innerJoin('identities', 'identities.id', 'outbox.identity_id')
  .select(['outbox.id', 'outbox.origin', 'outbox.conversation_id', 'outbox.last_seq', 'outbox.pending', 'identities.address'])
  .where('identities.channel', '=', s('channel')).where('identities.account', '=', s('account'))
const row = (db: Dialect['compiler'], n: NumberSlot) => db.updateTable('outbox').where('id', '=', n('row'))

export type WithReceipts = { readonly receipts: ReturnType<typeof receiptStatements> }
type Sent = { id: number; origin: string; conversation_id: string; last_seq: number; pending: number; address: string }

/** Null: it is of nothing that the desk sent from this account. */
export function* writeReceipt({ receipts }: WithReceipts, receipt: StoredReceipt): Work<Change> {
  const { channel, account, at } = receipt
  const found = receipt.row === null ? run(receipts.rowByExternalId, { channel, account, externalId: receipt.externalId }) : run(receipts.rowByNumber, { channel, account, row: receipt.row })
  const [sent] = rowsIn<Sent>(yield found)
  if (sent === undefined) return null
  const explain = receipt.kind === 'failed' ? receipt.explain.slice(0, 500) : null
  // What still has parts to send is settled by whoever sends them.
  const holds = receipt.kind === 'failed' && receipt.hold && sent.origin === 'operator' && sent.pending === 0
  yield run(holds ? receipts.hold : receipts[receipt.kind], { row: sent.id, at, explain })
  return { conversation: sent.conversation_id, channel, address: sent.address, seq: sent.last_seq }
}
