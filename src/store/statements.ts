import type { Dialect } from './dialect.ts'
import { eraseStatements } from './work/erase.ts'
import { fileStatements } from './work/files.ts'
import { holdStatements } from './work/holds.ts'
import { knownStatements } from './work/known.ts'
import { officeStatements } from './work/office.ts'
import { outboxStatements } from './work/outbox.ts'
import { turnStatements } from './work/turn.ts'

export type Statements = ReturnType<typeof statementsFor>

/** Every statement that the units of work run, compiled once at start in one dialect. */
export const statementsFor = (dialect: Dialect) => ({
  ...turnStatements(dialect), ...outboxStatements(dialect), ...fileStatements(dialect), ...knownStatements(dialect), ...officeStatements(dialect), ...eraseStatements(dialect), ...holdStatements(dialect), indexed: dialect.indexed,
})
