import { type SqlBool, sql } from 'kysely'
import { textOf } from './001-first/columns.ts'
import type { Migration } from './index.ts'

/** Pages that facts rest on, as they were last found; and what editors said of facts, which is only ever added to. */
export const sources: Migration = {
  name: '002-sources',
  async up({ schema }, database) {
    const text = textOf(database)
    await schema.createTable('source_checks')
      .addColumn('url', text, (c) => c.primaryKey())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('read_as', text, (c) => c.notNull())
      .addColumn('etag', text)
      .addColumn('last_modified', text)
      .addColumn('fingerprint', text)
      .addColumn('text', text)
      .addColumn('previous_text', text)
      .addColumn('page_date', text)
      .addColumn('checked_at', text)
      .addColumn('changed_at', text)
      .addColumn('moved_to', text)
      .addColumn('explain', text)
      .addColumn('failures', 'integer', (c) => c.notNull())
      .addColumn('next_at', text, (c) => c.notNull())
      .execute()
    // Every process asks for the newest again and again.
    await schema.createIndex('source_checks_changed').on('source_checks').columns(['changed_at']).where(sql<SqlBool>`changed_at is not null`).execute()
    await schema.createTable('fact_revisions')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('fact', text, (c) => c.notNull())
      .addColumn('at', text, (c) => c.notNull())
      .addColumn('by_id', text, (c) => c.notNull())
      .addColumn('by_name', text, (c) => c.notNull())
      .addColumn('kind', text, (c) => c.notNull())
      .addColumn('fact_values', text, (c) => c.notNull())
      .addColumn('note', text)
      .execute()
    // A fact's history.
    await schema.createIndex('fact_revisions_fact').on('fact_revisions').columns(['fact', 'id']).execute()
  },
}
