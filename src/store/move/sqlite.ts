import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { sqlite } from '../dialect.ts'
import { openSqlite } from '../sqlite.ts'
import { beginIn, both, closedOnError, type Files, locked, placeOf, refuseWhatIsThere, requireEmpty, requireKnown } from './files.ts'
import { type Found, MoveRefused, PAGE, type Row, type Side, type Target, type Value } from './side.ts'
import { columnsOf, isGiven, type MovedTable } from './tables.ts'

/** The desk's own lock is held all the while, so that no desk starts in the middle. @throws StoreLocked a desk is running; MoveRefused; StoreTooNew */
export function openSqliteSource(files: Files): Side {
  for (const file of [files.desk, files.signIn]) if (!existsSync(file)) throw new MoveRefused(`There is no ${file}. Set DATA_DIR to the folder of the desk.`)
  return locked(files.desk, (lock) => {
    const db = both(files, { readonly: true, fileMustExist: true })
    return closedOnError(db, () => {
      requireKnown(files.desk, db)
      db.exec('begin')
      return sideOn(db, lock)
    })
  })
}

/**
 * An empty desk is made there by the product's own hands first, if there is none.
 *
 * @throws StoreLocked a desk is running; MoveRefused it is not empty; StoreTooNew
 */
export async function openSqliteTarget(files: Files, tables: readonly MovedTable[], makeSignIn: () => Promise<void>): Promise<Target> {
  refuseWhatIsThere(files, tables)
  await makeDesk(files.desk)
  await makeSignIn()
  return locked(files.desk, (lock) => {
    const db = both(files, { fileMustExist: true })
    return closedOnError(db, () => {
      beginIn(db)
      requireEmpty(files.desk, db, tables)
      return targetOn(db, lock)
    })
  })
}

async function makeDesk(path: string): Promise<void> {
  const store = await openSqlite({ path, synchronous: 'FULL' })
  // Of its two connections only one that was used is closed.
  await store.ping()
  await store.close()
}

function sideOn(db: Database.Database, lock: Database.Database): Side {
  // Also mends what is no Unicode, as reading it does.
  db.function('sorted', { deterministic: true }, (text) => String(text).replaceAll('\0', ''))
  return {
    async *read(table) {
      const [columns, order] = [columnsOf(table), table.key.map((c) => (isGiven(c) ? `sorted("${c}")` : `"${c}"`)).join(', ')]
      const instants = columns.flatMap(([, kind], i) => (kind === 'instant' ? [i] : []))
      let page: Row[] = []
      for (const row of db.prepare(`select ${columns.map(([c]) => `"${c}"`).join(', ')} from ${placeOf(table)} order by ${order}`).raw().iterate() as Iterable<Value[]>) {
        for (const i of instants) row[i] = isoOf(row[i] ?? null)
        page.push(row)
        if (page.length < PAGE) continue
        yield page
        page = []
      }
      if (page.length > 0) yield page
    },
    lastNumber: async () => Number(db.prepare("select coalesce(max(seq), 0) from main.sqlite_sequence where name = 'outbox'").pluck().get()),
    async close() {
      if (db.inTransaction) db.exec('rollback')
      db.close()
      lock.close()
    },
  }
}

/** The sign-in library writes ISO texts; whatever else a date may be there, the instant is what counts. */
const isoOf = (value: Value): Value => (value === null ? null : new Date(value).toISOString())

function targetOn(db: Database.Database, lock: Database.Database): Target {
  const prepared = new Map<MovedTable, Database.Statement>()
  const insertFor = (table: MovedTable): Database.Statement => {
    const columns = columnsOf(table).map(([column]) => `"${column}"`)
    const made = prepared.get(table) ?? db.prepare(`insert into ${placeOf(table)} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`)
    prepared.set(table, made)
    return made
  }
  const addWords = db.prepare('insert into main.search (rowid, conversation_id, words) values (?, ?, ?)')
  const wordsOf = db.prepare('select conversation_id as conversation, words from main.search where rowid = ?')
  const isRight = ({ id, conversation, text }: Found): boolean => {
    const row = wordsOf.get(id) as { conversation: string; words: string } | undefined
    return row?.conversation === conversation && row.words === sqlite.indexed(text)
  }
  return {
    ...sideOn(db, lock),
    kept: (value) => value,
    async add(table, rows) {
      const insert = insertFor(table)
      for (const row of rows) insert.run(row)
    },
    async addFound(found) {
      for (const { id, conversation, text } of found) addWords.run(id, conversation, sqlite.indexed(text))
    },
    async finish(lastNumber) {
      db.exec("delete from main.sqlite_sequence where name = 'outbox'")
      db.prepare("insert into main.sqlite_sequence (name, seq) values ('outbox', ?)").run(lastNumber)
    },
    notFound: async (found) => found.find((one) => !isRight(one))?.id ?? null,
    async indexed() {
      // The index against the words that it was made of.
      db.exec("insert into main.search (search) values ('integrity-check')")
      return Number(db.prepare('select count(*) from main.search').pluck().get())
    },
    async keep() {
      db.exec('commit')
    },
  }
}
