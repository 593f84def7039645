import { DummyDriver, Kysely, type QueryCompiler, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type RawBuilder, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import type { Tables } from './schema.ts'
import { type Typed, wordsOf } from './words.ts'

/** All in which the SQL of the two databases differs. */
export type Dialect = {
  readonly name: 'sqlite' | 'postgres'
  /** Compiles and never runs. */
  readonly compiler: Kysely<Tables>
  /** PostgreSQL locks rows, and passes over those that another process is claiming. On SQLite there is one writer, and the words are a syntax error. */
  readonly locksRows: boolean
  /** A column's text is in a list, which travels as one JSON text: one prepared statement for lists of every length. */
  readonly among: (column: string, list: string) => RawBuilder<boolean>
  /** The id of the row that was just put in the search index: FTS5 is a virtual table, which knows no `returning`. */
  readonly lastSearchId: RawBuilder<number>
  /** The words of a text, as the search index takes them. */
  readonly indexed: (text: string) => string
  /** How the words reach the index: FTS5 splits them at the spaces; a tsvector arrives as it is. */
  readonly searchValue: (words: string) => RawBuilder<string>
  readonly searchId: RawBuilder<number>
  readonly matches: (typed: readonly Typed[]) => RawBuilder<boolean>
}

const compilerOf = (createAdapter: () => SqliteAdapter | PostgresAdapter, createQueryCompiler: () => QueryCompiler, Introspector: typeof SqliteIntrospector | typeof PostgresIntrospector) =>
  new Kysely<Tables>({ dialect: { createAdapter, createDriver: () => new DummyDriver(), createIntrospector: (db) => new Introspector(db), createQueryCompiler } })

export const sqlite: Dialect = {
  name: 'sqlite',
  compiler: compilerOf(() => new SqliteAdapter(), () => new SqliteQueryCompiler(), SqliteIntrospector),
  locksRows: false,
  among: (column, list) => sql`${sql.ref(column)} in (select value from json_each(${list}))`,
  lastSearchId: sql`last_insert_rowid()`,
  indexed: (text) => wordsOf(text).join(' '),
  searchValue: (words) => sql`${words}`,
  searchId: sql`search.rowid`,
  matches: (typed) => sql`search match ${typed.map(({ phrase, words }) => `"${words.join(' ')}"${phrase ? '' : '*'}`).join(' ')}`,
}

/** Words are letters and digits, so that in quotes nothing of them is syntax; positions make phrases. No parser of the server's, whose idea of a letter depends on its locale. */
export const postgres: Dialect = {
  name: 'postgres',
  compiler: compilerOf(() => new PostgresAdapter(), () => new PostgresQueryCompiler(), PostgresIntrospector),
  locksRows: true,
  among: (column, list) => sql`${sql.ref(column)} = any(array(select json_array_elements_text(${list}::json)))`,
  lastSearchId: sql`lastval()`,
  indexed: (text) => wordsOf(text).map((word, i) => `'${word}':${i + 1}`).join(' '),
  searchValue: (words) => sql`${words}::tsvector`,
  searchId: sql`search.id`,
  matches: (typed) => sql`words @@ ${typed.map(({ phrase, words }) => `(${words.map((w) => `'${w}'${phrase ? '' : ':*'}`).join(' <-> ')})`).join(' & ')}::tsquery`,
}
