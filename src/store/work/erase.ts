import { sql } from 'kysely'
import { type Conversation, NO_SCRIPT } from '../../core/conversation.ts'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'
import { FORGOTTEN } from '../store.ts'

/** Conversations that one pass erases at most: the next tick takes the rest. */
const MOST = 200

/** Dedupe keys outlive every provider's retries by far, days. */
const DEDUPE_DAYS = 30

/** Her address on the desk's own page was made by the desk and leads to nobody; every other is a number or a name of hers. */
const OWN_PAGE = 'web-chat'

export const eraseStatements = ({ compiler: db, searchId, locksRows }: Dialect) => ({
  // Held to the end of the pass, so that no turn comes between reading the state and writing it.
  pastTheirTime: prepare((s) => db.selectFrom('conversations').select(['id', 'citizen_id', 'state', 'closed_at']).where('erase_after', 'is not', null).where('erase_after', '<=', s('now')).where('hold', 'is', null).limit(MOST)
    .$if(locksRows, (q) => q.forUpdate().skipLocked())),
  search: prepare((s) => db.deleteFrom('search').where(searchId, 'in', (e) => e.selectFrom('bodies').select('search_id').where('conversation_id', '=', s('id')).where('search_id', 'is not', null))),
  bodies: prepare((s) => db.deleteFrom('bodies').where('conversation_id', '=', s('id'))),
  missed: prepare((s) => db.deleteFrom('missed_texts').where('conversation_id', '=', s('id'))),
  expireItsFiles: prepare((s) => db.updateTable('files').set({ expires_at: s('now') }).where('conversation_id', '=', s('id'))),
  notes: prepare((s) => db.deleteFrom('notes').where('conversation_id', '=', s('id'))),
  doors: prepare((s) => db.deleteFrom('doors').where('conversation_id', '=', s('id'))),
  offers: prepare((s) => db.deleteFrom('joins').where('first_conversation', '=', s('id')).where('state', '=', 'offered')),
  timers: prepare((s) => db.deleteFrom('timers').where('conversation_id', '=', s('id'))),
  inbound: prepare((s) => db.deleteFrom('inbound').where('conversation_id', '=', s('id'))),
  // Nothing that a provider called it or said of it stays. Whoever is sending it has lost it: how that ended would bring her number back.
  outbox: prepare((s) => db.updateTable('outbox').set({
    failed_at: sql<string>`case when pending = 1 then ${s('now')} else failed_at end`, explain: sql<string>`case when pending = 1 then ${s('explain')} else null end`,
    external_id: null, held_until: null, pending: 0,
  }).where('conversation_id', '=', s('id')).where((e) => e.or([e('pending', '=', sql.lit(1)), e('held_until', 'is not', null), e('external_id', 'is not', null), e('explain', 'is not', null)]))),
  close: prepare((s, n) => db.updateTable('conversations').set({ erase_after: null, profile: null, mode: 'closed', closed_at: s('closedAt'), revision: n('revision'), state: s('state') }).where('id', '=', s('id'))),
  // What comes after it sees all that others did to her conversations: two who erase at once, or a turn that opens one.
  holdHer: prepare((s) => db.selectFrom('identities').select('id').where('citizen_id', '=', s('citizen')).orderBy('id').$if(locksRows, (q) => q.forUpdate())),
  whatElseIsKept: prepare((s) => db.selectFrom('conversations').select('id').where('citizen_id', '=', s('citizen')).where('id', '<>', s('id'))
    .where((e) => e.or([e('closed_at', 'is', null), e('erase_after', 'is not', null)])).limit(1)),
  endSessions: prepare((s) => db.deleteFrom('chat_sessions').where('identity_id', 'in', (e) => e.selectFrom('identities').select('id').where('citizen_id', '=', s('citizen')))),
  forgetAddresses: prepare((s) => db.updateTable('identities').set({ address: sql<string>`${sql.lit(FORGOTTEN)} || id`, memory: null, window_until: null, window_left: null, joined_at: null, citizen_before: null }).where('citizen_id', '=', s('citizen')).where('channel', '<>', OWN_PAGE)),
  forgetJoins: prepare((s) => db.deleteFrom('joins').where((e) => e.or((['first_identity', 'second_identity'] as const).map((side) => e(side, 'in', (q) => q.selectFrom('identities').select('id').where('citizen_id', '=', s('citizen'))))))),
  oldInbound: prepare((s) => db.deleteFrom('inbound').where('at', '<', s('before'))),
  files: prepare((s) => db.deleteFrom('files').where('expires_at', '<=', s('now')).returning('id')),
})

type WithErase = { readonly erase: ReturnType<typeof eraseStatements> }
type Due = { id: string; citizen_id: string; state: string; closed_at: string | null }

/**
 * Erases the words of conversations past their time: texts, answers, search, and what providers called her messages. What
 * kind of thing happened, when, which fact and flow, stays. A bot's conversation that nobody closed is closed with it. With
 * the last of her conversations goes her address: who writes from it again is somebody new.
 */
export function* eraseExpired(s: WithErase, now: string): Work<{ conversations: number; files: string[] }> {
  const due = rowsIn<Due>(yield run(s.erase.pastTheirTime, { now }))
  // One order for everybody, so that two who erase wait for each other and never in a ring.
  for (const row of due.toSorted((a, b) => (a.citizen_id < b.citizen_id ? -1 : 1))) yield* eraseOne(s, row, now)
  yield run(s.erase.oldInbound, { before: new Date(Date.parse(now) - DEDUPE_DAYS * 86_400_000).toISOString() })
  const files = rowsIn<{ id: string }>(yield run(s.erase.files, { now })).map((f) => f.id)
  return { conversations: due.length, files }
}

function* eraseOne({ erase }: WithErase, { id, citizen_id: citizen, state, closed_at }: Due, now: string): Work<void> {
  const before = JSON.parse(state) as Conversation
  const closedAt = closed_at ?? now
  const revision = before.revision + 1
  const conversation: Conversation = { ...before, answers: {}, profile: null, profiles: [], script: NO_SCRIPT, closedAt, mode: { kind: 'closed' }, revision }
  for (const statement of [erase.search, erase.bodies, erase.missed, erase.expireItsFiles, erase.notes, erase.timers, erase.doors, erase.offers, erase.inbound]) yield run(statement, { id, now })
  yield run(erase.outbox, { id, now, explain: 'Its words were erased before it could be sent.' })
  yield run(erase.close, { id, closedAt, revision, state: JSON.stringify(conversation) })
  yield* forgetHer({ erase }, id, citizen)
}

function* forgetHer({ erase }: WithErase, id: string, citizen: string): Work<void> {
  yield run(erase.holdHer, { citizen })
  if (rowsIn(yield run(erase.whatElseIsKept, { id, citizen })).length > 0) return
  yield run(erase.endSessions, { citizen })
  yield run(erase.forgetJoins, { citizen })
  yield run(erase.forgetAddresses, { citizen })
}
