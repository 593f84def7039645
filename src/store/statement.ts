import type { Compilable } from 'kysely'

/** A query compiled once: its SQL and the order of its named values. */
export type Statement = { readonly sql: string; readonly names: readonly string[]; readonly fixed: readonly unknown[] }
export type Values = Readonly<Record<string, unknown>>
/** `changes`: rows written, or returned. */
export type Ran = { readonly changes: number; readonly rows: readonly Record<string, unknown>[] }

/** One step of a unit of work: the database's driver runs it and hands the result back. */
export type Run = { readonly statement: Statement; readonly values: Values }
/** Work in one transaction, written once: SQLite drives it synchronously, PostgreSQL with awaits. */
export type Work<T> = Generator<Run, T, Ran>

class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

export type TextSlot = (name: string) => string
export type NumberSlot = (name: string) => number

/** Compiles a Kysely query whose values are named slots: `text('id')` stands where the value will be. */
export function prepare(build: (text: TextSlot, number: NumberSlot) => Compilable): Statement {
  const slot = (name: string): never => new Slot(name) as never
  const { sql, parameters } = build(slot, slot).compile()
  return { sql, names: parameters.map((p) => (p instanceof Slot ? p.name : '')), fixed: parameters.map((p) => (p instanceof Slot ? null : p)) }
}

export const bind = ({ names, fixed }: Statement, values: Values): unknown[] => names.map((name, i) => (name === '' ? fixed[i] : (values[name] ?? null)))

/** The rows of an answer, as the statement's author knows them. */
export const rowsIn = <T>(ran: Ran): readonly T[] => ran.rows as readonly T[]

export const run = (statement: Statement, values: Values): Run => ({ statement, values })

/** Ends a unit of work with a result, and with nothing of it written. */
export class Undo {
  readonly result: unknown
  constructor(result: unknown) {
    this.result = result
  }
}
