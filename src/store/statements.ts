import type { Dialect } from './dialect.ts'
import { accountStatements } from './work/accounts.ts'
import { eraseStatements } from './work/erase.ts'
import { fileStatements } from './work/files.ts'
import { heldStatements } from './work/held.ts'
import { holdStatements } from './work/holds.ts'
import { joinStatements } from './work/join-statements.ts'
import { knownStatements } from './work/known.ts'
import { officeStatements } from './work/office.ts'
import { missedStatements } from './work/missed.ts'
import { outboxStatements } from './work/outbox.ts'
import { receiptStatements } from './work/receipts.ts'
import { sourceStatements } from './work/sources.ts'
import { turnStatements } from './work/turn.ts'

export type Statements = ReturnType<typeof statementsFor>

/** Every statement that the units of work run, compiled once at start in one dialect. */
export const statementsFor = (dialect: Dialect) => ({
  turn: turnStatements(dialect), outbox: outboxStatements(dialect), files: fileStatements(dialect), known: knownStatements(dialect), office: officeStatements(dialect),
  erase: eraseStatements(dialect), holds: holdStatements(dialect), sources: sourceStatements(dialect), missed: missedStatements(dialect), held: heldStatements(dialect), receipts: receiptStatements(dialect), accounts: accountStatements(dialect), joins: joinStatements(dialect), indexed: dialect.indexed,
})
