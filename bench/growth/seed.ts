import { recordWalk } from '../floor/record.ts'
import { openStore, type Place } from '../database.ts'
import { benchNow } from '../places.ts'
import { walks } from '../walks.ts'
import { conversationRows, type Seeded, templateOf } from './rows.ts'
import { postgresSink } from './seed-postgres.ts'
import { sqliteSink } from './seed-sqlite.ts'
import { voices, type Voice } from './texts.ts'

/** Takes whole conversations, many in one transaction. */
export type Sink = { readonly put: (rows: readonly Seeded[], version: string) => void | Promise<void>; readonly end: () => void | Promise<void> }

const BATCH = 500

/** Fills an empty database with so many conversations, past the product: only its schema and the rows it would have left. */
export async function seed(place: Place, conversations: number): Promise<void> {
  await (await openStore(place)).close()
  const templates = await Promise.all(voices.map(async ({ language }) => templateOf(await recordWalk({ ...walks.scripted, language, texts: MENUS }))))
  const sink = place.kind === 'sqlite' ? sqliteSink(place) : await postgresSink(place.url)
  const until = benchNow().getTime() - 60_000
  for (let n = 0; n < conversations; n += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, conversations - n) }, (_, i) => conversationRows(n + i, conversations, voices[(n + i) % voices.length] as Voice, templates[(n + i) % voices.length] as (typeof templates)[number], until))
    await sink.put(rows, templates[0]?.version ?? '')
    if (n % (BATCH * 20) === 0) process.stderr.write(`\rseeding ${place.kind}: ${n} of ${conversations}`)
  }
  await sink.end()
  process.stderr.write(`\r${' '.repeat(60)}\r`)
}

/** A walk that every language can take: by numbers and a command. */
const MENUS = ['menu', '1', 'menu', '2', 'menu']
