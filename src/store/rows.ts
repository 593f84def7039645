import type { Kysely } from 'kysely'
import type { Conversation } from '../core/conversation.ts'
import type { FactRevision } from '../core/facts.ts'
import type { Tables } from './schema.ts'
import type { FullSourceCheck, Identity, Loaded, SourceCheck, SourceState, StoredEntry } from './store.ts'

type Db = Kysely<Tables>
type RowOf<Query extends (db: Db) => { execute: () => Promise<unknown[]> }> = Awaited<ReturnType<ReturnType<Query>['execute']>>[number]

/** What is read of an identity, wherever one is read. */
export const IDENTITY = ['identities.id', 'identities.citizen_id', 'identities.channel', 'identities.account', 'identities.address', 'identities.memory', 'identities.window_until', 'identities.window_left', 'identities.joined_at', 'identities.opened_from'] as const

export type IdentityRow = Omit<Tables['identities'], 'created_at' | 'citizen_before'>
export const identityOf = ({ window_until: until, ...row }: IdentityRow): Identity => ({
  id: row.id, citizen: row.citizen_id, channel: row.channel, account: row.account, address: row.address, memory: row.memory, window: until === null ? null : { until, left: row.window_left }, joined: row.joined_at !== null, place: row.opened_from ?? row.id,
})

export const conversationQuery = (db: Db) =>
  db.selectFrom('conversations').innerJoin('identities', 'identities.id', 'conversations.identity_id')
    .select(['conversations.state', 'conversations.last_seq', 'conversations.handed_off_at', ...IDENTITY])

/** What a conversation that was saved before has not. */
const NEW_SINCE: Pick<Conversation, 'profile' | 'profiles'> = { profile: null, profiles: [] }

export type ConversationRow = RowOf<typeof conversationQuery>

export const loaded = (row: ConversationRow | undefined): Loaded | null =>
  row ? { conversation: { ...NEW_SINCE, ...(JSON.parse(row.state) as Conversation) }, lastSeq: row.last_seq, handedOff: row.handed_off_at !== null, identity: identityOf(row) } : null

export const entryQuery = (db: Db) =>
  db.selectFrom('entries').leftJoin('bodies', (j) => j.onRef('bodies.conversation_id', '=', 'entries.conversation_id').onRef('bodies.seq', '=', 'entries.seq'))
    .select(['entries.seq', 'entries.at', 'entries.kind', 'entries.data', 'bodies.language', 'bodies.text', 'bodies.rendered'])

export type EntryRow = RowOf<typeof entryQuery>

export const entryOf = (r: EntryRow): StoredEntry => ({
  seq: r.seq, at: r.at, kind: r.kind as StoredEntry['kind'], data: JSON.parse(r.data),
  body: r.text === null || r.language === null ? null : { language: r.language, text: r.text, rendered: r.rendered === null ? null : JSON.parse(r.rendered) },
})

export type SourceRow = Tables['source_checks']

export const checkOf = (r: Omit<SourceRow, 'text' | 'previous_text'>): SourceCheck => ({
  url: r.url, state: r.state === 'new' ? null : (r.state as SourceState), readAs: r.read_as, etag: r.etag, lastModified: r.last_modified, fingerprint: r.fingerprint, pageDate: r.page_date,
  checkedAt: r.checked_at, changedAt: r.changed_at, movedTo: r.moved_to, explain: r.explain, failures: r.failures, nextAt: r.next_at,
})

export const fullCheckOf = (r: SourceRow): FullSourceCheck => ({ ...checkOf(r), text: r.text, previousText: r.previous_text })

export const revisionOf = (r: Tables['fact_revisions']): FactRevision => ({
  id: r.id, fact: r.fact, at: r.at, by: r.by_id, byName: r.by_name, kind: r.kind as FactRevision['kind'], values: JSON.parse(r.fact_values) as FactRevision['values'], note: r.note,
})
