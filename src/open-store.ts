import { join } from 'node:path'
import type { Config } from './config.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

/** A file of the desk's own, or the database that several processes share. The driver of the other is not loaded. */
export async function openStore({ databaseUrl, dataDir, synchronous }: Config, now: () => Date): Promise<Store> {
  if (databaseUrl !== null) return (await import('./store/postgres.ts')).openPostgres({ url: databaseUrl, now: () => now().getTime() })
  return openSqlite({ path: join(dataDir, 'desk.sqlite'), synchronous })
}
