import type { Kysely } from 'kysely'
import { first } from './001-first.ts'

/** Forward only, in this order; a migration that has shipped is never edited. */
export type Migration = { readonly name: string; readonly up: (db: Kysely<unknown>, database: Database) => Promise<void> }
export type Database = 'sqlite' | 'postgres'

export const migrations: readonly Migration[] = [first]
