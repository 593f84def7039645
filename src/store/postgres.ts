import { createHash, randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { postgres } from './dialect.ts'
import { migrate } from './migrate.ts'
import { createAnnouncer } from './postgres/announce.ts'
import { createDrive } from './postgres/drive.ts'
import { listen } from './postgres/listen.ts'
import { clientConfig, createPool, forKysely, type Pool, type Reach } from './postgres/pool.ts'
import { createSeen } from './postgres/seen.ts'
import { reading } from './reading/reading.ts'
import type { Tables } from './schema.ts'
import { statementsFor } from './statements.ts'
import { type Change, type Store, StoreUnavailable } from './store.ts'
import { working } from './working.ts'

export type PostgresOptions = {
  /** `postgresql://user:password@host:5432/database`; everything lives in the first schema of its search_path. */
  readonly url: string
  /** Connections for turns and reading; listening has one more. */
  readonly poolSize?: number
  /** Milliseconds after which a database that does not answer is an error. */
  readonly patience?: number
  /** Milliseconds between two looks for what another process wrote and did not announce. */
  readonly lookEvery?: number
  /** Milliseconds, on the same clock as the turns'. */
  readonly now?: () => number
}

/** Milliseconds that one statement of a migration may take, or wait for another process that migrates. */
const MIGRATING = 300_000

/**
 * The desk in a PostgreSQL that several processes may share: one transaction a turn, claims that pass over each other,
 * LISTEN and NOTIFY between the processes.
 *
 * @throws StoreTooNew it was made by a newer version; StoreUnavailable it cannot be reached
 */
export async function openPostgres({ url, poolSize = 10, patience = 8_000, lookEvery = 15_000, now = Date.now }: PostgresOptions): Promise<Store> {
  const reach = { url, patience }
  const schema = await prepareSchema(reach)
  const pool = createPool(reach, poolSize)
  const reads = kyselyOn(pool)
  const channel = channelOf(schema)
  const announcer = createAnnouncer(pool, channel, randomUUID())
  const seen = createSeen(now)
  const ears = new Set<() => Promise<void>>()
  const announce = (change: Change): void => {
    if (change === null) return
    seen.note(change.conversation, change.seq)
    announcer.announce(change)
  }
  return {
    ...reading(reads, postgres),
    ...working(statementsFor(postgres), { ...createDrive(pool), announce }),
    can: { groupCommit: false, severalProcesses: true, skipLocked: true, backup: false },
    async listen(wake) {
      const stop = await listen({ config: clientConfig(reach), channel, heard: announcer.heard, seen, wake, lookEvery, now })
      ears.add(stop)
      return async () => {
        ears.delete(stop)
        await stop()
      }
    },
    async backup() {
      throw new Error('PostgreSQL is copied by its own tools: pg_dump makes a consistent copy while the desk runs.')
    },
    async ping() {
      await sql`select 1`.execute(reads)
    },
    async close() {
      await Promise.all([...ears].map((stop) => stop()))
      // The pool forgets who still waits for a connection when it ends: first everybody is served.
      await pool.idle()
      await announcer.drained()
      await reads.destroy()
      await pool.end()
    },
  }
}

const kyselyOn = (pool: Pool): Kysely<Tables> => new Kysely<Tables>({ dialect: new PostgresDialect({ pool: forKysely(pool) }) })

/** Migrates on connections of its own, because a migration may take longer than any statement of the desk's. Returns the schema in use. */
async function prepareSchema(reach: Reach): Promise<string> {
  const pool = createPool({ ...reach, longest: MIGRATING }, 1)
  const db = kyselyOn(pool)
  try {
    const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db)
    const schema = rows[0]?.schema ?? null
    if (schema === null) throw new StoreUnavailable(new Error('no schema of its search_path exists'))
    await migrate(db as unknown as Kysely<unknown>, 'postgres')
    return schema
  } finally {
    await db.destroy()
    await pool.end()
  }
}

/** A channel's name may have 63 bytes, and so may the schema's. */
function channelOf(schema: string): string {
  const name = `sportello:${schema}`
  return Buffer.byteLength(name) < 64 ? name : `sportello:${createHash('sha1').update(schema).digest('hex')}`
}
