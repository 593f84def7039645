import { type SqlBool, sql } from 'kysely'
import { textOf } from './001-first/columns.ts'
import type { Migration } from './index.ts'

/** What providers allow and say: until when and how often somebody may be written to, receipts, cursors, how each account does; and links to the desk's own page. */
export const channels: Migration = {
  name: '004-channels',
  async up({ schema }, database) {
    const text = textOf(database)
    for (const column of ['memory', 'window_until'] as const) await schema.alterTable('identities').addColumn(column, text).execute()
    await schema.alterTable('identities').addColumn('window_left', 'integer').execute()
    await schema.alterTable('chat_sessions').addColumn('after_seq', 'integer').execute()
    await schema.createTable('doors')
      .addColumn('token_hash', text, (c) => c.primaryKey())
      .addColumn('conversation_id', text, (c) => c.notNull())
      .addColumn('expires_at', text, (c) => c.notNull())
      .execute()
    // Those whose time is over.
    await schema.createIndex('doors_expire').on('doors').columns(['expires_at']).execute()
    await schema.alterTable('outbox').addColumn('announced_at', text).execute()
    await schema.alterTable('outbox').addColumn('failed_part', 'integer').execute()
    await schema.alterTable('outbox').addColumn('round', 'integer', (c) => c.notNull().defaultTo(0)).execute()
    // What a receipt names by the provider's own id.
    await schema.createIndex('outbox_external').on('outbox').columns(['channel', 'external_id']).where(sql<SqlBool>`external_id is not null`).execute()
    await schema.createTable('channel_cursors')
      .addColumn('channel', text, (c) => c.notNull())
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('value', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('channel_cursors_key', ['channel', 'name'])
      .execute()
    await schema.createTable('channel_accounts')
      .addColumn('channel', text, (c) => c.notNull())
      .addColumn('account', text, (c) => c.notNull())
      .addColumn('last_in_at', text)
      .addColumn('last_out_at', text)
      .addColumn('trouble', text)
      .addColumn('trouble_code', text)
      .addColumn('trouble_at', text)
      .addColumn('paused_by', text)
      .addColumn('paused_at', text)
      .addPrimaryKeyConstraint('channel_accounts_key', ['channel', 'account'])
      .execute()
  },
}
