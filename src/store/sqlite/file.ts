import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { StoreLocked, StoreUnavailable } from '../store.ts'

/**
 * An exclusive lock that the kernel frees when the process dies, however it dies. It is held on a file beside the
 * database, because an exclusive lock on the database itself would keep our own reading connection out.
 */
export function holdLock(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true })
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

export function openFile(path: string, synchronous: string): Database.Database {
  return guarded(() => {
    const db = new Database(path)
    // Only for a new file. What the assistant said is some kB: with pages of 4 kB a message took half as long again, and a conversation 86 kB instead of 52.
    db.pragma('page_size = 8192')
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma('foreign_keys = ON')
    db.pragma('busy_timeout = 5000')
    // What is erased is overwritten, not only unlinked.
    db.pragma('secure_delete = ON')
    db.pragma('cache_size = -32000')
    // A savepoint keeps what it changes aside; a turn changes more than its 64 kB buffer, and would write a temporary file each time.
    db.pragma('temp_store = MEMORY')
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
