import type { Kysely } from 'kysely'
import type { Database } from '../index.ts'
import { textOf } from './columns.ts'

export async function people(db: Kysely<unknown>, database: Database): Promise<void> {
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
