import { type Kysely, sql } from 'kysely'
import { type Database, migrations } from './migrations/index.ts'
import { StoreTooNew } from './store.ts'

/** Brings the database forward to this version, each migration in a transaction of its own. */
export async function migrate(db: Kysely<unknown>, database: Database): Promise<void> {
  if (database === 'sqlite') return forward(db, database)
  // Processes that start together: one migrates, the others wait and find it done.
  const key = sql`hashtext('sportello'), hashtext(current_schema())`
  await db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(${key})`.execute(one)
    try {
      await forward(one, database)
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(one)
    }
  })
}

async function forward(db: Kysely<unknown>, database: Database): Promise<void> {
  await db.schema.createTable('migrations').ifNotExists().addColumn('name', 'text', (c) => c.primaryKey()).execute()
  const done = (await sql<{ name: string }>`select name from migrations order by name`.execute(db)).rows.map((r) => r.name)
  if (done.some((name) => !migrations.some((m) => m.name === name))) throw new StoreTooNew(done.length, migrations.length)
  for (const migration of migrations.filter((m) => !done.includes(m.name))) {
    await db.transaction().execute(async (transaction) => {
      await migration.up(transaction as unknown as Kysely<unknown>, database)
      await sql`insert into migrations (name) values (${migration.name})`.execute(transaction)
    })
  }
}
