import Database from 'better-sqlite3'
import pg from 'pg'
import { fileOf, type Place } from '../database.ts'

/** By table: rows, and bytes of all their values. */
export type Weight = Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>

const COLUMNS = {
  citizens: ['id', 'created_at'], identities: ['id', 'citizen_id', 'channel', 'account', 'address', 'created_at'],
  conversations: ['id', 'citizen_id', 'desk', 'identity_id', 'channel', 'language', 'mode', 'topic', 'urgent', 'urgency_rank', 'since', 'outcome', 'opened_at', 'last_at', 'last_seq', 'last_said_seq', 'last_from', 'unread', 'handed_off_at', 'erase_after', 'revision', 'state'],
  entries: ['conversation_id', 'seq', 'at', 'kind', 'data', 'version'], bodies: ['conversation_id', 'seq', 'language', 'text', 'rendered', 'search_id'],
  inbound: ['channel', 'account', 'external_id', 'conversation_id', 'seq', 'at'], outbox: ['conversation_id', 'seq', 'last_seq', 'identity_id', 'channel', 'origin', 'turn', 'due_at', 'attempts', 'sent', 'accepted_at', 'pending'],
  search: ['conversation_id', 'words'],
} as const

const NO_COLUMNS: readonly string[] = []
const queryOf = (table: string, columns = (COLUMNS as Record<string, readonly string[]>)[table] ?? NO_COLUMNS): string =>
  `select count(*) as rows, coalesce(sum(${columns.map((c) => `coalesce(octet_length(cast(${c} as text)), 0)`).join(' + ')}), 0) as bytes from ${table}`

/** What was written, whoever wrote it. */
export async function weigh(place: Place): Promise<Weight> {
  const ask = await asking(place)
  const weight: Record<string, { rows: number; bytes: number }> = {}
  for (const table of Object.keys(COLUMNS)) {
    const row = (await ask.rows(queryOf(table)))[0] as { rows: unknown; bytes: unknown }
    weight[table] = { rows: Number(row.rows), bytes: Number(row.bytes) }
  }
  await ask.end()
  return weight
}

async function asking(place: Place): Promise<{ rows: (sql: string) => Promise<unknown[]>; end: () => Promise<void> }> {
  if (place.kind === 'sqlite') {
    const db = new Database(fileOf(place), { readonly: true })
    return { rows: async (sql) => db.prepare(sql).all(), end: async () => void db.close() }
  }
  const client = new pg.Client({ connectionString: place.url })
  await client.connect()
  return { rows: async (sql) => (await client.query(sql)).rows, end: () => client.end() }
}

/** Part of the bytes by which a table may differ: ids and instants of two runs are not of the same length everywhere. */
const TOLERANCE = 0.03

export const bytesOf = (weight: Weight): number => Object.values(weight).reduce((sum, { bytes }) => sum + bytes, 0)

/** In what the two did not write the same; empty when the comparison is fair. */
export const differences = (floor: Weight, product: Weight): string[] => Object.keys(COLUMNS).flatMap((table) => {
  const [a, b] = [floor[table], product[table]]
  if (a === undefined || b === undefined) return [`${table}: not weighed`]
  if (a.rows !== b.rows) return [`${table}: ${a.rows} rows in the floor, ${b.rows} in the product`]
  return Math.abs(a.bytes - b.bytes) > TOLERANCE * Math.max(b.bytes, 1) ? [`${table}: ${a.bytes} bytes in the floor, ${b.bytes} in the product`] : []
})
