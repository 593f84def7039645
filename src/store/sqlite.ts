import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { createCommitter } from './group-commit.ts'
import { readKnown, readLoaded, readNextPart } from './known.ts'
import { migrate } from './migrate.ts'
import { reading, rowOf, rowQuery } from './read.ts'
import type { Tables } from './schema.ts'
import { bind, type Statement, type Values, type Work } from './statement.ts'
import { sqliteStatements } from './statements.ts'
import { type Page, type Store, StoreLocked, StoreUnavailable } from './store.ts'
import { writeSettled, writeTurn } from './turn.ts'
import { eraseExpired } from './erase.ts'
import { searchQuery } from './words.ts'

export type SqliteOptions = { readonly path: string; /** FULL survives a power cut; NORMAL only a crash of the process. */ readonly synchronous: 'FULL' | 'NORMAL'; /** Pages that the file may grow to; for disks with a quota. */ readonly maxPages?: number }

/**
 * The desk in one file. Turns that arrive together share a commit; reads have a connection of their own and never wait for it.
 *
 * @throws StoreLocked another process uses the file; StoreTooNew it was made by a newer version; StoreUnavailable it cannot be opened
 */
export async function openSqlite({ path, synchronous, maxPages }: SqliteOptions): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true })
  const lock = holdLock(`${path}.lock`)
  const writer = open(path, synchronous)
  if (maxPages !== undefined) writer.pragma(`max_page_count = ${maxPages}`)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writer }) })
  try {
    await migrate(db as unknown as Kysely<unknown>, 'sqlite')
  } catch (error) {
    writer.close()
    lock.close()
    throw error
  }
  const reader = open(path, synchronous)
  reader.pragma('query_only = 1')
  const reads = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) })
  const drive = createDriver(writer)
  const look = createDriver(reader)
  const s = sqliteStatements()
  const commit = createCommitter(writer)
  const write = <T>(work: () => Work<T>): Promise<T> => commit(() => drive(work()))
  const change = (query: { compile: () => { sql: string; parameters: readonly unknown[] } }): Promise<void> => {
    const { sql: text, parameters } = query.compile()
    return commit(() => void writer.prepare(text).run(...parameters))
  }
  return {
    ...reading(reads),
    find: async (address, desk) => look(readKnown(s, address, desk)),
    load: async (id) => look(readLoaded(s, id)),
    nextPart: async (id) => look(readNextPart(s, id)),
    can: { groupCommit: true, skipLocked: false },
    commit: (turn) => write(() => writeTurn(s, turn)),
    settle: (part, result) => write(() => writeSettled(s, part, result)),
    dropTimer: (id) => change(db.deleteFrom('timers').where('id', '=', id)),
    addNote: (n) => change(db.insertInto('notes').values({ id: n.id, conversation_id: n.conversation, operator_id: n.operator, at: n.at, text: n.text })),
    async logRead(id, operator, at) {
      await change(db.insertInto('reads').values({ conversation_id: id, operator_id: operator, at: `${at.slice(0, 13)}:00:00.000Z` }).onConflict((c) => c.doNothing()))
      await change(db.updateTable('conversations').set({ unread: 0 }).where('id', '=', id).where('operator_id', '=', operator).where('unread', '>', 0))
    },
    addFile: (f) => change(db.insertInto('files').values({ id: f.id, conversation_id: f.conversation, name: f.name, mime: f.mime, bytes: f.bytes, created_at: f.createdAt, expires_at: f.expiresAt })),
    addSession: (hash, identity, at) => change(db.insertInto('chat_sessions').values({ token_hash: hash, identity_id: identity, created_at: at })),
    endSession: (hash) => change(db.deleteFrom('chat_sessions').where('token_hash', '=', hash)),
    setOperatorLanguage: (operator, language) => change(db.insertInto('operator_settings').values({ operator_id: operator, language }).onConflict((c) => c.column('operator_id').doUpdateSet({ language }))),
    search: (typed, desk, page) => search(reads, typed, desk, page),
    async expire(now) {
      const gone = await commit(() => eraseExpired(writer, now))
      if (gone.conversations > 0) writer.pragma('wal_checkpoint(TRUNCATE)')
      return gone
    },
    async backup(to) {
      const source = open(path, synchronous)
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

/**
 * An exclusive lock that the kernel frees when the process dies, however it dies. It is held on a file beside the
 * database, because an exclusive lock on the database itself would keep our own reading connection out.
 */
function holdLock(path: string): Database.Database {
  const lock = guarded(() => new Database(path, { timeout: 0 }))
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive; create table if not exists held (one integer); commit')
    return lock
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new StoreLocked(path.replace(/\.lock$/, ''))
    throw new StoreUnavailable(error)
  }
}

function open(path: string, synchronous: string): Database.Database {
  return guarded(() => {
    const db = new Database(path)
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma('foreign_keys = ON')
    db.pragma('busy_timeout = 5000')
    // What is erased is overwritten, not only unlinked.
    db.pragma('secure_delete = ON')
    db.pragma('cache_size = -32000')
    return db
  })
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new StoreUnavailable(error)
  }
}

/** Runs a unit of work to its end, with each statement prepared once. */
function createDriver(db: Database.Database): <T>(work: Work<T>) => T {
  const prepared = new Map<Statement, Database.Statement>()
  const statementOf = (statement: Statement): Database.Statement => {
    const known = prepared.get(statement)
    if (known) return known
    const made = db.prepare(statement.sql)
    prepared.set(statement, made)
    return made
  }
  const execute = (statement: Statement, values: Values) => {
    const ready = statementOf(statement)
    const bound = bind(statement, values)
    return ready.reader ? { changes: 0, rows: ready.all(...bound) as Record<string, unknown>[] } : { changes: ready.run(...bound).changes, rows: [] }
  }
  return (work) => {
    let step = work.next()
    while (!step.done) step = work.next(execute(step.value.statement, step.value.values))
    return step.value
  }
}

async function search(db: Kysely<Tables>, typed: string, desk: string, { after, limit }: Page): ReturnType<Store['search']> {
  const query = searchQuery(typed)
  if (query === null) return { items: [], next: null }
  const from = after === null ? Number.MAX_SAFE_INTEGER : Number(after)
  const found = await sql<{ conversation_id: string; newest: number }>`
    select conversation_id, max(search.rowid) as newest from search join conversations c on c.id = conversation_id
    where search match ${query} and search.rowid < ${from} and c.desk = ${desk}
    group by conversation_id order by newest desc limit ${limit + 1}`.execute(db)
  const page = found.rows.slice(0, limit)
  if (page.length === 0) return { items: [], next: null }
  const rows = await rowQuery(db).where('c.id', 'in', page.map((p) => p.conversation_id)).execute()
  const byId = new Map(rows.map((r) => [r.id, rowOf(r)]))
  return { items: page.flatMap((p) => byId.get(p.conversation_id) ?? []), next: found.rows.length > limit ? String(page.at(-1)?.newest) : null }
}
