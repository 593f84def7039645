import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Database } from '../index.ts'
import { textOf } from './columns.ts'

export async function office(db: Kysely<unknown>, database: Database): Promise<void> {
  const { schema } = db
  const text = textOf(database)
  await schema.createTable('files')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('mime', text, (c) => c.notNull())
    .addColumn('bytes', 'integer', (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('expires_at', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('explain', text)
    .addColumn('identity_id', text)
    .addColumn('source', text)
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('due_at', text)
    .addColumn('held_until', text)
    .execute()
  // Bytes whose time is over.
  await schema.createIndex('files_expire').on('files').columns(['expires_at']).execute()
  // A conversation's files; they are erased with it.
  await schema.createIndex('files_conversation').on('files').columns(['conversation_id']).execute()
  // Bytes that are still with their provider: as many rows as are coming.
  await schema.createIndex('files_coming').on('files').columns(['due_at']).where(sql<SqlBool>`state = 'coming'`).execute()
  await schema.createTable('notes')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('operator_id', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .execute()
  // A thread's notes.
  await schema.createIndex('notes_conversation').on('notes').columns(['conversation_id', 'at']).execute()
  await schema.createTable('reads')
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('operator_id', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('reads_key', ['conversation_id', 'operator_id', 'at'])
    .execute()
  await schema.createTable('operator_settings')
    .addColumn('operator_id', text, (c) => c.primaryKey())
    .addColumn('language', text, (c) => c.notNull())
    .execute()
}
