import type { Kysely } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Tables } from '../schema.ts'
import type { AccountState, Store, StoredFile } from '../store.ts'
import { dueFiles, dueOutbox, dueTimers } from './due.ts'
import { deliveries, transcript } from './entries.ts'
import { counts, day, historyOf, queue, rowOf, rowQuery } from './queue.ts'
import { search } from './search.ts'
import { type MissedReading, missedReading } from './missed.ts'
import { type SourceReading, sourceReading } from './sources.ts'

type Db = Kysely<Tables>
export type Reading = Pick<Store, 'dueOutbox' | 'dueTimers' | 'dueFiles' | 'transcript' | 'deliveries' | 'queue' | 'counts' | 'day' | 'row' | 'search' | 'historyOf' | 'notes' | 'readers' | 'accounts' | 'file' | 'filesOf' | 'operatorLanguage'> & SourceReading & MissedReading

/** Every question that the inbox and the tick ask their database, once for all databases; what each message asks is in `work/known.ts`. */
export const reading = (db: Db, dialect: Dialect): Reading => ({
  ...sourceReading(db),
  ...missedReading(db),
  dueOutbox: (channels, now, limit) => dueOutbox(db, dialect, channels, now, limit),
  dueTimers: (now, limit) => dueTimers(db, now, limit),
  dueFiles: (channels, now, limit) => dueFiles(db, dialect, channels, now, limit),
  transcript: (id, page) => transcript(db, id, page),
  deliveries: (id, fromSeq) => deliveries(db, id, fromSeq),
  queue: (filter, page) => queue(db, filter, page),
  counts: (operator, desk) => counts(db, operator, desk),
  day: (desk, since) => day(db, desk, since),
  row: async (id) => (await rowQuery(db).where('c.id', '=', id).execute()).map(rowOf)[0] ?? null,
  search: (typed, desk, page) => search(db, dialect, typed, desk, page),
  historyOf: (id) => historyOf(db, id),
  notes: async (id) => (await db.selectFrom('notes').selectAll().where('conversation_id', '=', id).orderBy('at').execute()).map((n) => ({ operator: n.operator_id, at: n.at, text: n.text })),
  readers: async (id) =>
    (await db.selectFrom('reads').select(['operator_id', (e) => e.fn.max('at').as('at')]).where('conversation_id', '=', id).groupBy('operator_id').execute())
      .map((r) => ({ operator: r.operator_id, at: String(r.at) })),
  accounts: async () => (await db.selectFrom('channel_accounts').selectAll().orderBy('channel').orderBy('account').execute()).map(accountOf),
  file: async (id) => (await db.selectFrom('files').selectAll().where('id', '=', id).execute()).map(fileOf)[0] ?? null,
  filesOf: async (id) => (await db.selectFrom('files').selectAll().where('conversation_id', '=', id).orderBy('created_at').orderBy('id').execute()).map(fileOf),
  operatorLanguage: async (operator) => (await db.selectFrom('operator_settings').select('language').where('operator_id', '=', operator).executeTakeFirst())?.language ?? null,
})

const fileOf = (f: Tables['files']): StoredFile => ({
  id: f.id, conversation: f.conversation_id, name: f.name, mime: f.mime, bytes: f.bytes, createdAt: f.created_at, expiresAt: f.expires_at, state: f.state as StoredFile['state'], explain: f.explain,
})

const accountOf = (a: Tables['channel_accounts']): AccountState => ({
  channel: a.channel, account: a.account, lastInAt: a.last_in_at, lastOutAt: a.last_out_at,
  trouble: a.trouble === null || a.trouble_at === null ? null : { code: a.trouble_code ?? 'other', explain: a.trouble, at: a.trouble_at }, paused: a.paused_by === null || a.paused_at === null ? null : { by: a.paused_by, at: a.paused_at },
})
