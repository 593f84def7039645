import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { fileOf, freshDatabase, openStore, type Place } from '../database.ts'
import { addressOf, CHANNEL, DESK, messageId } from '../names.ts'
import { createProduct } from '../product.ts'
import type { Walk } from '../walks.ts'
import type { Entry, Step } from './steps.ts'

type Cell = string | number | null
type Cells = Readonly<Record<string, Cell>>

/** Runs the product once, for one citizen, and keeps what it wrote at each step of her walk. */
export async function recordWalk(walk: Walk): Promise<Step[]> {
  const { place } = await freshDatabase('NORMAL', null)
  const store = await openStore(place)
  const receive = (await createProduct(walk.name === 'free' ? 'real' : 'none'))(store)
  const from = { channel: CHANNEL, account: DESK, address: addressOf(0) }
  const steps: Step[] = []
  for (const [i, text] of [null, ...walk.texts].entries()) {
    const content = text === null ? { kind: 'opened' as const, language: walk.language, flow: null } : { kind: 'wrote' as const, text }
    await receive.incoming({ from, desk: DESK, externalId: text === null ? null : `${from.address}:${messageId(i)}`, content })
    steps.push(lastStep(place, text))
  }
  await store.close()
  rmSync(place.folder, { recursive: true })
  return steps
}

/** What the last turn wrote, read from the database. */
function lastStep(place: Place, text: string | null): Step {
  const db = new Database(fileOf(place), { readonly: true })
  const one = (query: string, ...values: Cell[]): Cells => db.prepare(query).get(...values) as Cells
  const all = (query: string, ...values: Cell[]): Cells[] => db.prepare(query).all(...values) as Cells[]
  const c = one('select * from conversations')
  const id = c.id as string
  const at = c.last_at as string
  const before = Number(one('select coalesce(max(seq), 0) as seq from entries where at < ?', at).seq)
  const rows = all('select e.kind, e.data, e.seq, e.version, b.language, b.text, b.rendered, b.search_id from entries e left join bodies b on b.conversation_id = e.conversation_id and b.seq = e.seq where e.seq > ? order by e.seq', before)
  const outbox = all('select seq, last_seq, origin from outbox where seq > ? order by id', before)
  db.close()
  const step: Step = {
    text, state: JSON.parse(c.state as string), version: rows[0]?.version as string,
    conversation: {
      language: c.language as string, mode: c.mode as string, topic: c.topic as string | null, urgent: c.urgent as string | null, urgencyRank: Number(c.urgency_rank), outcome: c.outcome as string | null, unread: Number(c.unread),
      lastFrom: c.last_from as string, saidAt: Number(c.last_said_seq) > before ? Number(c.last_said_seq) - before - 1 : null, eraseAfter: c.erase_after === null ? null : Math.round((Date.parse(c.erase_after as string) - Date.parse(at)) / 86_400_000), isHandedOff: c.handed_off_at !== null,
    },
    entries: rows.map((r): Entry => ({ kind: r.kind as string, data: JSON.parse(r.data as string), language: r.language as string | null, text: r.text as string | null, rendered: r.rendered === null ? null : JSON.parse(r.rendered as string), isFound: r.search_id !== null })),
    outbox: outbox.map((o) => ({ first: Number(o.seq) - before - 1, last: Number(o.last_seq) - before - 1, origin: o.origin as string })),
  }
  requireNameless(step, [id, c.citizen_id, c.identity_id] as string[])
  if (step.conversation.mode !== 'scripted') throw new Error(`the step «${text}» leaves the script: the floor does not know how to wait`)
  return step
}

/** @throws Error somebody's id is where no message would put its own */
function requireNameless({ entries, text }: Step, ids: readonly string[]): void {
  const written = JSON.stringify(entries)
  if (ids.some((id) => written.includes(id))) throw new Error(`the step «${text}» has ids in its entries that the floor does not know`)
}
