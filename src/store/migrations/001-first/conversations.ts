import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Database } from '../index.ts'
import { textOf } from './columns.ts'

export async function conversations(db: Kysely<unknown>, database: Database): Promise<void> {
  const { schema } = db
  const text = textOf(database)
  await schema.createTable('conversations')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('citizen_id', text, (c) => c.notNull().references('citizens.id'))
    .addColumn('desk', text, (c) => c.notNull())
    .addColumn('identity_id', text, (c) => c.notNull().references('identities.id'))
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('mode', text, (c) => c.notNull())
    .addColumn('topic', text)
    .addColumn('urgent', text)
    .addColumn('urgency_rank', 'integer', (c) => c.notNull())
    .addColumn('since', text, (c) => c.notNull())
    .addColumn('operator_id', text)
    .addColumn('opened_at', text, (c) => c.notNull())
    .addColumn('closed_at', text)
    .addColumn('outcome', text)
    .addColumn('last_at', text, (c) => c.notNull())
    .addColumn('last_seq', 'integer', (c) => c.notNull())
    .addColumn('last_said_seq', 'integer', (c) => c.notNull())
    .addColumn('last_from', text, (c) => c.notNull())
    .addColumn('unread', 'integer', (c) => c.notNull())
    .addColumn('handed_off_at', text)
    .addColumn('first_reply_at', text)
    .addColumn('erase_after', text)
    .addColumn('hold', text)
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .execute()
  // At most one open conversation per citizen and desk; also how `find` reads it.
  await schema.createIndex('one_open_conversation').on('conversations').columns(['citizen_id', 'desk']).unique().where(sql<SqlBool>`closed_at is null`).execute()
  // The queue, in its own order, without a sort: urgent first, then who has waited longest.
  await schema.createIndex('conversations_queue').on('conversations').columns(['desk', 'mode', 'urgency_rank', 'since', 'id']).execute()
  // Closed ones pile up for ever: narrowed by what few of them have, they would all be looked at. Nothing to pay until one closes.
  for (const column of ['language', 'topic', 'channel'] as const) {
    await schema.createIndex(`conversations_closed_${column}`).on('conversations').columns(['desk', column, 'urgency_rank', 'since', 'id']).where(sql<SqlBool>`mode = 'closed'`).execute()
  }
  // «Mine»: few rows an operator, and only open ones; with `closed_at`, which is always null here, their count needs no row.
  await schema.createIndex('conversations_mine').on('conversations').columns(['operator_id', 'desk', 'urgency_rank', 'since', 'id', 'closed_at']).where(sql<SqlBool>`closed_at is null`).execute()
  // The last day's figures.
  await schema.createIndex('conversations_replied').on('conversations').columns(['desk', 'first_reply_at']).where(sql<SqlBool>`first_reply_at is not null`).execute()
  // What is past its time.
  await schema.createIndex('conversations_erase').on('conversations').columns(['erase_after']).where(sql<SqlBool>`erase_after is not null`).execute()
  // A citizen's history.
  await schema.createIndex('conversations_citizen').on('conversations').columns(['citizen_id', 'opened_at']).execute()
}
