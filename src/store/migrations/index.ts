import type { Kysely } from 'kysely'
import { first } from './001-first.ts'
import { sources } from './002-sources.ts'
import { missedTexts } from './003-missed-texts.ts'
import { channels } from './004-channels.ts'
import { joins } from './005-joins.ts'

/** Forward only, in this order; a migration that has shipped is never edited. */
export type Migration = { readonly name: string; readonly up: (db: Kysely<unknown>, database: Database) => Promise<void> }
export type Database = 'sqlite' | 'postgres'

export const migrations: readonly Migration[] = [first, sources, missedTexts, channels, joins]
