import type { PostgresPool } from 'kysely'
import pg from 'pg'
import { StoreUnavailable } from '../store.ts'
import { forCaller, isLost, Trouble } from './failure.ts'

export type Query = { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] }
export type Answer = { readonly command: string; readonly rowCount: number | null; readonly rows: Record<string, unknown>[] }
export type Connection = {
  /** @throws Trouble */
  readonly query: (query: Query) => Promise<Answer>
  readonly isLost: () => boolean
  /** Gives it back; a lost or spoiled one is thrown away. */
  readonly release: (spoiled?: boolean) => void
}
export type Pool = { /** @throws Trouble */ readonly acquire: () => Promise<Connection>; /** Resolves when nobody has, or waits for, a connection. */ readonly idle: () => Promise<void>; readonly end: () => Promise<void> }

export type Reach = {
  readonly url: string
  /** Milliseconds after which a database that does not answer is an error. */
  readonly patience: number
  /** The same for one statement, where it may take longer. */
  readonly longest?: number
}

const BIGINT = 20

/** @throws StoreUnavailable it is no address of a PostgreSQL; the message does not repeat it, because it holds a password */
export function clientConfig({ url, patience, longest = patience }: Reach): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StoreUnavailable(new Error('the address is not one of PostgreSQL: postgresql://user:password@host:5432/database'))
  return {
    connectionString: url, application_name: 'sportello', keepAlive: true, connectionTimeoutMillis: patience,
    // The server's own limit comes first, so that it can say what happened; ours is for a server that says nothing.
    statement_timeout: longest, idle_in_transaction_session_timeout: longest, query_timeout: longest + 2_000,
    types: { getTypeParser: ((oid: number, format: 'text') => (oid === BIGINT ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser },
  }
}

export function createPool(reach: Reach, size: number): Pool {
  const pool = new pg.Pool({ ...clientConfig(reach), max: size })
  // A connection that breaks while nobody uses it, or between two statements, must not end the process: the next statement tells.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  let open = 0
  const waiting: (() => void)[] = []
  const closed = (): void => {
    open--
    if (open === 0) for (const wake of waiting.splice(0)) wake()
  }
  return {
    async acquire() {
      open++
      try {
        return connectionOf(await pool.connect(), closed)
      } catch (error) {
        closed()
        throw new Trouble(error)
      }
    },
    idle: () => (open === 0 ? Promise.resolve() : new Promise((wake) => waiting.push(wake))),
    end: () => pool.end(),
  }
}

function connectionOf(client: pg.PoolClient, released: () => void): Connection {
  let lost = false
  return {
    async query({ values = [], ...query }) {
      try {
        return await client.query({ ...query, values: values.map(storable) })
      } catch (error) {
        const trouble = new Trouble(error)
        lost ||= isLost(trouble)
        throw trouble
      }
    },
    isLost: () => lost,
    release(spoiled = false) {
      client.release(lost || spoiled)
      released()
    },
  }
}

/** The one character that PostgreSQL has no place for. */
const storable = (value: unknown): unknown => (typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value)

/** The same connections for Kysely, with errors as the store tells them. */
export const forKysely = ({ acquire }: Pool): PostgresPool => ({
  async connect() {
    const connection = await acquire().catch((error: unknown) => { throw forCaller(error) })
    const query = async (text: string, values: readonly unknown[]) => {
      try {
        return await connection.query({ text, values })
      } catch (error) {
        throw forCaller(error)
      }
    }
    return { query: query as never, release: () => connection.release() }
  },
  // Whoever made the pool ends it.
  end: async () => {},
})
