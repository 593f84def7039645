import { createHash } from 'node:crypto'
import { bind, type Statement, Undo, type Work } from '../statement.ts'
import { StoreUnavailable } from '../store.ts'
import type { Driver } from '../working.ts'
import { forCaller, mayWorkAgain } from './failure.ts'
import type { Connection, Pool } from './pool.ts'

/** Runs units of work, each statement prepared once a connection. */
export function createDrive(pool: Pool): Pick<Driver, 'write' | 'look'> {
  const names = new Map<Statement, string>()
  const nameOf = (statement: Statement): string => {
    const name = names.get(statement) ?? createHash('sha1').update(statement.sql).digest('hex')
    names.set(statement, name)
    return name
  }

  const drive = async <T>(connection: Connection, work: Work<T>): Promise<T> => {
    let step = work.next()
    while (!step.done) {
      const { statement, values } = step.value
      const { rowCount, rows } = await connection.query({ name: nameOf(statement), text: statement.sql, values: bind(statement, values) })
      step = work.next({ changes: rowCount ?? 0, rows })
    }
    return step.value
  }

  const look = async <T>(work: Work<T>): Promise<T> => {
    const connection = await pool.acquire()
    try {
      return await drive(connection, work)
    } finally {
      connection.release()
    }
  }

  const transact = async <T>(work: Work<T>): Promise<T> => {
    const connection = await pool.acquire()
    let committing = false
    try {
      await connection.query({ text: 'begin isolation level read committed' })
      const result = await drive(connection, work)
      committing = true
      const { command } = await connection.query({ text: 'commit' })
      if (command !== 'COMMIT') throw new Error(`commit was answered with ${command}`)
      connection.release()
      return result
    } catch (error) {
      await undo(connection)
      if (error instanceof Undo) return error.result as T
      // Nobody knows whether it was committed: to say so, or to do it again, would be a guess.
      throw committing ? new StoreUnavailable(error) : error
    }
  }

  return { look: (work) => twice(() => look(work())), write: (work) => twice(() => transact(work())) }
}

async function undo(connection: Connection): Promise<void> {
  if (connection.isLost()) return connection.release()
  const undone = await connection.query({ text: 'rollback' }).then(() => true, () => false)
  connection.release(!undone)
}

/** Connections break together: in this time the pool learns which of the others it has lost. */
const PAUSE = 50

/** Once more from nothing, where that can help. */
async function twice<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (first) {
    if (!mayWorkAgain(first)) throw forCaller(first)
    await new Promise((go) => setTimeout(go, PAUSE))
    return attempt().catch((second: unknown) => { throw forCaller(second) })
  }
}
