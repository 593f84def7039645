import type { Address } from '../../core/ids.ts'
import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'
import { type ConversationRow, conversationQuery, identityOf, type IdentityRow, loaded } from '../rows.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import type { Known, Loaded } from '../store.ts'

/** What is read at every message. */
export const knownStatements = ({ compiler: db }: Dialect) => ({
  identityAt: prepare((s) => db.selectFrom('identities').select(['id', 'citizen_id', 'channel', 'account', 'address']).where('channel', '=', s('channel')).where('account', '=', s('account')).where('address', '=', s('address'))),
  latestOf: prepare((s) => conversationQuery(db).where('conversations.citizen_id', '=', s('citizen')).where('conversations.desk', '=', s('desk')).orderBy(sql`conversations.closed_at is null`, 'desc').orderBy('conversations.opened_at', 'desc').limit(1)),
  conversationOf: prepare((s) => conversationQuery(db).where('conversations.id', '=', s('id'))),
  // Her own only: a provider's ids may repeat from one chat to another.
  wroteIn: prepare((s) => db.selectFrom('inbound')
    .innerJoin('conversations', 'conversations.id', 'inbound.conversation_id')
    .innerJoin('identities', (j) => j.onRef('identities.citizen_id', '=', 'conversations.citizen_id').onRef('identities.channel', '=', 'inbound.channel').onRef('identities.account', '=', 'inbound.account'))
    .innerJoin('entries', (j) => j.onRef('entries.conversation_id', '=', 'inbound.conversation_id').onRef('entries.seq', '=', 'inbound.seq'))
    .innerJoin('bodies', (j) => j.onRef('bodies.conversation_id', '=', 'inbound.conversation_id').onRef('bodies.seq', '=', 'inbound.seq'))
    .select('bodies.text').where('inbound.channel', '=', s('channel')).where('inbound.account', '=', s('account')).where('inbound.external_id', '=', s('externalId'))
    .where('identities.address', '=', s('address')).where('entries.kind', '=', 'citizen')),
})

type Statements = ReturnType<typeof knownStatements>

/** Who writes from an address, and the latest conversation with a desk. */
export function* readKnown(s: Statements, address: Address, desk: string): Work<Known> {
  const [row] = rowsIn<IdentityRow>(yield run(s.identityAt, address))
  if (row === undefined) return { identity: null, latest: null }
  const identity = identityOf(row)
  const [latest] = rowsIn<ConversationRow>(yield run(s.latestOf, { citizen: identity.citizen, desk }))
  return { identity, latest: loaded(latest) }
}

export function* readLoaded(s: Statements, id: string): Work<Loaded | null> {
  return loaded(rowsIn<ConversationRow>(yield run(s.conversationOf, { id }))[0])
}

export function* readWrote(s: Statements, address: Address, externalId: string): Work<string | null> {
  return rowsIn<{ text: string }>(yield run(s.wroteIn, { ...address, externalId }))[0]?.text ?? null
}
