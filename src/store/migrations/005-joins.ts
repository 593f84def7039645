import { type SqlBool, sql } from 'kysely'
import { textOf } from './001-first/columns.ts'
import type { Migration } from './index.ts'

/** One citizen on several addresses, and several people behind one: the codes by which she joins them, and what to put back when she parts them again. */
export const joins: Migration = {
  name: '005-joins',
  async up(db, database) {
    const { schema } = db
    const text = textOf(database)
    for (const column of ['joined_at', 'citizen_before', 'opened_from'] as const) await schema.alterTable('identities').addColumn(column, text).execute()
    await schema.alterTable('conversations').addColumn('danger', text).execute()
    await schema.alterTable('conversations').addColumn('profile', text).execute()
    await schema.alterTable('chat_sessions').addColumn('after_before', 'integer').execute()
    // The column `urgent` is the queue's: a conversation that was closed says it in its state alone.
    await sql`update conversations set danger = ${database === 'sqlite' ? sql`json_extract(state, '$.urgent')` : sql`state::json ->> 'urgent'`}`.execute(db)
    // Beside one that is urgent, which stays where it began, another may be open.
    await schema.dropIndex('one_open_conversation').execute()
    await schema.createIndex('one_open_conversation').on('conversations').columns(['citizen_id', 'desk']).unique().where(sql<SqlBool>`closed_at is null and danger is null`).execute()
    await schema.createTable('joins')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('code_hash', text)
      .addColumn('at', text, (c) => c.notNull())
      .addColumn('expires_at', text, (c) => c.notNull())
      .addColumn('first_identity', text, (c) => c.notNull())
      .addColumn('first_conversation', text, (c) => c.notNull())
      .addColumn('first_shares', 'integer', (c) => c.notNull())
      .addColumn('agreed', 'integer', (c) => c.notNull())
      .addColumn('second_identity', text)
      .addColumn('second_conversation', text)
      .addColumn('second_citizen', text)
      .addColumn('second_shares', 'integer')
      .execute()
    await schema.createIndex('joins_code').on('joins').columns(['code_hash']).unique().where(sql.ref('code_hash'), 'is not', null).execute()
    await schema.createIndex('joins_first').on('joins').columns(['first_identity']).execute()
    await schema.createIndex('joins_second').on('joins').columns(['second_identity']).execute()
  },
}
