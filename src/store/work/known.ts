import { sql } from 'kysely'
import type { Address } from '../../core/ids.ts'
import type { Dialect } from '../dialect.ts'
import { type ConversationRow, conversationQuery, entryOf, type EntryRow, entryQuery, IDENTITY, identityOf, type IdentityRow, loaded } from '../rows.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import type { Identity, Known, Loaded, Session, StoredEntry } from '../store.ts'

/** What is read at every message. */
export const knownStatements = ({ compiler: db }: Dialect) => ({
  identityAt: prepare((s) => db.selectFrom('identities').select(IDENTITY).where('channel', '=', s('channel')).where('account', '=', s('account')).where('address', '=', s('address'))),
  latestOf: prepare((s) => conversationQuery(db).where('conversations.citizen_id', '=', s('citizen')).where('conversations.desk', '=', s('desk')).orderBy(sql`conversations.closed_at is null`, 'desc').orderBy(sql`coalesce(identities.opened_from, identities.id) = ${s('place')}`, 'desc').orderBy('conversations.opened_at', 'desc').limit(1)),
  // Where she has several addresses, conversations may be open beside each other: their numbers go on from the highest.
  highest: prepare((s) => db.selectFrom('conversations').select((e) => e.fn.max('last_seq').as('seq')).where('citizen_id', '=', s('citizen')).where('desk', '=', s('desk'))),
  session: prepare((s) => db.selectFrom('chat_sessions').innerJoin('identities', 'identities.id', 'chat_sessions.identity_id')
    .select([...IDENTITY, 'chat_sessions.after_seq']).where('chat_sessions.token_hash', '=', s('hash'))),
  heard: prepare((s, n) => entryQuery(db)
    .where('entries.conversation_id', 'in', (e) => e.selectFrom('conversations').select('id').where('citizen_id', '=', s('citizen')).where('desk', '=', s('desk')).where('last_seq', '>', n('after'))
      .where((c) => c.or([c('danger', 'is', null), c('identity_id', 'in', c.selectFrom('identities').select('id').where('citizen_id', '=', s('citizen')).where((p) => p.or([p('id', '=', s('place')), p('opened_from', '=', s('place'))]))), c.not(c.exists(c.selectFrom('identities').select('id').where('id', '=', s('identity')).where('joined_at', 'is not', null)))])))
    .where('entries.seq', '>', n('after')).orderBy('entries.seq').limit(n('limit'))),
  conversationOf: prepare((s) => conversationQuery(db).where('conversations.id', '=', s('id'))),
  moveAddress: prepare((s) => db.updateTable('identities').set({ address: s('to') }).where('channel', '=', s('channel')).where('account', '=', s('account')).where('address', '=', s('address'))
    .where((e) => e.not(e.exists(e.selectFrom('identities as other').select('other.id').where('other.channel', '=', s('channel')).where('other.account', '=', s('account')).where('other.address', '=', s('to')))))),
  // Her own only: a provider's ids may repeat from one chat to another.
  wroteIn: prepare((s) => db.selectFrom('inbound')
    .innerJoin('conversations', 'conversations.id', 'inbound.conversation_id')
    .innerJoin('identities', (j) => j.onRef('identities.citizen_id', '=', 'conversations.citizen_id').onRef('identities.channel', '=', 'inbound.channel').onRef('identities.account', '=', 'inbound.account'))
    .innerJoin('entries', (j) => j.onRef('entries.conversation_id', '=', 'inbound.conversation_id').onRef('entries.seq', '=', 'inbound.seq'))
    .innerJoin('bodies', (j) => j.onRef('bodies.conversation_id', '=', 'inbound.conversation_id').onRef('bodies.seq', '=', 'inbound.seq'))
    .select('bodies.text').where('inbound.channel', '=', s('channel')).where('inbound.account', '=', s('account')).where('inbound.external_id', '=', s('externalId'))
    .where('identities.address', '=', s('address')).where('entries.kind', '=', 'citizen')),
})

export type WithKnown = { readonly known: ReturnType<typeof knownStatements> }

/** Who writes from an address, and the latest conversation with a desk: of two that are open, the one that is answered at this address. */
export function* readKnown({ known }: WithKnown, address: Address, desk: string): Work<Known> {
  const [row] = rowsIn<IdentityRow>(yield run(known.identityAt, address))
  if (row === undefined) return { identity: null, latest: null }
  const identity = identityOf(row)
  const [latest] = rowsIn<ConversationRow>(yield run(known.latestOf, { citizen: identity.citizen, place: identity.place, desk }))
  return { identity, latest: yield* numbered({ known }, loaded(latest), identity.joined) }
}

export function* readLoaded({ known }: WithKnown, id: string): Work<Loaded | null> {
  const found = loaded(rowsIn<ConversationRow>(yield run(known.conversationOf, { id }))[0])
  return yield* numbered({ known }, found, found?.identity.joined ?? false)
}

function* numbered({ known }: WithKnown, found: Loaded | null, joined: boolean): Work<Loaded | null> {
  if (found === null || !joined) return found
  const { citizen, desk } = found.conversation
  const [highest] = rowsIn<{ seq: number | null }>(yield run(known.highest, { citizen, desk }))
  return { ...found, lastSeq: Math.max(found.lastSeq, highest?.seq ?? 0) }
}

export function* readWrote({ known }: WithKnown, address: Address, externalId: string): Work<string | null> {
  return rowsIn<{ text: string }>(yield run(known.wroteIn, { ...address, externalId }))[0]?.text ?? null
}

export function* readSession({ known }: WithKnown, hash: string): Work<Session | null> {
  const [row] = rowsIn<IdentityRow & { after_seq: number | null }>(yield run(known.session, { hash }))
  return row === undefined ? null : { ...identityOf(row), after: row.after_seq ?? 0 }
}

/** At an address that she joined, nothing of a danger that was told at another. */
export function* readHeard({ known }: WithKnown, { citizen, id: identity, place }: Pick<Identity, 'citizen' | 'id' | 'place'>, desk: string, after: number, limit: number): Work<StoredEntry[]> {
  return rowsIn<EntryRow>(yield run(known.heard, { citizen, identity, place, desk, after, limit })).map(entryOf)
}
