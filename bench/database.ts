import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgres } from '../src/store/postgres.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import type { Store } from '../src/store/store.ts'
import { deskFolder } from './places.ts'
import type { Postgres } from './postgres.ts'

/** When a commit comes back. `FULL`, `durable`: it is on the disk. `NORMAL`: it survives a crash of the process. */
export type Policy = 'FULL' | 'NORMAL' | 'durable'

/** A database of the bench's own, as it travels to a child process. */
export type Place =
  | { readonly kind: 'sqlite'; readonly policy: 'FULL' | 'NORMAL'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly policy: 'durable'; readonly folder: string; readonly url: string }

export const fileOf = ({ folder }: Place): string => join(folder, 'desk.sqlite')

export const openStore = (place: Place): Promise<Store> =>
  place.kind === 'sqlite' ? openSqlite({ path: fileOf(place), synchronous: place.policy }) : openPostgres({ url: place.url })

export type Fresh = { readonly place: Place; readonly drop: () => Promise<void> }

/** An empty database. @throws Error there is no PostgreSQL and one is asked for */
export async function freshDatabase(policy: Policy, postgres: Postgres | null): Promise<Fresh> {
  const folder = deskFolder()
  const clean = (): void => rmSync(folder, { recursive: true, force: true })
  if (policy !== 'durable') return { place: { kind: 'sqlite', policy, folder }, drop: async () => clean() }
  if (postgres === null) throw new Error('There is no PostgreSQL.')
  const { url, drop } = await postgres.freshDatabase()
  const dropBoth = async (): Promise<void> => {
    clean()
    await drop()
  }
  return { place: { kind: 'postgres', policy, folder, url }, drop: dropBoth }
}
