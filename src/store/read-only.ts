import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { createPool, forKysely } from './postgres/pool.ts'
import { type SourceReading, sourceReading } from './reading/sources.ts'
import type { Tables } from './schema.ts'

/** What the desk knows of facts and their pages, while it runs or not. */
export type FactsReading = SourceReading & { readonly close: () => Promise<void> }

const PATIENCE = 5_000

/** null: there is no desk, or one of an older version, which knows nothing of these. Changes nothing: neither rows nor tables. @throws when the database does not answer */
export async function readFacts({ databaseUrl, file }: { readonly databaseUrl: string | null; readonly file: string }): Promise<FactsReading | null> {
  if (databaseUrl === null && !existsSync(file)) return null
  const { db, end } = databaseUrl === null ? onFile(file) : onServer(databaseUrl)
  const close = async (): Promise<void> => {
    await db.destroy()
    await end()
  }
  try {
    const tables = await db.introspection.getTables()
    if (tables.some((t) => t.name === 'fact_revisions')) return { ...sourceReading(db), close }
    await close()
    return null
  } catch (error) {
    await close()
    throw error
  }
}

type Opened = { readonly db: Kysely<Tables>; readonly end: () => Promise<void> }

const onFile = (file: string): Opened => ({ db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(file, { readonly: true, fileMustExist: true }) }) }), end: async () => {} })

function onServer(url: string): Opened {
  const pool = createPool({ url, patience: PATIENCE }, 1)
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: forKysely(pool) }) }), end: () => pool.end() }
}
