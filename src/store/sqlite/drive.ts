import type Database from 'better-sqlite3'
import { bind, type Ran, type Statement, type Values, type Work } from '../statement.ts'

/** Runs a unit of work to its end in one synchronous block, with each statement prepared once. */
export function createDrive(db: Database.Database): <T>(work: Work<T>) => T {
  const prepared = new Map<Statement, Database.Statement>()
  const statementOf = (statement: Statement): Database.Statement => {
    const known = prepared.get(statement)
    if (known) return known
    const made = db.prepare(statement.sql)
    prepared.set(statement, made)
    return made
  }
  const execute = (statement: Statement, values: Values): Ran => {
    const ready = statementOf(statement)
    const bound = bind(statement, values)
    if (!ready.reader) return { changes: ready.run(...bound).changes, rows: [] }
    const rows = ready.all(...bound) as Record<string, unknown>[]
    return { changes: rows.length, rows }
  }
  return (work) => {
    let step = work.next()
    while (!step.done) step = work.next(execute(step.value.statement, step.value.values))
    return step.value
  }
}
