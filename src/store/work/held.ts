import { sql } from 'kysely'
import type { Address } from '../../core/ids.ts'
import type { OpenWindow } from '../../core/window.ts'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import { type Heard, HELD } from '../store.ts'

const OPEN = sql.lit(1)

export const heldStatements = ({ compiler: db }: Dialect) => ({
  hear: prepare((s, n) => db.updateTable('identities').set({ memory: sql<string>`coalesce(${s('memory')}, memory)`, window_until: s('until'), window_left: n('left') }).where('id', '=', s('identity'))),
  remember: prepare((s) => db.updateTable('identities').set({ memory: s('memory') }).where('id', '=', s('identity'))),
  // After her window is written, and so after whoever holds something for her at this moment.
  anything: prepare((s) => db.selectFrom('outbox').select('id').where('pending', '=', OPEN).where('identity_id', '=', s('identity')).where('due_at', '=', HELD).limit(1)),
  // With all that the assistant had behind it.
  overtake: prepare((s) => db.updateTable('outbox').set({ failed_at: s('at'), explain: 'She wrote again before it could go.', pending: 0 })
    .where('pending', '=', OPEN).where('identity_id', '=', s('identity')).where('origin', '=', 'bot').where('held_until', 'is', null)
    .where((e) => e('id', '>=', e.selectFrom('outbox as held').select((m) => m.fn.min('held.id').as('first')).where('held.pending', '=', OPEN).where('held.identity_id', '=', s('identity')).where('held.due_at', '=', HELD)))),
  release: prepare((s) => db.updateTable('outbox').set({ due_at: s('at') }).where('pending', '=', OPEN).where('identity_id', '=', s('identity')).where('due_at', '=', HELD)),
  identityAt: prepare((s) => db.selectFrom('identities').select('id').where('channel', '=', s('channel')).where('account', '=', s('account')).where('address', '=', s('address'))),
})

export type WithHeld = { readonly held: ReturnType<typeof heldStatements> }

/** She wrote: what an operator had to say goes now, what the assistant had left is answered anew. True: there is something. */
export function* hear({ held }: WithHeld, identity: string, { memory, window }: Heard, at: string): Work<boolean> {
  if (window === null) {
    yield run(held.remember, { identity, memory })
    return false
  }
  yield run(held.hear, { identity, memory, until: window.until, left: window.left })
  if (rowsIn(yield run(held.anything, { identity })).length === 0) return false
  yield run(held.overtake, { identity, at })
  return (yield run(held.release, { identity, at })).changes > 0
}

/** All that is held for her goes on; the identity when there was something, else null. */
export function* resumeHeld({ held }: WithHeld, address: Address, window: OpenWindow, at: string): Work<string | null> {
  const [her] = rowsIn<{ id: string }>(yield run(held.identityAt, address))
  if (her === undefined || (yield run(held.release, { identity: her.id, at })).changes === 0) return null
  yield run(held.hear, { identity: her.id, memory: null, until: window.until, left: window.left })
  return her.id
}
