import { type Kysely, sql } from 'kysely'
import type { Database } from '../index.ts'
import { clustered, textOf } from './columns.ts'

export async function words(db: Kysely<unknown>, database: Database): Promise<void> {
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
