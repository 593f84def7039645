import { sql } from 'kysely'
import type { Database } from '../index.ts'

/** Keys and instants sort by their bytes, whatever language the server was installed in: pages and «newest» are the same on both. */
export const textOf = (database: Database) => (database === 'sqlite' ? ('text' as const) : sql`text collate "C"`)

/** A number that the database gives, and never gives again. */
export const numbered = (database: Database) => (database === 'sqlite' ? ('integer' as const) : ('bigserial' as const))

/** Rows that are always read by conversation and in order live in the order of their key. */
export const clustered = (database: Database) => (database === 'sqlite' ? sql`without rowid` : sql``)
