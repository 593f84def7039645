import { join } from 'node:path'
import Database from 'better-sqlite3'
import { makeSignInFile, makeSignInSchema, signInFile, signInTables } from '../auth/move.ts'
import { BadConfig, type Config, readConfig, requireWritable } from '../config.ts'
import { move, type Moved, type Tell } from '../store/move/move.ts'
import { openPostgresSource, openPostgresTarget } from '../store/move/postgres.ts'
import { MoveRefused, type Side, type Target } from '../store/move/side.ts'
import { openSqliteSource, openSqliteTarget } from '../store/move/sqlite.ts'
import { deskTables } from '../store/move/tables.ts'
import { StoreLocked, StoreTooNew, StoreUnavailable } from '../store/store.ts'
import { readOptions } from './options.ts'

const USAGE = `npm run move -- --from sqlite --to postgres     carries the desk of DATA_DIR to the PostgreSQL of DATABASE_URL
npm run move -- --from postgres --to sqlite     and back
  --beside-others     other desks of the same PostgreSQL, in other schemas, may be running meanwhile

Stop the desk first. Conversations, what is to be sent, and sign-in data are copied and compared row by row; only then is the
new database a desk. The old one is only read. DATA_DIR and DATABASE_URL must both be set. Files stay where they are.`

const wrong = (words: string): never => {
  console.error(words)
  process.exit(2)
}

const { values } = readOptions({ from: { type: 'string' }, to: { type: 'string' }, 'beside-others': { type: 'boolean' }, help: { type: 'boolean' } }, USAGE)
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
const way = `${values.from} ${values.to}`
if (way !== 'sqlite postgres' && way !== 'postgres sqlite') wrong(`Say from where and to where.\n${USAGE}`)
const toPostgres = way === 'sqlite postgres'
const { dataDir, url } = configured()

function configured(): { readonly dataDir: string; readonly url: string } {
  try {
    const config: Config = readConfig(process.env)
    const missing = [
      !process.env.DATA_DIR && 'DATA_DIR: say in which folder the desk’s files are, for example DATA_DIR=/var/lib/sportello.',
      config.databaseUrl === null && 'DATABASE_URL: say which PostgreSQL, for example DATABASE_URL=postgresql://sportello:PASSWORD@localhost/sportello.',
    ].filter((words) => words !== false)
    if (missing.length > 0 || config.databaseUrl === null) throw new BadConfig(missing)
    if (!toPostgres) requireWritable(config)
    return { dataDir: config.dataDir, url: config.databaseUrl }
  } catch (error) {
    if (error instanceof BadConfig) return wrong(error.message)
    throw error
  }
}

const tables = [...deskTables, ...signInTables]
const files = { desk: join(dataDir, 'desk.sqlite'), signIn: signInFile(dataDir) }
const place = { url, besideOthers: values['beside-others'] ?? false }

const openSource = async (): Promise<Side> => (toPostgres ? openSqliteSource(files) : openPostgresSource(place, tables))
const openTarget = (): Promise<Target> =>
  toPostgres ? openPostgresTarget(place, tables, () => makeSignInSchema(url)) : openSqliteTarget(files, tables, () => makeSignInFile(dataDir))

const QUIET = 3_000
const rate = (rows: number, milliseconds: number): string => `${Math.round(rows / Math.max(milliseconds, 1) * 1000)} rows/s`

/** A line every few seconds; a small desk is done before the first. */
function progress(): Tell {
  let spoken = performance.now()
  return (doing, table, rows) => {
    if (performance.now() - spoken < QUIET) return
    spoken = performance.now()
    console.log(`  ${table}: ${rows} rows ${doing} …`)
  }
}

function report(moved: readonly Moved[], milliseconds: number): void {
  const total = moved.reduce((sum, { rows }) => sum + rows, 0)
  const shortened = moved.reduce((sum, m) => sum + m.shortened, 0)
  const line = (name: string, rows: string, verified: string): string => `${name.padEnd(20)}${rows.padStart(12)}${verified.padStart(12)}`
  console.log([line('table', 'rows', 'verified'), ...moved.map(({ table, rows }) => line(table, String(rows), String(rows))), line('all', String(total), String(total))].join('\n'))
  console.log(`\nCopied and compared in ${(milliseconds / 1000).toFixed(1)} seconds, ${rate(total, milliseconds)}.`)
  if (shortened > 0) console.log(`${shortened} texts lost the character U+0000, which PostgreSQL has no place for.`)
  console.log(`Files stay in ${join(dataDir, 'files')}, and auth.secret in ${dataDir}: keep DATA_DIR as it is.`)
  console.log(`The old database is untouched; ${toPostgres ? 'set' : 'unset'} DATABASE_URL and start.`)
}

const isTold = (error: unknown): error is Error => [MoveRefused, StoreLocked, StoreTooNew, StoreUnavailable].some((kind) => error instanceof kind)

const began = performance.now()
const open: Side[] = []
try {
  const from = await openSource()
  open.push(from)
  const to = await openTarget()
  open.push(to)
  report(await move(tables, from, to, progress()), performance.now() - began)
} catch (error) {
  const told = error instanceof Database.SqliteError ? new StoreUnavailable(error) : error
  if (!isTold(told)) throw error
  console.error(told.message)
  process.exitCode = 1
} finally {
  for (const side of open.reverse()) await side.close()
}
