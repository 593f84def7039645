import { textOf } from './001-first/columns.ts'
import type { Migration } from './index.ts'

/** Which texts nobody understood, without their words; and what editors taught the desk, in their own. */
export const missedTexts: Migration = {
  name: '003-missed-texts',
  async up({ schema }, database) {
    const text = textOf(database)
    await schema.createTable('missed_texts')
      .addColumn('conversation_id', text, (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('desk', text, (c) => c.notNull())
      .addColumn('at', text, (c) => c.notNull())
      .addColumn('topics', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('missed_texts_key', ['conversation_id', 'seq'])
      .execute()
    // A desk's newest, page by page.
    await schema.createIndex('missed_texts_newest').on('missed_texts').columns(['desk', 'at', 'conversation_id', 'seq']).execute()
    await schema.createTable('training_texts')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('language', text, (c) => c.notNull())
      .addColumn('topic', text, (c) => c.notNull())
      .addColumn('text', text, (c) => c.notNull())
      .addColumn('by_id', text, (c) => c.notNull())
      .addColumn('at', text, (c) => c.notNull())
      .execute()
  },
}
