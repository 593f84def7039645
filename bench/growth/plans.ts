import Database from 'better-sqlite3'
import { CompiledQuery, Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import { postgres, sqlite } from '../../src/store/dialect.ts'
import { reading } from '../../src/store/reading/reading.ts'
import type { Tables } from '../../src/store/schema.ts'
import { fileOf, type Place } from '../database.ts'
import type { Cost, Subject } from './costs.ts'

type Asked = { readonly sql: string; readonly parameters: readonly unknown[] }

/**
 * How the database answers what a cost asks: the same queries through the store's own reading, each overheard and explained.
 * Null for a cost that is a message: its statements are all by key.
 */
export async function planOf({ run }: Cost, subject: Subject): Promise<string[] | null> {
  const asked: Asked[] = []
  const db = kyselyOn(subject.place, ({ sql, parameters }) => asked.push({ sql, parameters }))
  try {
    await run({ ...subject, store: { ...subject.store, ...reading(db, subject.place.kind === 'sqlite' ? sqlite : postgres) }, receive: REFUSES }, 1)
    const lines: string[] = []
    for (const query of asked.splice(0)) lines.push(...(await explained(db, subject.place, query)))
    return lines
  } catch (error) {
    if (error === MESSAGE) return null
    throw error
  } finally {
    await db.destroy()
  }
}

const MESSAGE = new Error('a message')
const refuse = async (): Promise<never> => { throw MESSAGE }
const REFUSES = { incoming: refuse, inside: refuse }

function kyselyOn(place: Place, heard: (query: Asked) => void): Kysely<Tables> {
  const dialect = place.kind === 'sqlite' ? new SqliteDialect({ database: new Database(fileOf(place), { readonly: true }) }) : new PostgresDialect({ pool: new pg.Pool({ connectionString: place.url, max: 2 }) })
  return new Kysely<Tables>({ dialect, log: ({ query }) => heard(query) })
}

async function explained(db: Kysely<Tables>, { kind }: Place, { sql, parameters }: Asked): Promise<string[]> {
  const { rows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(`${kind === 'sqlite' ? 'explain query plan' : 'explain (analyze, buffers, timing off)'} ${sql}`, [...parameters]))
  const short = sql.replace(/select .*? from/, 'select … from')
  return [short.length > 300 ? `${short.slice(0, 300)}…` : short, ...rows.map((row) => `    ${row.detail ?? row['QUERY PLAN']}`)]
}
