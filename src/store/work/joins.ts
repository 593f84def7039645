import type { Conversation } from '../../core/conversation.ts'
import { identityOf, type IdentityRow } from '../rows.ts'
import type { Tables } from '../schema.ts'
import { rowsIn, run, Undo, type Work } from '../statement.ts'
import type { Identity, Join, JoinOffer, JoinSide, JoinState, TurnWrite } from '../store.ts'
import type { joinStatements } from './join-statements.ts'

export type WithJoins = { readonly joins: ReturnType<typeof joinStatements> }
type Row = Tables['joins'] & { readonly [Column in keyof IdentityRow as `h_${Column}`]: IdentityRow[Column] }

export function* offerJoin({ joins }: WithJoins, { shares, agreed, ...offer }: JoinOffer): Work<boolean> {
  yield run(joins.dropOffers, { identity: offer.identity, at: offer.at })
  return (yield run(joins.offer, { ...offer, shares: Number(shares), agreed: Number(agreed) })).changes > 0
}

export function* readOffered(s: WithJoins, hash: string, now: string): Work<Join | null> {
  const [row] = rowsIn<Row>(yield run(s.joins.offered, { hash, now }))
  return row === undefined ? null : yield* joinOf(s, row)
}

export function* readJoin(s: WithJoins, id: string): Work<Join | null> {
  const [row] = rowsIn<Row>(yield run(s.joins.byId, { id }))
  return row === undefined ? null : yield* joinOf(s, row)
}

export function* typeJoin({ joins }: WithJoins, id: string, { shares, ...second }: { identity: string; conversation: string; shares: boolean }, now: string, until: string): Work<boolean> {
  return (yield run(joins.typed, { id, now, until, ...second, shares: Number(shares) })).changes > 0
}

/** In the turn that says so: both addresses are one citizen's from its first entry on. */
export function* writeJoin(s: WithJoins, { join, conversation, at, lastSeq }: TurnWrite): Work<void> {
  if (join === null) return
  if (join.kind === 'offered') {
    // Another code is made.
    if (!(yield* offerJoin(s, join.offer))) throw new Undo({ kind: 'stale' })
    return
  }
  if ((yield run(s.joins.joined, { id: join.id, at })).changes === 0) throw new Undo({ kind: 'duplicate' })
  const known = yield* readJoin(s, join.id)
  if (known === null || known.second === null) throw new Undo({ kind: 'duplicate' })
  const { first, second } = known
  const [citizen, before] = [conversation.citizen, second.identity.citizen]
  const [ending] = rowsIn<{ id: string; state: string }>(yield run(s.joins.ending, { id: second.conversation }))
  if (before === citizen || ending === undefined) throw new Undo({ kind: 'duplicate' })
  yield run(s.joins.bring, { citizen, before, at })
  yield run(s.joins.markJoined, { citizen, at })
  yield run(s.joins.pagesBegin, { before, after: first.shares && second.shares ? 0 : lastSeq })
  yield run(s.joins.end, { id: ending.id, at, ...changed(ending.state, { mode: { kind: 'closed' }, closedAt: at }) })
}

/** A conversation with something else in it, as it is saved. */
function changed(state: string, change: Partial<Conversation>): { readonly revision: number; readonly state: string } {
  const conversation = JSON.parse(state) as Conversation
  const revision = conversation.revision + 1
  return { revision, state: JSON.stringify({ ...conversation, ...change, revision }) }
}

export function* partJoins(s: WithJoins, identity: string, at: string): Work<Join[]> {
  const parted: Join[] = []
  for (const row of rowsIn<Row>(yield run(s.joins.joinedThrough, { identity }))) {
    const known = yield* joinOf(s, row)
    const before = row.second_citizen
    if (known.second === null || before === null) continue
    parted.push(known)
    const { citizen } = known.first.identity
    yield run(s.joins.parted, { id: row.id, at })
    yield* divide(s, known.first.identity, before)
    yield run(s.joins.pagesReturn, { before })
    yield run(s.joins.giveBack, { before })
    yield run(s.joins.unmark, { citizen })
  }
  return parted
}

/** What was told of a danger goes with the address at which it was told, and so does what began there beside it; the rest stays, and is answered where the code was given. */
function* divide({ joins }: WithJoins, { id, citizen }: Identity, before: string): Work<void> {
  const all = rowsIn<DividedRow>(yield run(joins.conversationsOf, { citizen }))
  for (const one of all.filter(({ citizen_before }) => citizen_before === before)) {
    const leaves = one.danger !== null || all.some((other) => other.desk === one.desk && other.closed_at === null && other.danger !== null && other.citizen_before === null)
    const to = leaves ? { citizen: before, replyVia: (JSON.parse(one.state) as Conversation).replyVia } : { citizen, replyVia: id }
    yield run(joins.give, { id: one.id, citizen: to.citizen, identity: to.replyVia, ...changed(one.state, to) })
  }
}

type DividedRow = Pick<Tables['conversations'], 'id' | 'desk' | 'state' | 'danger' | 'closed_at'> & Pick<Tables['identities'], 'citizen_before'>

function* joinOf({ joins }: WithJoins, row: Row): Work<Join> {
  const first = { identity: identityOf(firstOf(row)), conversation: row.first_conversation, shares: row.first_shares === 1 }
  const [other] = row.second_identity === null ? [] : rowsIn<IdentityRow>(yield run(joins.identity, { identity: row.second_identity }))
  const second: JoinSide | null = other === undefined || row.second_conversation === null ? null : { identity: identityOf(other), conversation: row.second_conversation, shares: row.second_shares === 1 }
  return { id: row.id, state: row.state as JoinState, agreed: row.agreed === 1, first, second }
}

const firstOf = (row: Row): IdentityRow => ({
  id: row.h_id, citizen_id: row.h_citizen_id, channel: row.h_channel, account: row.h_account, address: row.h_address, memory: row.h_memory, window_until: row.h_window_until, window_left: row.h_window_left, joined_at: row.h_joined_at, opened_from: row.h_opened_from,
})
