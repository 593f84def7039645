import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Database } from '../index.ts'
import { numbered, textOf } from './columns.ts'

export async function delivery(db: Kysely<unknown>, database: Database): Promise<void> {
  const { schema } = db
  const text = textOf(database)
  await schema.createTable('outbox')
    .addColumn('id', numbered(database), (c) => (database === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('last_seq', 'integer', (c) => c.notNull())
    .addColumn('identity_id', text, (c) => c.notNull())
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('origin', text, (c) => c.notNull())
    .addColumn('turn', 'integer', (c) => c.notNull())
    .addColumn('due_at', text, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('sent', 'integer', (c) => c.notNull())
    .addColumn('held_until', text)
    .addColumn('accepted_at', text)
    .addColumn('delivered_at', text)
    .addColumn('read_at', text)
    .addColumn('failed_at', text)
    .addColumn('ambiguous_at', text)
    .addColumn('explain', text)
    .addColumn('external_id', text)
    .addColumn('pending', 'integer', (c) => c.notNull())
    .execute()
  // An identity's oldest open row: as many rows as are open, whatever the history.
  await schema.createIndex('outbox_pending').on('outbox').columns(['identity_id', 'id']).where(sql<SqlBool>`pending = 1`).execute()
  // What is due, the longest due first.
  await schema.createIndex('outbox_due').on('outbox').columns(['due_at', 'id']).where(sql<SqlBool>`pending = 1`).execute()
  // Whose holder never came back: as many rows as are being sent at this moment.
  await schema.createIndex('outbox_held').on('outbox').columns(['held_until']).where(sql<SqlBool>`pending = 1 and held_until is not null`).execute()
  // A thread's delivery states, from an entry on.
  await schema.createIndex('outbox_thread').on('outbox').columns(['conversation_id', 'last_seq']).execute()
  await schema.createTable('timers')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('due_at', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .execute()
  // What must not wait for ever.
  await schema.createIndex('timers_due').on('timers').columns(['due_at']).execute()
}
