import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { migrations } from '../migrations/index.ts'
import { holdLock } from '../sqlite/file.ts'
import { StoreTooNew } from '../store.ts'
import { notEmpty, requireSame } from './side.ts'
import type { MovedTable } from './tables.ts'

/** The two files of a data folder. */
export type Files = { readonly desk: string; readonly signIn: string }

const KNOWN = migrations.map((m) => m.name)

/** Before anything is opened for writing: a desk's start changes its file. */
export function refuseWhatIsThere(files: Files, tables: readonly MovedTable[]): void {
  if (!existsSync(files.desk)) return refuseOperators(files, tables)
  locked(files.desk, (lock) => {
    const db = new Database(files.desk)
    try {
      if (doneIn(db).length === 0) return
      requireKnown(files.desk, db)
      requireEmpty(files.desk, db, tables.filter((t) => t.room === 'desk'))
    } finally {
      db.close()
      lock.close()
    }
  })
  refuseOperators(files, tables)
}

function refuseOperators({ signIn }: Files, tables: readonly MovedTable[]): void {
  if (!existsSync(signIn)) return
  const db = new Database(signIn)
  try {
    for (const { name, room } of tables) if (room === 'sign-in' && exists(db, 'main', name) && hasRows(db, `main."${name}"`)) throw notEmpty(signIn, name)
  } finally {
    db.close()
  }
}

export function locked<T>(desk: string, work: (lock: Database.Database) => T): T {
  const lock = holdLock(`${desk}.lock`)
  return closedOnError(lock, () => work(lock))
}

export function closedOnError<T>(db: Database.Database, work: () => T): T {
  try {
    return work()
  } catch (error) {
    db.close()
    throw error
  }
}

/** Both files on one connection, and so in one transaction. */
export function both({ desk, signIn }: Files, options: Database.Options): Database.Database {
  const db = new Database(desk, options)
  return closedOnError(db, () => {
    db.prepare('attach ? as sign_in').run(signIn)
    return db
  })
}

/** One commit over both files is whole after a power cut only with a rollback journal, which for files that begin empty stays small. The desk's next start turns to WAL again. */
export function beginIn(db: Database.Database): void {
  for (const room of ['main', 'sign_in']) {
    db.pragma(`${room}.journal_mode = DELETE`)
    db.pragma(`${room}.synchronous = FULL`)
  }
  db.pragma('main.cache_size = -64000')
  db.exec('begin exclusive')
}

const exists = (db: Database.Database, room: string, table: string): boolean => db.prepare(`select 1 from ${room}.sqlite_master where name = ?`).get(table) !== undefined
const hasRows = (db: Database.Database, table: string): boolean => db.prepare(`select 1 from ${table} limit 1`).get() !== undefined
const doneIn = (db: Database.Database): string[] => (exists(db, 'main', 'migrations') ? (db.prepare('select name from main.migrations order by name').pluck().all() as string[]) : [])

export function requireKnown(where: string, db: Database.Database): void {
  const done = doneIn(db)
  if (done.some((name) => !KNOWN.includes(name))) throw new StoreTooNew(done.length, KNOWN.length)
  requireSame(where, done, KNOWN)
}

export function requireEmpty(where: string, db: Database.Database, tables: readonly MovedTable[]): void {
  for (const table of tables) if (hasRows(db, placeOf(table))) throw notEmpty(where, table.name)
  if (hasRows(db, 'main.search')) throw notEmpty(where, 'search')
}

export const placeOf = ({ name, room }: MovedTable): string => `${room === 'desk' ? 'main' : 'sign_in'}."${name}"`
