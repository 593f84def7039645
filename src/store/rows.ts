import type { Kysely } from 'kysely'
import type { Conversation } from '../core/conversation.ts'
import type { Tables } from './schema.ts'
import type { Identity, Loaded, Part } from './store.ts'

type Db = Kysely<Tables>

/** Queries and rows of what is read at every message. */
export const identityOf = (row: { id: string; citizen_id: string; channel: string; account: string; address: string }): Identity => ({
  id: row.id, citizen: row.citizen_id, channel: row.channel, account: row.account, address: row.address,
})

export const conversationQuery = (db: Db) =>
  db.selectFrom('conversations').innerJoin('identities', 'identities.id', 'conversations.identity_id')
    .select(['conversations.state', 'conversations.last_seq', 'conversations.handed_off_at', 'identities.id', 'identities.citizen_id', 'identities.channel', 'identities.account', 'identities.address'])

export type ConversationRow = Awaited<ReturnType<ReturnType<typeof conversationQuery>['execute']>>[number]

export const loaded = (row: ConversationRow | undefined): Loaded | null =>
  row ? { conversation: JSON.parse(row.state) as Conversation, lastSeq: row.last_seq, handedOff: row.handed_off_at !== null, identity: identityOf(row) } : null

export const partQuery = (db: Db) =>
  db.selectFrom('outbox').innerJoin('identities', 'identities.id', 'outbox.identity_id')
    .leftJoin('bodies', (j) => j.onRef('bodies.conversation_id', '=', 'outbox.conversation_id').onRef('bodies.seq', '=', 'outbox.seq'))
    .select(['outbox.id as part', 'outbox.conversation_id', 'outbox.seq', 'outbox.origin', 'outbox.turn', 'outbox.attempts', 'outbox.due_at', 'bodies.language', 'bodies.text', 'bodies.rendered',
      'identities.id', 'identities.citizen_id', 'identities.channel', 'identities.account', 'identities.address'])

export type PartRow = Awaited<ReturnType<ReturnType<typeof partQuery>['execute']>>[number]

export const partOf = (row: PartRow): Part => ({
  id: Number(row.part), conversation: row.conversation_id, seq: row.seq, origin: row.origin as Part['origin'], turn: row.turn, attempts: row.attempts, dueAt: row.due_at, identity: identityOf(row),
  body: row.text === null || row.language === null ? null : { language: row.language, text: row.text, rendered: row.rendered === null ? null : JSON.parse(row.rendered) },
})
