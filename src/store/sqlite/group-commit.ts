import type Database from 'better-sqlite3'
import { Undo } from '../statement.ts'
import { StoreUnavailable } from '../store.ts'

/** Runs a piece of synchronous work inside the next shared commit; resolves after it. */
export type Committer = (<T>(work: () => T) => Promise<T>) & { readonly drained: () => Promise<void> }

type Waiting = { readonly work: () => unknown; readonly done: (value: unknown) => void; readonly failed: (error: unknown) => void }
type Settled = () => void

/** Transactions that one commit carries at most, so that none waits long behind the others. */
const MOST = 64

/**
 * Turns that arrive together share one commit, and so one wait for the disk. Each has a savepoint of its own: one that
 * throws takes nothing with it. Nobody is told «saved» before the commit came back.
 */
export function createCommitter(db: Database.Database): Committer {
  const begin = db.prepare('begin immediate')
  const end = db.prepare('commit')
  const rollback = db.prepare('rollback')
  const savepoint = db.prepare('savepoint turn')
  const release = db.prepare('release turn')
  const undo = db.prepare('rollback to turn')
  let queue: Waiting[] = []
  const idle: (() => void)[] = []

  const attempt = ({ work, done, failed }: Waiting): Settled => {
    savepoint.run()
    try {
      const value = work()
      release.run()
      return () => done(value)
    } catch (error) {
      if (!db.inTransaction) throw error
      undo.run()
      release.run()
      if (error instanceof Undo) return () => done(error.result)
      return () => failed(isDiskError(error) ? new StoreUnavailable(error) : error)
    }
  }

  const flush = (): void => {
    const batch = queue.slice(0, MOST)
    queue = queue.slice(MOST)
    const [only] = batch
    if (batch.length === 1 && only !== undefined) alone(only)
    else together(batch)
    if (queue.length > 0) setImmediate(flush)
    else for (const wake of idle.splice(0)) wake()
  }

  /** One that is by itself needs no savepoint: the transaction is its own. */
  const alone = ({ work, done, failed }: Waiting): void => {
    try {
      begin.run()
      const value = work()
      end.run()
      done(value)
    } catch (error) {
      if (db.inTransaction) rollback.run()
      if (error instanceof Undo) done(error.result)
      else failed(isDatabaseError(error) ? new StoreUnavailable(error) : error)
    }
  }

  const together = (batch: readonly Waiting[]): void => {
    try {
      begin.run()
      const settled = batch.map(attempt)
      end.run()
      for (const settle of settled) settle()
    } catch (error) {
      if (db.inTransaction) rollback.run()
      for (const { failed } of batch) failed(new StoreUnavailable(error))
    }
  }

  const commit = <T>(work: () => T): Promise<T> =>
    new Promise<T>((done, failed) => {
      queue.push({ work, done: done as (value: unknown) => void, failed })
      if (queue.length === 1) setImmediate(flush)
    })
  return Object.assign(commit, {
    drained: () => (queue.length === 0 ? Promise.resolve() : new Promise<void>((wake) => idle.push(wake))),
  })
}

/** The disk, or a transaction that could not begin or end. */
const isDatabaseError = (error: unknown): boolean => isDiskError(error) || (error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED|NOMEM|PROTOCOL)/.test(String(error.code)))

const isDiskError = (error: unknown): boolean => error instanceof Error && 'code' in error && /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|CANTOPEN|NOTADB)/.test(String(error.code))
