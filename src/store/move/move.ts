import { type Found, MoveRefused, type Row, type Side, type Target } from './side.ts'
import { columnsOf, type MovedTable, WORDS } from './tables.ts'
import { MoveDiffers, type Verified, verify } from './verify.ts'

export type Moved = Verified & { readonly table: string }
/** `doing`, and how many rows of the table so far. */
export type Tell = (doing: 'copied' | 'verified', table: string, rows: number) => void

/**
 * Carries a desk from one database to another: every row is copied, then read again on both sides and compared, and only
 * then kept. All of it is one transaction of the new database, which undoes it by itself however the process ends: there is
 * no half desk to be recognised, and an end in the middle leaves the new database as empty as it was. The old one is only read.
 *
 * @throws MoveRefused a row cannot be had there; MoveDiffers
 */
export async function move(tables: readonly MovedTable[], from: Side, to: Target, tell: Tell): Promise<readonly Moved[]> {
  for (const table of tables) await copy(table, from, to, tell)
  await to.finish(await from.lastNumber())
  const moved: Moved[] = []
  for (const table of tables) moved.push(...await check(table, from, to, tell))
  await to.keep()
  return moved
}

async function copy(table: MovedTable, from: Side, to: Target, tell: Tell): Promise<void> {
  let rows = 0
  // One page is written while the next is read.
  let writing = Promise.resolve()
  for await (const page of from.read(table)) {
    await writing
    tell('copied', table.name, rows)
    writing = write(table, page, to)
    // Whoever waits for it is told; until then it is nobody's.
    writing.catch(() => {})
    rows += page.length
  }
  await writing
}

async function write(table: MovedTable, page: readonly Row[], to: Target): Promise<void> {
  try {
    await to.add(table, page)
    if (table === WORDS) await to.addFound(foundIn(page))
  } catch (error) {
    throw new MoveRefused(`The table ${table.name} could not be written: ${error instanceof Error ? error.message : error}. Nothing was kept in the new database.`)
  }
}

/** The words' own table comes with the index that was made of them. */
async function check(table: MovedTable, from: Side, to: Target, tell: Tell): Promise<readonly Moved[]> {
  let [rows, found] = [0, 0]
  const verified = await verify(table, from, to, async (page) => {
    tell('verified', table.name, rows += page.length)
    if (table !== WORDS) return
    const words = foundIn(page)
    const wrong = await to.notFound(words)
    if (wrong !== null) throw new MoveDiffers('search', String(wrong), 'column words')
    found += words.length
  })
  if (table !== WORDS) return [{ table: table.name, ...verified }]
  const indexed = await to.indexed()
  if (indexed !== found) throw new MoveDiffers('search', '(all)', `${found} rows were made and ${indexed} are there`)
  return [{ table: table.name, ...verified }, { table: 'search', rows: found, shortened: 0 }]
}

const [CONVERSATION, TEXT, SEARCH] = ['conversation_id', 'text', 'search_id'].map((name) => columnsOf(WORDS).findIndex(([column]) => column === name)) as [number, number, number]

const foundIn = (bodies: readonly Row[]): readonly Found[] =>
  bodies.filter((body) => body[SEARCH] !== null).map((body) => ({ id: Number(body[SEARCH]), conversation: String(body[CONVERSATION]), text: String(body[TEXT]) }))
