import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely'
import { conversationQuery, partQuery } from './rows.ts'
import type { Tables } from './schema.ts'
import { type NumberSlot, prepare, type Statement, type TextSlot } from './statement.ts'

/** Compiles and never runs: the hot statements of a turn, in one dialect. */
const compiler = new Kysely<Tables>({
  dialect: { createAdapter: () => new SqliteAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (db) => new SqliteIntrospector(db), createQueryCompiler: () => new SqliteQueryCompiler() },
})

export type Statements = ReturnType<typeof statementsFor>

/** Every statement that a message needs, from reading to the outbox, compiled once at start. */
export const statementsFor = (db: Kysely<Tables>) => ({
  seen: prepare((s) => db.selectFrom('inbound').select('seq').where('channel', '=', s('channel')).where('account', '=', s('account')).where('external_id', '=', s('externalId'))),
  addCitizen: prepare((s) => db.insertInto('citizens').values({ id: s('citizen'), created_at: s('at') })),
  addIdentity: prepare((s) => db.insertInto('identities').values({
    id: s('identity'), citizen_id: s('citizen'), channel: s('channel'), account: s('account'), address: s('address'), created_at: s('at'),
  }).onConflict((c) => c.doNothing())),
  addConversation: prepare((s, n) => db.insertInto('conversations').values({ ...conversationSlots(s, n), id: s('id'), citizen_id: s('citizen'), desk: s('desk'), channel: s('channel'), opened_at: s('openedAt'), hold: null }).onConflict((c) => c.doNothing())),
  changeConversation: prepare((s, n) => db.updateTable('conversations').set({
    ...conversationSlots(s, n),
    handed_off_at: sql<string>`coalesce(handed_off_at, ${s('handedOffAt')})`,
    first_reply_at: sql<string>`coalesce(first_reply_at, ${s('firstReplyAt')})`,
    unread: sql<number>`case ${s('unreadChange')} when 'add' then unread + 1 when 'clear' then 0 else unread end`,
    last_said_seq: sql<number>`coalesce(${n('lastSaidSeq')}, last_said_seq)`,
    last_from: sql<string>`coalesce(${s('lastFrom')}, last_from)`,
  }).where('id', '=', s('id')).where('revision', '=', n('expectedRevision'))),
  addEntry: prepare((s, n) => db.insertInto('entries').values({ conversation_id: s('id'), seq: n('seq'), at: s('at'), kind: s('kind'), data: s('data'), version: s('version') })),
  addBody: prepare((s, n) => db.insertInto('bodies').values({ conversation_id: s('id'), seq: n('seq'), language: s('language'), text: s('text'), rendered: s('rendered'), search_id: null })),
  addFoundBody: prepare((s, n) => db.insertInto('bodies').values({
    conversation_id: s('id'), seq: n('seq'), language: s('language'), text: s('text'), rendered: s('rendered'), search_id: sql<number>`last_insert_rowid()`,
  })),
  addInbound: prepare((s, n) => db.insertInto('inbound').values({
    channel: s('channel'), account: s('account'), external_id: s('externalId'), conversation_id: s('id'), seq: n('seq'), at: s('at'),
  })),
  addPart: prepare((s, n) => db.insertInto('outbox').values({
    conversation_id: s('id'), seq: n('seq'), identity_id: s('identity'), channel: s('channel'), origin: s('origin'), turn: n('turn'), due_at: s('dueAt'), attempts: 0, pending: 1,
  })),
  addTimer: prepare((s) => db.insertInto('timers').values({ id: s('timer'), conversation_id: s('id'), due_at: s('dueAt'), reason: s('reason') })),
  acceptPart: prepare((s, n) => db.updateTable('outbox').set({ accepted_at: s('at'), external_id: s('externalId'), attempts: sql`attempts + 1`, pending: 0 }).where('id', '=', n('part'))),
  retryPart: prepare((s, n) => db.updateTable('outbox').set({ due_at: s('at'), explain: s('explain'), attempts: sql`attempts + 1` }).where('id', '=', n('part'))),
  failPart: prepare((s, n) => db.updateTable('outbox').set({ failed_at: s('at'), explain: s('explain'), attempts: sql`attempts + 1`, pending: 0 }).where('id', '=', n('part'))),
  doubtPart: prepare((s, n) => db.updateTable('outbox').set({ ambiguous_at: s('at'), explain: s('explain'), attempts: sql`attempts + 1`, pending: 0 }).where('id', '=', n('part'))),
  cancelTurn: prepare((s, n) => db.updateTable('outbox').set({ failed_at: s('at'), explain: s('explain'), pending: 0 })
    .where('pending', '=', 1).where('origin', '=', 'bot').where('conversation_id', '=', s('id')).where('turn', '=', n('turn'))),
  partOf: prepare((_s, n) => db.selectFrom('outbox').select(['conversation_id', 'turn', 'origin']).where('id', '=', n('part'))),
  identityAt: prepare((s) => db.selectFrom('identities').selectAll().where('channel', '=', s('channel')).where('account', '=', s('account')).where('address', '=', s('address'))),
  latestOf: prepare((s) => conversationQuery(db).where('conversations.citizen_id', '=', s('citizen')).where('conversations.desk', '=', s('desk')).orderBy(sql`conversations.closed_at is null`, 'desc').orderBy('conversations.opened_at', 'desc').limit(1)),
  conversationOf: prepare((s) => conversationQuery(db).where('conversations.id', '=', s('id'))),
  nextPartOf: prepare((s) => partQuery(db).where('outbox.conversation_id', '=', s('id')).where('outbox.pending', '=', 1).orderBy('outbox.id').limit(1)),
  addSearch: rawStatement('insert into search (conversation_id, words) values (?, ?)', ['id', 'words']),
})

const conversationSlots = (s: TextSlot, n: NumberSlot) => ({
  identity_id: s('identity'), language: s('language'), mode: s('mode'), topic: s('topic'),
  urgent: s('urgent'), urgency_rank: n('urgencyRank'), since: s('since'), operator_id: s('operator'),
  closed_at: s('closedAt'), outcome: s('outcome'), last_at: s('at'), last_seq: n('lastSeq'),
  last_said_seq: n('lastSaidSeq'), last_from: s('lastFrom'), unread: n('unread'), handed_off_at: s('handedOffAt'),
  first_reply_at: s('firstReplyAt'), erase_after: s('eraseAfter'), revision: n('revision'), state: s('state'),
})

const rawStatement = (text: string, names: readonly string[]): Statement => ({ sql: text, names, fixed: names.map(() => null) })

export const sqliteStatements = (): Statements => statementsFor(compiler)
