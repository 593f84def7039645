import pg from 'pg'
import { migrations } from '../migrations/index.ts'
import { Trouble } from '../postgres/failure.ts'
import { clientConfig } from '../postgres/pool.ts'
import { StoreTooNew, StoreUnavailable } from '../store.ts'
import { MoveRefused, notEmpty, requireSame, type Value } from './side.ts'
import type { MovedTable } from './tables.ts'

export type Place = {
  readonly url: string
  /** Other desks of the same database, in other schemas, may be running. */
  readonly besideOthers: boolean
}

type Ask = (text: string, values?: readonly unknown[]) => Promise<Value[][]>
/** One connection, and the schemas of the desk and of its sign-in data. */
export type Room = { readonly ask: Ask; readonly desk: string; readonly signIn: string; readonly end: () => Promise<void> }

const KNOWN = migrations.map((m) => m.name)
/** Where it is, for the person at the terminal; the address holds a password. */
const HERE = 'the PostgreSQL that DATABASE_URL names'
/** A day: one statement of a move may take long. */
const LONGEST = 86_400_000
const PATIENCE = 8_000
/** What was stopped a moment ago is still seen by the server. */
const LOOKS = 10
const BETWEEN_LOOKS = 300
/** The same key under which a desk migrates at its start: one that starts in the middle waits. */
const LOCK = "hashtext('sportello'), hashtext(current_schema())"

export async function inRoom<T>({ url, besideOthers }: Place, work: (room: Room) => Promise<T>): Promise<T> {
  const room = await enter(url)
  try {
    if (!besideOthers) await patiently(room, "select 1 from pg_stat_activity where datname = current_database() and application_name = 'sportello' limit 1", false, 'A desk is connected to this database. Stop it first. If it is another desk, in another schema, add --beside-others.')
    await patiently(room, `select 1 where pg_try_advisory_lock(${LOCK})`, true, `A desk is starting in ${HERE}, or being moved. Wait until it is done.`)
    return await work(room)
  } catch (error) {
    await room.end()
    throw error
  }
}

async function enter(url: string): Promise<Room> {
  const client = new pg.Client({ ...clientConfig({ url, patience: PATIENCE, longest: LONGEST }), application_name: 'sportello move' })
  // A connection that is cut tells at the next question.
  client.on('error', () => {})
  const ask: Ask = async (text, values = []) => {
    try {
      return (await client.query<Value[]>({ text, values: [...values], rowMode: 'array' })).rows
    } catch (error) {
      throw new StoreUnavailable(new Trouble(error))
    }
  }
  await client.connect().catch((error: unknown) => { throw new StoreUnavailable(new Trouble(error)) })
  const end = (): Promise<void> => client.end().catch(() => {})
  const desk = (await ask('select current_schema()'))[0]?.[0] ?? null
  if (desk !== null) return { ask, desk: String(desk), signIn: `${desk}_sign_in`, end }
  await end()
  throw new StoreUnavailable(new Error('no schema of its search_path exists'))
}

async function patiently({ ask }: Room, question: string, wanted: boolean, refusal: string): Promise<void> {
  for (let look = 1; ((await ask(question)).length > 0) !== wanted; look++) {
    if (look === LOOKS) throw new MoveRefused(refusal)
    await new Promise((again) => setTimeout(again, BETWEEN_LOOKS))
  }
}

export const literal = (text: string): string => pg.escapeLiteral(text)
export const quoted = (name: string): string => pg.escapeIdentifier(name)
const nobody = async ({ ask }: Room, question: string): Promise<boolean> => (await ask(question)).length === 0
export const placeOf = (room: Room, { name, room: of }: Pick<MovedTable, 'name' | 'room'>): string => `${quoted(of === 'desk' ? room.desk : room.signIn)}.${quoted(name)}`
const isThere = async (room: Room, place: string): Promise<boolean> => !(await nobody(room, `select 1 where to_regclass(${literal(place)}) is not null`))

async function doneIn(room: Room): Promise<string[]> {
  const place = placeOf(room, { name: 'migrations', room: 'desk' })
  const done = (await isThere(room, place)) ? (await room.ask(`select name from ${place} order by name`)).map(([name]) => String(name)) : []
  if (done.some((name) => !KNOWN.includes(name))) throw new StoreTooNew(done.length, KNOWN.length)
  return done
}

export async function requireDesk(room: Room): Promise<void> {
  requireSame(HERE, await doneIn(room), KNOWN)
  if (await nobody(room, `select 1 from pg_namespace where nspname = ${literal(room.signIn)}`)) throw new MoveRefused(`There is no sign-in data in ${HERE}. Start the desk there once, stop it, and move then.`)
}

/** What is there is left as it is, also its version. */
export async function refuseWhatIsThere(room: Room, tables: readonly MovedTable[]): Promise<void> {
  const done = await doneIn(room)
  if (done.length > 0) requireSame(HERE, done, KNOWN)
  await requireEmpty(room, tables)
}

export const SEARCH = { name: 'search', room: 'desk' } as const

export async function requireEmpty(room: Room, tables: readonly MovedTable[]): Promise<void> {
  for (const table of [...tables, SEARCH]) {
    const place = placeOf(room, table)
    if ((await isThere(room, place)) && !(await nobody(room, `select 1 from ${place} limit 1`))) throw notEmpty(HERE, table.name)
  }
}

/** A desk that was not seen can then read, and write nothing. */
export async function lockTables(room: Room, tables: readonly MovedTable[], mode: 'share' | 'exclusive'): Promise<void> {
  await room.ask(`set local lock_timeout = ${PATIENCE}`)
  const places = [...tables, SEARCH].map((table) => placeOf(room, table)).join(', ')
  await room.ask(`lock table ${places} in ${mode} mode`).catch((error: Error) => { throw new MoveRefused(`The tables in ${HERE} are in use: stop the desk first. (${error.message})`) })
}
