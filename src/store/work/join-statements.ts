import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { IDENTITY } from '../rows.ts'
import { prepare } from '../statement.ts'

export const joinStatements = ({ compiler: db, locksRows }: Dialect) => {
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
    // Whoever gave codes may give more; one that came to another, with its pages, neither gives nor types any: who parts knows from whom.
    joined: prepare((s) => db.updateTable('joins').set({ state: 'joined', at: s('at') }).where('id', '=', s('id')).where('state', '=', 'typed').where('expires_at', '>', s('at'))
      .where((e) => e.exists(e.selectFrom('identities').select('id').whereRef('id', '=', 'joins.first_identity').where('citizen_before', 'is', null)))
      .where((e) => e.exists(e.selectFrom('identities').select('id').whereRef('id', '=', 'joins.second_identity').where('joined_at', 'is', null)))),
    // Whoever waits for a person, is being answered, or told of a danger is not moved: it is looked at as it is now, and stays so until the end.
    ending: prepare((s) => db.selectFrom('conversations').select(['id', 'state']).where('id', '=', s('id')).where('closed_at', 'is', null).where('danger', 'is', null).where('mode', 'not in', ['queued', 'attended']).$if(locksRows, (q) => q.forUpdate())),
    end: prepare((s, n) => db.updateTable('conversations').set({ mode: 'closed', closed_at: s('at'), last_at: s('at'), revision: n('revision'), state: s('state') }).where('id', '=', s('id'))),
    // With the pages that she opened from there.
    bring: prepare((s) => db.updateTable('identities').set((e) => ({ citizen_before: e.ref('citizen_id'), citizen_id: s('citizen'), joined_at: s('at') })).where('citizen_id', '=', s('before'))),
    markJoined: prepare((s) => db.updateTable('identities').set({ joined_at: s('at') }).where('citizen_id', '=', s('citizen'))),
    // Never more than a page of her own shows already.
    pagesBegin: prepare((s, n) => db.updateTable('chat_sessions').set((e) => ({ after_before: e.fn.coalesce('after_seq', e.lit(0)), after_seq: sql<number>`case when coalesce(after_seq, 0) > ${n('after')} then after_seq else ${n('after')} end` }))
      .where('identity_id', 'in', (e) => e.selectFrom('identities').select('id').where('citizen_before', '=', s('before')))),
    pagesReturn: prepare((s) => db.updateTable('chat_sessions').set((e) => ({ after_seq: e.ref('after_before'), after_before: null })).where('after_before', 'is not', null)
      .where('identity_id', 'in', (e) => e.selectFrom('identities').select('id').where('citizen_before', '=', s('before')))),
    // Through any address or page of one side: of the one that gave codes all, of another its own.
    joinedThrough: prepare((s) => first.where('joins.state', '=', 'joined').where((e) => e.exists(e.selectFrom('identities as me').select('me.id').where('me.id', '=', s('identity'))
      .where((m) => m.or([m('me.citizen_before', '=', m.ref('joins.second_citizen')), m.and([m('me.citizen_before', 'is', null), m('me.citizen_id', '=', m.ref('identities.citizen_id'))])])))).orderBy('joins.at', 'desc')),
    parted: prepare((s) => db.updateTable('joins').set({ state: 'parted', at: s('at') }).where('id', '=', s('id'))),
    // Of the citizen that parts: where each is answered, and whether that is on the side that leaves.
    conversationsOf: prepare((s) => db.selectFrom('conversations').innerJoin('identities', 'identities.id', 'conversations.identity_id').select(['conversations.id', 'conversations.desk', 'conversations.state', 'conversations.danger', 'conversations.closed_at', 'identities.citizen_before'])
      .where('conversations.citizen_id', '=', s('citizen')).where((e) => e.or([e('conversations.closed_at', 'is', null), e('conversations.danger', 'is not', null)])).$if(locksRows, (q) => q.forUpdate('conversations'))),
    give: prepare((s, n) => db.updateTable('conversations').set({ citizen_id: s('citizen'), identity_id: s('identity'), channel: (e) => e.selectFrom('identities').select('channel').where('id', '=', s('identity')), revision: n('revision'), state: s('state') }).where('id', '=', s('id'))),
    giveBack: prepare((s) => db.updateTable('identities').set({ citizen_id: s('before'), citizen_before: null, joined_at: null }).where('citizen_before', '=', s('before'))),
    unmark: prepare((s) => db.updateTable('identities').set({ joined_at: null }).where('citizen_id', '=', s('citizen'))
      .where((e) => e.not(e.exists(e.selectFrom('identities as other').select('other.id').where('other.citizen_id', '=', s('citizen')).where('other.citizen_before', 'is not', null))))),
  }
}
