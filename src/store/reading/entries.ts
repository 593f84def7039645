import type { Kysely } from 'kysely'
import { entryOf, entryQuery } from '../rows.ts'
import type { Tables } from '../schema.ts'
import { type Delivery, HELD, type Store, type StoredEntry } from '../store.ts'

type Db = Kysely<Tables>

export async function transcript(db: Db, id: string, { before, limit }: Parameters<Store['transcript']>[1]): Promise<StoredEntry[]> {
  const rows = await entryQuery(db).where('entries.conversation_id', '=', id)
    .$if(before !== undefined, (q) => q.where('entries.seq', '<', before ?? 0)).orderBy('entries.seq', 'desc').limit(limit).execute()
  return rows.map(entryOf).reverse()
}

/** The state of every entry that was to be sent; several share one where the channel merges a turn. */
export async function deliveries(db: Db, id: string, fromSeq: number): Promise<Delivery[]> {
  const rows = await db.selectFrom('outbox').selectAll().where('conversation_id', '=', id).where('last_seq', '>=', fromSeq).orderBy('last_seq').orderBy('id').execute()
  return rows.flatMap((row) => seqsOf(row).filter((seq) => seq >= fromSeq).map((seq) => ({ seq, ...stateOf(row) })))
}

const seqsOf = ({ seq, last_seq }: Pick<Tables['outbox'], 'seq' | 'last_seq'>): number[] => Array.from({ length: last_seq - seq + 1 }, (_, i) => seq + i)

type Instants = Pick<Tables['outbox'], 'due_at' | 'pending' | 'failed_part' | 'accepted_at' | 'delivered_at' | 'read_at' | 'failed_at' | 'ambiguous_at' | 'explain'>

/** Computed from the instants, because receipts arrive out of order. Of several parts, one that may not have arrived is what an operator must know. */
function stateOf(o: Instants): Pick<Delivery, 'state' | 'explain'> {
  const failed = o.failed_part !== null || (o.failed_at !== null && o.delivered_at === null && o.read_at === null && (o.accepted_at === null || o.failed_at > o.accepted_at))
  const state = failed ? 'failed' : o.read_at ? 'read' : o.delivered_at ? 'delivered' : o.ambiguous_at ? 'maybe-sent' : o.accepted_at ? 'sent' : o.pending === 1 && o.due_at === HELD ? 'held' : 'queued'
  return { state, explain: state === 'sent' || state === 'delivered' || state === 'read' ? null : o.explain }
}
