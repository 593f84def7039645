import { postgres } from '../dialect.ts'
import { openPostgres } from '../postgres.ts'
import { inRoom, literal, lockTables, type Place, placeOf, quoted, refuseWhatIsThere, requireDesk, requireEmpty, type Room, SEARCH } from './room.ts'
import { type Found, MoveRefused, PAGE, type Row, type Side, type Target, type Value } from './side.ts'
import { columnsOf, type Kind, type MovedTable } from './tables.ts'

const IN_DOUBT = 'It did not say whether the desk was kept. Move it again: if there is a desk already, it is this one, whole and compared.'

/** Only reads, what stood there at one moment, while nobody can write. @throws MoveRefused, StoreTooNew, StoreUnavailable */
export const openPostgresSource = (place: Place, tables: readonly MovedTable[]): Promise<Side> =>
  inRoom(place, async (room) => {
    await requireDesk(room)
    await room.ask('begin isolation level repeatable read read only')
    await lockTables(room, tables, 'share')
    return sideOn(room)
  })

/**
 * An empty desk is made there by the product's own hands first, if there is none.
 *
 * @throws MoveRefused it is not empty, or a desk is running there; StoreTooNew, StoreUnavailable
 */
export async function openPostgresTarget(place: Place, tables: readonly MovedTable[], makeSignIn: () => Promise<void>): Promise<Target> {
  await inRoom(place, async (room) => {
    await refuseWhatIsThere(room, tables)
    await room.end()
  })
  await (await openPostgres({ url: place.url, poolSize: 1 })).close()
  await makeSignIn()
  return inRoom({ ...place, besideOthers: true }, async (room) => {
    await room.ask('begin')
    await lockTables(room, tables, 'exclusive')
    await requireEmpty(room, tables)
    return targetOn(room, tables, await dropWordIndex(room))
  })
}

/** The index of words is made once at the end, not grown row by row. Returns how, in the server's own words; a transaction that is undone leaves it as it was. */
async function dropWordIndex({ ask, desk }: Room): Promise<string> {
  const made = await ask(`select indexdef from pg_indexes where schemaname = ${literal(desk)} and indexname = 'search_words'`)
  await ask(`drop index ${quoted(desk)}.search_words`)
  return String(made[0]?.[0])
}

/** Each value as SQLite keeps it. */
const READ: Readonly<Record<Kind, (column: string) => string>> = {
  text: (c) => c, number: (c) => c, flag: (c) => `${c}::int`, instant: (c) => `to_char(${c} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
}
const WRITTEN: Readonly<Record<Kind, string>> = { text: '', number: '', flag: '::boolean', instant: '::timestamptz' }
const ARRAY: Readonly<Record<Kind, string>> = { text: 'text[]', number: 'bigint[]', flag: 'int[]', instant: 'text[]' }

function sideOn(room: Room): Side {
  const { ask, end } = room
  return {
    async *read(table) {
      const columns = columnsOf(table).map(([column, kind]) => READ[kind](quoted(column)))
      const order = table.key.map((column) => `${quoted(column)}${table.columns[column] === 'text' ? ' collate "C"' : ''}`)
      await ask(`declare moving no scroll cursor for select ${columns.join(', ')} from ${placeOf(room, table)} order by ${order.join(', ')}`)
      for (let page: Row[] | null = null; page === null || page.length === PAGE; ) {
        page = await ask(`fetch ${PAGE} from moving`)
        if (page.length > 0) yield page
      }
      await ask('close moving')
    },
    lastNumber: async () => Number((await ask(`select case when is_called then last_value else 0 end from ${await sequenceOf(room, 'outbox')}`))[0]?.[0] ?? 0),
    // Its transaction ends with it.
    close: end,
  }
}

const sequenceOf = async (room: Room, name: string): Promise<string> => String((await room.ask(`select pg_get_serial_sequence(${literal(placeOf(room, { name, room: 'desk' }))}, 'id')`))[0]?.[0])

/** The one character that PostgreSQL has no place for; the desk drops it in the same way. */
const kept = (value: Value): Value => (typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value)

/** One array a column, however many rows: a statement takes 65535 values at most. */
const acrossOf = (rows: readonly Row[], columns: number): Value[][] => Array.from({ length: columns }, (_, c) => rows.map((row) => kept(row[c] ?? null)))
const EXPECTED = 'unnest($1::bigint[], $2::text[], $3::text[]) as e(id, conversation_id, words)'
const expectedOf = (found: readonly Found[]): Value[][] => acrossOf(found.map(({ id, conversation, text }) => [id, conversation, postgres.indexed(text)]), 3)

function targetOn(room: Room, tables: readonly MovedTable[], wordIndex: string): Target {
  const { ask } = room
  const search = placeOf(room, SEARCH)
  const statements = new Map<MovedTable, string>()
  const insertFor = (table: MovedTable): string => {
    const made = statements.get(table) ?? insertOf(table, placeOf(room, table))
    statements.set(table, made)
    return made
  }
  const next = async (name: string, last: number): Promise<unknown> => ask('select setval($1::regclass, greatest($2::bigint, 1), $2::bigint > 0)', [await sequenceOf(room, name), last])
  return {
    ...sideOn(room),
    kept,
    async add(table, rows) {
      await ask(insertFor(table), acrossOf(rows, columnsOf(table).length))
    },
    async addFound(found) {
      if (found.length > 0) await ask(`insert into ${search} (id, conversation_id, words) select id, conversation_id, words::tsvector from ${EXPECTED}`, expectedOf(found))
    },
    async finish(lastNumber) {
      // A sequence is not undone with the transaction: numbers that nobody was given are then passed over, which does no harm.
      await next('outbox', lastNumber)
      await next('search', Number((await ask(`select coalesce(max(id), 0) from ${search}`))[0]?.[0]))
      await ask(wordIndex)
      // Our reading it again, and the desk's first questions, should not wait until the server looks by itself.
      await ask(`analyze ${[...tables, SEARCH].map((table) => placeOf(room, table)).join(', ')}`)
    },
    async notFound(found) {
      if (found.length === 0) return null
      const wrong = await ask(`select e.id from ${EXPECTED} left join ${search} s on s.id = e.id
        where s.id is null or s.conversation_id <> e.conversation_id or s.words <> e.words::tsvector order by e.id limit 1`, expectedOf(found))
      return wrong.length === 0 ? null : Number(wrong[0]?.[0])
    },
    indexed: async () => Number((await ask(`select count(*) from ${search}`))[0]?.[0]),
    async keep() {
      await ask('commit').catch((error: Error) => { throw new MoveRefused(`${error.message}\n${IN_DOUBT}`) })
    },
  }
}

function insertOf(table: MovedTable, place: string): string {
  const columns = columnsOf(table)
  const names = columns.map(([column]) => quoted(column)).join(', ')
  return `insert into ${place} (${names}) select ${columns.map(([column, kind]) => `${quoted(column)}${WRITTEN[kind]}`).join(', ')} from unnest(${columns.map(([, kind], i) => `$${i + 1}::${ARRAY[kind]}`).join(', ')}) as r(${names})`
}
