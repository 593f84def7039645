import { type Kysely, sql } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Timer } from '../store.ts'

type Db = Kysely<Tables>

/** Conversations whose oldest open row is due and free. `1` stands in the text, so that the partial index answers. */
export const dueOutbox = async (db: Db, now: string, limit: number): Promise<string[]> =>
  (await db.selectFrom('outbox').select('conversation_id')
    .where('pending', '=', sql.lit(1)).where('held_until', 'is', null).where('due_at', '<=', now)
    .where((e) => e.not(e.exists(e.selectFrom('outbox as older').select('older.id')
      .where('older.pending', '=', sql.lit(1)).whereRef('older.conversation_id', '=', 'outbox.conversation_id').whereRef('older.id', '<', 'outbox.id'))))
    .orderBy('due_at').orderBy('id').limit(limit).execute()).map((r) => r.conversation_id)

export const dueTimers = async (db: Db, now: string, limit: number): Promise<Timer[]> =>
  (await db.selectFrom('timers').selectAll().where('due_at', '<=', now).orderBy('due_at').limit(limit).execute())
    .map((t) => ({ id: t.id, conversation: t.conversation_id, dueAt: t.due_at, reason: t.reason as Timer['reason'] }))

export const dueFiles = async (db: Db, now: string, limit: number): Promise<string[]> =>
  (await db.selectFrom('files').select('id').where('state', '=', sql.lit('coming')).where('due_at', '<=', now)
    .where((e) => e.or([e('held_until', 'is', null), e('held_until', '<=', now)])).orderBy('due_at').limit(limit).execute()).map((r) => r.id)
