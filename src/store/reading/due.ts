import { type Kysely, sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Tables } from '../schema.ts'
import type { Timer } from '../store.ts'

type Db = Kysely<Tables>

/** Identities whose oldest open row is due and free. `1` stands in the text, so that the partial index answers. */
export const dueOutbox = async (db: Db, { among }: Dialect, channels: readonly string[], now: string, limit: number): Promise<string[]> =>
  (await db.selectFrom('outbox').select('identity_id')
    .where('pending', '=', sql.lit(1)).where('held_until', 'is', null).where('due_at', '<=', now).where(among('outbox.channel', JSON.stringify(channels)))
    .where((e) => e.not(e.exists(e.selectFrom('outbox as older').select('older.id')
      .where('older.pending', '=', sql.lit(1)).whereRef('older.identity_id', '=', 'outbox.identity_id').whereRef('older.id', '<', 'outbox.id'))))
    .orderBy('due_at').orderBy('id').limit(limit).execute()).map((r) => r.identity_id)

export const dueTimers = async (db: Db, now: string, limit: number): Promise<Timer[]> =>
  (await db.selectFrom('timers').selectAll().where('due_at', '<=', now).orderBy('due_at').limit(limit).execute())
    .map((t) => ({ id: t.id, conversation: t.conversation_id, dueAt: t.due_at, reason: t.reason as Timer['reason'] }))

export const dueFiles = async (db: Db, { among }: Dialect, channels: readonly string[], now: string, limit: number): Promise<string[]> =>
  (await db.selectFrom('files').innerJoin('identities', 'identities.id', 'files.identity_id').select('files.id')
    .where('files.state', '=', sql.lit('coming')).where('files.due_at', '<=', now).where(among('identities.channel', JSON.stringify(channels)))
    .where((e) => e.or([e('files.held_until', 'is', null), e('files.held_until', '<=', now)])).orderBy('files.due_at').limit(limit).execute()).map((r) => r.id)
