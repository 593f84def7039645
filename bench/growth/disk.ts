import Database from 'better-sqlite3'
import pg from 'pg'
import { statSync } from 'node:fs'
import { fileOf, type Place } from '../database.ts'

/** Bytes on the disk by table, its indexes with it; the whole under the empty name. */
export const diskOf = (place: Place): Promise<ReadonlyMap<string, number>> => (place.kind === 'sqlite' ? inSqlite(place) : inPostgres(place.url))

async function inSqlite(place: Place): Promise<Map<string, number>> {
  const db = new Database(fileOf(place), { readonly: true })
  try {
    const rows = db.prepare("select coalesce(m.tbl_name, s.name) as name, sum(s.pgsize) as bytes from dbstat s left join sqlite_master m on m.name = s.name where s.aggregate = true group by 1").all() as { name: string; bytes: number }[]
    return tables(rows)
  } catch {
    return new Map([['', statSync(fileOf(place)).size]])
  } finally {
    db.close()
  }
}

async function inPostgres(url: string): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query("select relname as name, pg_total_relation_size(oid) as bytes from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace")
  await client.end()
  return tables(rows.map((r) => ({ name: String(r.name), bytes: Number(r.bytes) })))
}

/** The full-text index is a handful of tables: one for us. */
function tables(rows: readonly { name: string; bytes: number }[]): Map<string, number> {
  const found = new Map([['', 0]])
  for (const { name, bytes } of rows) {
    const table = name.replace(/^search_.*/, 'search')
    found.set(table, (found.get(table) ?? 0) + bytes)
    found.set('', (found.get('') ?? 0) + bytes)
  }
  return found
}
