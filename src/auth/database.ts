import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Pool } from 'pg'
import { SQLITE_SCHEMA } from './schema.ts'

export type Row = { readonly id: string; readonly name: string; readonly email: string; readonly role?: string | null | undefined }

/** Where sign-in data lives: apart from the desk's own, in a file or a schema that can be kept and restored by itself. */
export type SignInDatabase = {
  /** What better-auth speaks to. */
  readonly handle: Database.Database | Pool
  readonly operators: () => Promise<Row[]>
  readonly close: () => Promise<void>
}

export const OPERATORS = 'select id, name, email, role from "user" where coalesce(banned, FALSE) = FALSE order by name'

export function inFile(dataDir: string): SignInDatabase {
  const db = new Database(join(dataDir, 'auth.sqlite'))
  db.pragma('journal_mode = WAL')
  db.exec(SQLITE_SCHEMA)
  const rows = db.prepare(OPERATORS)
  return { handle: db, operators: async () => rows.all() as Row[], close: async () => void db.close() }
}
