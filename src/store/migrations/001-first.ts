import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Database, Migration } from './index.ts'

export const first: Migration = {
  name: '001-first',
  async up(db, database) {
    await people(db, database)
    await conversations(db, database)
    await words(db, database)
    await delivery(db, database)
    await office(db, database)
  },
}

/** Keys and instants sort by their bytes, whatever language the server was installed in: pages and «newest» are the same on both. */
const textOf = (database: Database) => (database === 'sqlite' ? ('text' as const) : sql`text collate "C"`)

/** A number that the database gives, and never gives again. */
const numbered = (database: Database) => (database === 'sqlite' ? ('integer' as const) : ('bigserial' as const))

async function people(db: Kysely<unknown>, database: Database): Promise<void> {
  const { schema } = db
  const text = textOf(database)
  await schema.createTable('citizens').addColumn('id', text, (c) => c.primaryKey()).addColumn('created_at', text, (c) => c.notNull()).execute()
  await schema.createTable('identities')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('citizen_id', text, (c) => c.notNull().references('citizens.id'))
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('account', text, (c) => c.notNull())
    .addColumn('address', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addUniqueConstraint('one_identity_an_address', ['channel', 'account', 'address'])
    .execute()
  // A citizen's addresses: they are forgotten together.
  await schema.createIndex('identities_citizen').on('identities').columns(['citizen_id']).execute()
  await schema.createTable('chat_sessions')
    .addColumn('token_hash', text, (c) => c.primaryKey())
    .addColumn('identity_id', text, (c) => c.notNull().references('identities.id'))
    .addColumn('created_at', text, (c) => c.notNull())
    .execute()
  // Her sessions end when the last of her words is erased.
  await schema.createIndex('chat_sessions_identity').on('chat_sessions').columns(['identity_id']).execute()
}

async function conversations(db: Kysely<unknown>, database: Database): Promise<void> {
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
const clustered = (database: Database) => (database === 'sqlite' ? sql`without rowid` : sql``)

async function words(db: Kysely<unknown>, database: Database): Promise<void> {
  const { schema } = db
  const text = textOf(database)
  await schema.createTable('entries')
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('data', text, (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('entries_key', ['conversation_id', 'seq'])
    .modifyEnd(clustered(database)).execute()
  // Not in the order of its key: rows of some kB would each fill a page of the tree.
  await schema.createTable('bodies')
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('rendered', text)
    .addColumn('search_id', 'bigint')
    .addPrimaryKeyConstraint('bodies_key', ['conversation_id', 'seq'])
    .execute()
  await schema.createTable('inbound')
    .addColumn('channel', text, (c) => c.notNull())
    .addColumn('account', text, (c) => c.notNull())
    .addColumn('external_id', text, (c) => c.notNull())
    .addColumn('conversation_id', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('inbound_key', ['channel', 'account', 'external_id'])
    .modifyEnd(clustered(database)).execute()
  // Dedupe keys older than any provider's retry are dropped by age.
  await schema.createIndex('inbound_age').on('inbound').columns(['at']).execute()
  // A conversation's keys: they are erased with it.
  await schema.createIndex('inbound_conversation').on('inbound').columns(['conversation_id']).execute()
  await (database === 'sqlite' ? searchInSqlite(db) : searchInPostgres(db))
}

async function searchInSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table search using fts5(words, conversation_id unindexed, tokenize = 'unicode61 remove_diacritics 2')`.execute(db)
  // Without this the words of an erased text would stay in old segments of the index.
  await sql`insert into search (search, rank) values ('secure-delete', 1)`.execute(db)
}

async function searchInPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create table search (id bigserial primary key, conversation_id text collate "C" not null, words tsvector not null)`.execute(db)
  // Words by their beginning, and phrases. Without a list of pending words: what was erased leaves no copy there.
  await sql`create index search_words on search using gin (words) with (fastupdate = off)`.execute(db)
  // What was said in the last minute, for a process that missed the call: entries come in the order of time, so that a few pages tell.
  await sql`create index entries_recent on entries using brin (at) with (pages_per_range = 16, autosummarize = on)`.execute(db)
}

async function delivery(db: Kysely<unknown>, database: Database): Promise<void> {
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

async function office(db: Kysely<unknown>, database: Database): Promise<void> {
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
