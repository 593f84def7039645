import type { Tables } from '../schema.ts'

/** How a value travels: as SQLite keeps it. `flag` is 0 or 1, `instant` an ISO text in UTC with milliseconds. */
export type Kind = 'text' | 'number' | 'flag' | 'instant'

/** One table, as both databases have it. */
export type MovedTable = {
  readonly name: string
  /** Sign-in data has a file, or a schema, of its own. */
  readonly room: 'desk' | 'sign-in'
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, Kind>>
}

type KindOf<V> = NonNullable<V> extends string ? 'text' : 'number'
/** A column that the schema gains and this list does not is a type error here. */
type ColumnsOf<T> = { readonly [C in keyof T]-?: KindOf<T[C]> }

const table = <N extends Exclude<keyof Tables, 'search'>>(name: N, key: readonly (keyof Tables[N] & string)[], columns: ColumnsOf<Tables[N]>): MovedTable => ({ name, room: 'desk', key, columns })

const every = {
  citizens: table('citizens', ['id'], { id: 'text', created_at: 'text' }),
  identities: table('identities', ['id'], { id: 'text', citizen_id: 'text', channel: 'text', account: 'text', address: 'text', created_at: 'text', memory: 'text', window_until: 'text', window_left: 'number', joined_at: 'text', citizen_before: 'text', opened_from: 'text' }),
  chat_sessions: table('chat_sessions', ['token_hash'], { token_hash: 'text', identity_id: 'text', created_at: 'text', after_seq: 'number', after_before: 'number' }),
  conversations: table('conversations', ['id'], {
    id: 'text', citizen_id: 'text', desk: 'text', identity_id: 'text', channel: 'text', language: 'text', mode: 'text', topic: 'text', urgent: 'text', urgency_rank: 'number', since: 'text', operator_id: 'text',
    opened_at: 'text', closed_at: 'text', outcome: 'text', last_at: 'text', last_seq: 'number', last_said_seq: 'number', last_from: 'text', unread: 'number', handed_off_at: 'text', first_reply_at: 'text',
    erase_after: 'text', hold: 'text', danger: 'text', profile: 'text', revision: 'number', state: 'text',
  }),
  entries: table('entries', ['conversation_id', 'seq'], { conversation_id: 'text', seq: 'number', at: 'text', kind: 'text', data: 'text', version: 'text' }),
  bodies: table('bodies', ['conversation_id', 'seq'], { conversation_id: 'text', seq: 'number', language: 'text', text: 'text', rendered: 'text', search_id: 'number' }),
  inbound: table('inbound', ['channel', 'account', 'external_id'], { channel: 'text', account: 'text', external_id: 'text', conversation_id: 'text', seq: 'number', at: 'text' }),
  outbox: table('outbox', ['id'], {
    id: 'number', conversation_id: 'text', seq: 'number', last_seq: 'number', identity_id: 'text', channel: 'text', origin: 'text', turn: 'number', due_at: 'text', attempts: 'number', sent: 'number', held_until: 'text',
    accepted_at: 'text', delivered_at: 'text', read_at: 'text', failed_at: 'text', ambiguous_at: 'text', explain: 'text', external_id: 'text', announced_at: 'text', failed_part: 'number', round: 'number', pending: 'number',
  }),
  joins: table('joins', ['id'], {
    id: 'text', state: 'text', code_hash: 'text', at: 'text', expires_at: 'text', first_identity: 'text', first_conversation: 'text', first_shares: 'number', agreed: 'number',
    second_identity: 'text', second_conversation: 'text', second_citizen: 'text', second_shares: 'number',
  }),
  doors: table('doors', ['token_hash'], { token_hash: 'text', conversation_id: 'text', expires_at: 'text' }),
  timers: table('timers', ['id'], { id: 'text', conversation_id: 'text', due_at: 'text', reason: 'text' }),
  files: table('files', ['id'], {
    id: 'text', conversation_id: 'text', name: 'text', mime: 'text', bytes: 'number', created_at: 'text', expires_at: 'text', state: 'text', explain: 'text', identity_id: 'text', source: 'text', attempts: 'number', due_at: 'text', held_until: 'text',
  }),
  notes: table('notes', ['id'], { id: 'text', conversation_id: 'text', operator_id: 'text', at: 'text', text: 'text' }),
  reads: table('reads', ['conversation_id', 'operator_id', 'at'], { conversation_id: 'text', operator_id: 'text', at: 'text' }),
  operator_settings: table('operator_settings', ['operator_id'], { operator_id: 'text', language: 'text' }),
  source_checks: table('source_checks', ['url'], {
    url: 'text', state: 'text', read_as: 'text', etag: 'text', last_modified: 'text', fingerprint: 'text', text: 'text', previous_text: 'text', page_date: 'text',
    checked_at: 'text', changed_at: 'text', moved_to: 'text', explain: 'text', failures: 'number', next_at: 'text',
  }),
  fact_revisions: table('fact_revisions', ['id'], { id: 'text', fact: 'text', at: 'text', by_id: 'text', by_name: 'text', kind: 'text', fact_values: 'text', note: 'text' }),
  missed_texts: table('missed_texts', ['conversation_id', 'seq'], { conversation_id: 'text', seq: 'number', desk: 'text', at: 'text', topics: 'text' }),
  channel_cursors: table('channel_cursors', ['channel', 'name'], { channel: 'text', name: 'text', value: 'text' }),
  channel_accounts: table('channel_accounts', ['channel', 'account'], {
    channel: 'text', account: 'text', last_in_at: 'text', last_out_at: 'text', trouble: 'text', trouble_code: 'text', trouble_at: 'text', paused_by: 'text', paused_at: 'text',
  }),
  training_texts: table('training_texts', ['id'], { id: 'text', language: 'text', topic: 'text', text: 'text', by_id: 'text', at: 'text' }),
} satisfies Record<Exclude<keyof Tables, 'search'>, MovedTable>

/** The desk's tables, each after those that it refers to. Not `search`: it is made anew from the words, because the databases index differently. */
export const deskTables: readonly MovedTable[] = Object.values(every)

/** The table whose words are found again. */
export const WORDS = every.bodies

export const columnsOf = ({ columns }: MovedTable): readonly (readonly [string, Kind])[] => Object.entries(columns)

/** A provider's own key may hold what PostgreSQL drops: its order is that of what both keep. */
export const isGiven = (column: string): boolean => column === 'external_id'
