import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Dialect, Migration } from './index.ts'

export const first: Migration = {
  name: '001-first',
  async up(db, dialect) {
    await people(db)
    await conversations(db)
    await words(db, dialect)
    await delivery(db, dialect)
    await office(db)
  },
}

async function people(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.createTable('citizens').addColumn('id', 'text', (c) => c.primaryKey()).addColumn('created_at', 'text', (c) => c.notNull()).execute()
  await schema.createTable('identities')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('citizen_id', 'text', (c) => c.notNull().references('citizens.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('address', 'text', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addUniqueConstraint('one_identity_an_address', ['channel', 'account', 'address'])
    .execute()
  await schema.createTable('chat_sessions')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('identity_id', 'text', (c) => c.notNull().references('identities.id'))
    .addColumn('created_at', 'text', (c) => c.notNull())
    .execute()
}

async function conversations(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.createTable('conversations')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('citizen_id', 'text', (c) => c.notNull().references('citizens.id'))
    .addColumn('desk', 'text', (c) => c.notNull())
    .addColumn('identity_id', 'text', (c) => c.notNull().references('identities.id'))
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('mode', 'text', (c) => c.notNull())
    .addColumn('topic', 'text')
    .addColumn('urgent', 'text')
    .addColumn('urgency_rank', 'integer', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('operator_id', 'text')
    .addColumn('opened_at', 'text', (c) => c.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('outcome', 'text')
    .addColumn('last_at', 'text', (c) => c.notNull())
    .addColumn('last_seq', 'integer', (c) => c.notNull())
    .addColumn('last_said_seq', 'integer', (c) => c.notNull())
    .addColumn('last_from', 'text', (c) => c.notNull())
    .addColumn('unread', 'integer', (c) => c.notNull())
    .addColumn('handed_off_at', 'text')
    .addColumn('first_reply_at', 'text')
    .addColumn('erase_after', 'text')
    .addColumn('hold', 'text')
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .execute()
  // At most one open conversation per citizen and desk; also how `find` reads it.
  await schema.createIndex('one_open_conversation').on('conversations').columns(['citizen_id', 'desk']).unique().where(sql<SqlBool>`closed_at is null`).execute()
  // The queue, in its own order, without a sort: urgent first, then who has waited longest.
  await schema.createIndex('conversations_queue').on('conversations').columns(['desk', 'mode', 'urgency_rank', 'since', 'id']).execute()
  // «Mine»: few rows an operator, and only open ones.
  await schema.createIndex('conversations_mine').on('conversations').columns(['operator_id', 'urgency_rank', 'since', 'id']).where(sql<SqlBool>`closed_at is null`).execute()
  // The last day's figures.
  await schema.createIndex('conversations_replied').on('conversations').columns(['desk', 'first_reply_at']).where(sql<SqlBool>`first_reply_at is not null`).execute()
  // What is past its time.
  await schema.createIndex('conversations_erase').on('conversations').columns(['erase_after']).where(sql<SqlBool>`erase_after is not null`).execute()
  // A citizen's history.
  await schema.createIndex('conversations_citizen').on('conversations').columns(['citizen_id', 'opened_at']).execute()
}

/** Rows that are always read by conversation and in order live in the order of their key. */
const clustered = (dialect: Dialect) => (dialect === 'sqlite' ? sql`without rowid` : sql``)

async function words(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { schema } = db
  await schema.createTable('entries')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('entries_key', ['conversation_id', 'seq'])
    .modifyEnd(clustered(dialect)).execute()
  await schema.createTable('bodies')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('rendered', 'text')
    .addColumn('search_id', 'integer')
    .addPrimaryKeyConstraint('bodies_key', ['conversation_id', 'seq'])
    .modifyEnd(clustered(dialect)).execute()
  await schema.createTable('inbound')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('external_id', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('inbound_key', ['channel', 'account', 'external_id'])
    .modifyEnd(clustered(dialect)).execute()
  // Dedupe keys older than any provider's retry are dropped by age.
  await schema.createIndex('inbound_age').on('inbound').columns(['at']).execute()
  if (dialect === 'sqlite') await sql`create virtual table search using fts5(words, conversation_id unindexed, tokenize = 'unicode61 remove_diacritics 2')`.execute(db)
  // Without this the words of an erased text would stay in old segments of the index.
  if (dialect === 'sqlite') await sql`insert into search (search, rank) values ('secure-delete', 1)`.execute(db)
}

async function delivery(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { schema } = db
  await schema.createTable('outbox')
    .addColumn('id', dialect === 'sqlite' ? 'integer' : 'bigserial', (c) => (dialect === 'sqlite' ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('identity_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('turn', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('accepted_at', 'text')
    .addColumn('delivered_at', 'text')
    .addColumn('read_at', 'text')
    .addColumn('failed_at', 'text')
    .addColumn('ambiguous_at', 'text')
    .addColumn('explain', 'text')
    .addColumn('external_id', 'text')
    .addColumn('pending', 'integer', (c) => c.notNull())
    .execute()
  // What is still to be sent: as many rows as are open, whatever the history.
  await schema.createIndex('outbox_pending').on('outbox').columns(['conversation_id', 'id']).where(sql<SqlBool>`pending = 1`).execute()
  // A thread's delivery states.
  await schema.createIndex('outbox_thread').on('outbox').columns(['conversation_id', 'seq']).execute()
  await schema.createTable('timers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .execute()
  await schema.createIndex('timers_due').on('timers').columns(['due_at']).execute()
}

async function office(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.createTable('files')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('mime', 'text', (c) => c.notNull())
    .addColumn('bytes', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'text', (c) => c.notNull())
    .execute()
  await schema.createIndex('files_expire').on('files').columns(['expires_at']).execute()
  await schema.createTable('notes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('operator_id', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .execute()
  await schema.createIndex('notes_conversation').on('notes').columns(['conversation_id', 'at']).execute()
  await schema.createTable('reads')
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('operator_id', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('reads_key', ['conversation_id', 'operator_id', 'at'])
    .execute()
  await schema.createTable('operator_settings')
    .addColumn('operator_id', 'text', (c) => c.primaryKey())
    .addColumn('language', 'text', (c) => c.notNull())
    .execute()
}
