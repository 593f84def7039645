import { Pool } from 'pg'
import { OPERATORS, type Row, type SignInDatabase } from './database.ts'
import { POSTGRES_SCHEMA } from './schema.ts'

/** In a schema beside the desk's, named after it: two desks in one database keep their operators apart. */
export async function inPostgres(url: string): Promise<SignInDatabase> {
  const schema = await prepare(url)
  const pool = quiet(new Pool({ ...settings(within(url, schema)), max: 5 }))
  return { handle: pool, operators: async () => (await pool.query<Row>({ name: 'operators', text: OPERATORS })).rows, close: () => pool.end() }
}

/** Several processes may start at once: one makes the tables, the others wait. */
async function prepare(url: string): Promise<string> {
  const pool = quiet(new Pool({ ...settings(url), max: 1 }))
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ name: string }>("select current_schema() || '_sign_in' as name")
    const schema = `"${(rows[0]?.name ?? 'sign_in').replaceAll('"', '""')}"`
    await client.query('begin')
    await client.query("select pg_advisory_xact_lock(hashtext('sportello sign-in'))")
    await client.query(`create schema if not exists ${schema}`)
    await client.query(`set local search_path to ${schema}`)
    await client.query(POSTGRES_SCHEMA)
    await client.query('commit')
    return schema
  } finally {
    client.release()
    await pool.end()
  }
}

/** What stands in the address counts more than what stands beside it: so the schema goes into the address, after what it says of its own. */
function within(url: string, schema: string): string {
  const inside = new URL(url)
  inside.searchParams.set('options', `${inside.searchParams.get('options') ?? ''} -c search_path=${schema}`.trim())
  return inside.href
}

/** Milliseconds: a database that hangs is an error, or every page would wait with it. */
const PATIENCE = 8_000
const settings = (url: string) => ({ connectionString: url, application_name: 'sportello', keepAlive: true, connectionTimeoutMillis: PATIENCE, statement_timeout: PATIENCE, query_timeout: PATIENCE + 2_000 })

/** A connection that is cut while idle is replaced by the next question; without a listener it would end the process. */
function quiet(pool: Pool): Pool {
  pool.on('error', () => {})
  return pool
}
