import { Kysely, SqliteDialect, sql } from 'kysely'
import { sqlite } from './dialect.ts'
import { migrate } from './migrate.ts'
import { reading } from './reading/reading.ts'
import type { Tables } from './schema.ts'
import { createDrive } from './sqlite/drive.ts'
import { holdLock, openFile } from './sqlite/file.ts'
import { createCommitter } from './sqlite/group-commit.ts'
import type { Work } from './statement.ts'
import { statementsFor } from './statements.ts'
import type { Store } from './store.ts'
import { expireHolds } from './work/holds.ts'
import { working } from './working.ts'

export type SqliteOptions = { readonly path: string; /** FULL survives a power cut; NORMAL only a crash of the process. */ readonly synchronous: 'FULL' | 'NORMAL'; /** Pages that the file may grow to; for disks with a quota. */ readonly maxPages?: number }

/**
 * The desk in one file. Turns that arrive together share a commit; reads have a connection of their own and never wait for it.
 *
 * @throws StoreLocked another process uses the file; StoreTooNew it was made by a newer version; StoreUnavailable it cannot be opened
 */
export async function openSqlite({ path, synchronous, maxPages }: SqliteOptions): Promise<Store> {
  const lock = holdLock(`${path}.lock`)
  const writer = openFile(path, synchronous)
  if (maxPages !== undefined) writer.pragma(`max_page_count = ${maxPages}`)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writer }) })
  try {
    await migrate(db as unknown as Kysely<unknown>, 'sqlite')
  } catch (error) {
    writer.close()
    lock.close()
    throw error
  }
  const reader = openFile(path, synchronous)
  reader.pragma('query_only = 1')
  const reads = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) })
  const drive = createDrive(writer)
  const commit = createCommitter(writer)
  const statements = statementsFor(sqlite)
  const works = working(statements, {
    write: <T>(work: () => Work<T>) => commit(() => drive(work())),
    // A flush is one synchronous block, so nothing is ever open here between two of them; this connection's cache is warm, the reader's is emptied by every commit.
    look: async (work) => drive(work()),
    announce() {},
  })
  await commit(() => drive(expireHolds(statements)))
  return {
    ...reading(reads, sqlite),
    ...works,
    can: { groupCommit: true, severalProcesses: false, skipLocked: false, backup: true },
    // Nobody else writes to this file.
    listen: async () => async () => {},
    async expire(now) {
      const gone = await works.expire(now)
      if (gone.conversations > 0) writer.pragma('wal_checkpoint(TRUNCATE)')
      return gone
    },
    async backup(to) {
      const source = openFile(path, synchronous)
      source.prepare('vacuum into ?').run(to)
      source.close()
    },
    async ping() {
      await sql`select 1`.execute(reads)
    },
    async close() {
      await commit.drained()
      await reads.destroy()
      await db.destroy()
      lock.close()
    },
  }
}
