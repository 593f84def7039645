import type { Conversation } from '../../core/conversation.ts'
import type { Dialect } from '../dialect.ts'
import { IDENTITY, identityOf, type IdentityRow } from '../rows.ts'
import type { Tables } from '../schema.ts'
import { prepare, rowsIn, run, Undo, type Work } from '../statement.ts'
import type { Join, JoinOffer, JoinSide, JoinState, TurnWrite } from '../store.ts'

export const joinStatements = ({ compiler: db }: Dialect) => {
  const first = db.selectFrom('joins').innerJoin('identities', 'identities.id', 'joins.first_identity').selectAll('joins').select(IDENTITY.map((column) => `${column} as h_${column.slice('identities.'.length)}` as const))
  return {
    // With her earlier code, and everybody's whose time is over.
    dropOffers: prepare((s) => db.deleteFrom('joins').where('state', 'in', ['offered', 'typed']).where((e) => e.or([e('first_identity', '=', s('identity')), e('expires_at', '<=', s('at'))]))),
    offer: prepare((s, n) => db.insertInto('joins').values({
      id: s('id'), state: 'offered', code_hash: s('hash'), at: s('at'), expires_at: s('expiresAt'), first_identity: s('identity'), first_conversation: s('conversation'), first_shares: n('shares'), agreed: n('agreed'),
    }).onConflict((c) => c.doNothing())),
    offered: prepare((s) => first.where('joins.code_hash', '=', s('hash')).where('joins.state', '=', 'offered').where('joins.expires_at', '>', s('now'))),
    byId: prepare((s) => first.where('joins.id', '=', s('id'))),
    identity: prepare((s) => db.selectFrom('identities').select(IDENTITY).where('id', '=', s('identity'))),
    typed: prepare((s, n) => db.updateTable('joins').set({
      state: 'typed', code_hash: null, at: s('now'), expires_at: s('until'), second_identity: s('identity'), second_conversation: s('conversation'), second_shares: n('shares'),
      second_citizen: (e) => e.selectFrom('identities').select('citizen_id').where('id', '=', s('identity')),
    }).where('id', '=', s('id')).where('state', '=', 'offered').where('expires_at', '>', s('now')).where('first_identity', '<>', s('identity'))),
    // An address belongs to one pair only, but for the one that gave all the codes: who parts knows from whom.
    joined: prepare((s) => db.updateTable('joins').set({ state: 'joined', at: s('at') }).where('id', '=', s('id')).where('state', '=', 'typed').where('expires_at', '>', s('at'))
      .where((e) => e.not(e.exists(e.selectFrom('joins as other').select('other.id').where('other.state', '=', 'joined')
        .where((o) => o.or([o('other.second_identity', '=', o.ref('joins.first_identity')), o('other.second_identity', '=', o.ref('joins.second_identity')), o('other.first_identity', '=', o.ref('joins.second_identity'))])))))),
    // With the pages that she opened from there.
    bring: prepare((s) => db.updateTable('identities').set((e) => ({ citizen_before: e.ref('citizen_id'), citizen_id: s('citizen'), joined_at: s('at') })).where('citizen_id', '=', s('before'))),
    markJoined: prepare((s) => db.updateTable('identities').set({ joined_at: s('at') }).where('citizen_id', '=', s('citizen'))),
    pagesBegin: prepare((s, n) => db.updateTable('chat_sessions').set({ after_seq: n('after') }).where('identity_id', 'in', (e) => e.selectFrom('identities').select('id').where('citizen_before', '=', s('before')))),
    joinedThrough: prepare((s) => first.where('joins.state', '=', 'joined').where((e) => e.or([e('joins.first_identity', '=', s('identity')), e('joins.second_identity', '=', s('identity'))])).orderBy('joins.at', 'desc')),
    parted: prepare((s) => db.updateTable('joins').set({ state: 'parted', at: s('at') }).where('id', '=', s('id'))),
    // What was told there of a danger goes with it, and is seen nowhere else.
    dangersAt: prepare((s) => db.selectFrom('conversations').select(['id', 'state']).where('citizen_id', '=', s('citizen')).where('danger', 'is not', null)
      .where('identity_id', 'in', (e) => e.selectFrom('identities').select('id').where('citizen_before', '=', s('before')))),
    giveDanger: prepare((s, n) => db.updateTable('conversations').set({ citizen_id: s('before'), revision: n('revision'), state: s('state') }).where('id', '=', s('id'))),
    giveBack: prepare((s) => db.updateTable('identities').set({ citizen_id: s('before'), citizen_before: null, joined_at: null }).where('citizen_before', '=', s('before'))),
    unmark: prepare((s) => db.updateTable('identities').set({ joined_at: null }).where('citizen_id', '=', s('citizen'))
      .where((e) => e.not(e.exists(e.selectFrom('identities as other').select('other.id').where('other.citizen_id', '=', s('citizen')).where('other.citizen_before', 'is not', null))))),
  }
}

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
  if (before === citizen) throw new Undo({ kind: 'duplicate' })
  yield run(s.joins.bring, { citizen, before, at })
  yield run(s.joins.markJoined, { citizen, at })
  yield run(s.joins.pagesBegin, { before, after: first.shares && second.shares ? 0 : lastSeq })
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
    for (const { id, state } of rowsIn<{ id: string; state: string }>(yield run(s.joins.dangersAt, { citizen, before }))) {
      const conversation = JSON.parse(state) as Conversation
      const revision = conversation.revision + 1
      yield run(s.joins.giveDanger, { id, before, revision, state: JSON.stringify({ ...conversation, citizen: before, revision }) })
    }
    yield run(s.joins.giveBack, { before })
    yield run(s.joins.unmark, { citizen })
  }
  return parted
}

function* joinOf({ joins }: WithJoins, row: Row): Work<Join> {
  const first = { identity: identityOf(firstOf(row)), conversation: row.first_conversation, shares: row.first_shares === 1 }
  const [other] = row.second_identity === null ? [] : rowsIn<IdentityRow>(yield run(joins.identity, { identity: row.second_identity }))
  const second: JoinSide | null = other === undefined || row.second_conversation === null ? null : { identity: identityOf(other), conversation: row.second_conversation, shares: row.second_shares === 1 }
  return { id: row.id, state: row.state as JoinState, agreed: row.agreed === 1, first, second }
}

const firstOf = (row: Row): IdentityRow => ({
  id: row.h_id, citizen_id: row.h_citizen_id, channel: row.h_channel, account: row.h_account, address: row.h_address, memory: row.h_memory, window_until: row.h_window_until, window_left: row.h_window_left, joined_at: row.h_joined_at,
})
