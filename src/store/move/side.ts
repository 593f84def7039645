import type { MovedTable } from './tables.ts'

export type Value = string | number | null
/** The values of one row, in the order of the table's columns. */
export type Row = readonly Value[]
/** Words that can be found again: the row of the search index, and whose words they are. */
export type Found = { readonly id: number; readonly conversation: string; readonly text: string }

/** One database while a desk is moved. Nobody else may use it meanwhile. */
export type Side = {
  /** Pages in the order of the key; the order is the same on both databases. */
  readonly read: (table: MovedTable) => AsyncGenerator<readonly Row[]>
  /** The highest number that a row of the outbox ever had: none is given twice, also on the other database. */
  readonly lastNumber: () => Promise<number>
  /** Lets go of everything; what was not kept is undone. */
  readonly close: () => Promise<void>
}

/** The database that the desk moves to, inside one transaction from the first row to `keep`. */
export type Target = Side & {
  /** A value as this database can have it. */
  readonly kept: (value: Value) => Value
  readonly add: (table: MovedTable, rows: readonly Row[]) => Promise<void>
  readonly addFound: (found: readonly Found[]) => Promise<void>
  /** After the last row. */
  readonly finish: (lastNumber: number) => Promise<void>
  /** The first of these whose row in the search index is not the one that its words make; null when all are. */
  readonly notFound: (found: readonly Found[]) => Promise<number | null>
  /** Rows of the search index. */
  readonly indexed: () => Promise<number>
  readonly keep: () => Promise<void>
}

/** Rows that are read, sent and compared together: a few megabytes at most, however big the desk. */
export const PAGE = 1_000

/** The move cannot begin, or cannot go on; the message says what to do. */
export class MoveRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MoveRefused'
  }
}

/** Both databases must be as this program makes them: what it does not know it cannot carry. */
export function requireSame(where: string, found: readonly string[], known: readonly string[]): void {
  if (found.length === 0) throw new MoveRefused(`There is no desk in ${where}.`)
  if (found.length < known.length) throw new MoveRefused(`The desk in ${where} is older than this program. Start it there once with this version, stop it, and move then.`)
}

export const notEmpty = (where: string, table: string): MoveRefused => new MoveRefused(`There is a desk in ${where} already: its table ${table} has rows. A desk moves only into an empty place.`)
