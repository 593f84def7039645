import type { Kysely } from 'kysely'
import { first } from './001-first.ts'

/** Forward only, in this order; a migration that has shipped is never edited. */
export type Migration = { readonly name: string; readonly up: (db: Kysely<unknown>, dialect: Dialect) => Promise<void> }
export type Dialect = 'sqlite' | 'postgres'

export const migrations: readonly Migration[] = [first]
