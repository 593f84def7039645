import { type Conversation, NO_SCRIPT } from '../../core/conversation.ts'
import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type Work } from '../statement.ts'

/** Conversations that one pass erases at most: the next tick takes the rest. */
const MOST = 200

/** Dedupe keys outlive every provider's retries by far, days. */
const DEDUPE_DAYS = 30

export const eraseStatements = ({ compiler: db, searchId, skipsLocked }: Dialect) => ({
  // Held to the end of the pass, so that no turn comes between reading the state and writing it.
  pastTheirTime: prepare((s) => db.selectFrom('conversations').select(['id', 'state', 'closed_at']).where('erase_after', 'is not', null).where('erase_after', '<=', s('now')).where('hold', 'is', null).limit(MOST)
    .$if(skipsLocked, (q) => q.forUpdate().skipLocked())),
  eraseSearch: prepare((s) => db.deleteFrom('search').where(searchId, 'in', (e) => e.selectFrom('bodies').select('search_id').where('conversation_id', '=', s('id')).where('search_id', 'is not', null))),
  eraseBodies: prepare((s) => db.deleteFrom('bodies').where('conversation_id', '=', s('id'))),
  endSessions: prepare((s) => db.deleteFrom('chat_sessions').where('identity_id', 'in', (e) => e.selectFrom('conversations').select('identity_id').where('id', '=', s('id')))
    .where((e) => e.not(e.exists(e.selectFrom('conversations as mine').innerJoin('conversations as other', 'other.citizen_id', 'mine.citizen_id').select('other.id')
      .where('mine.id', '=', s('id')).whereRef('other.id', '<>', 'mine.id').where((o) => o.or([o('other.closed_at', 'is', null), o('other.erase_after', 'is not', null)])))))),
  expireItsFiles: prepare((s) => db.updateTable('files').set({ expires_at: s('now') }).where('conversation_id', '=', s('id'))),
  eraseNotes: prepare((s) => db.deleteFrom('notes').where('conversation_id', '=', s('id'))),
  eraseTimers: prepare((s) => db.deleteFrom('timers').where('conversation_id', '=', s('id'))),
  closeErased: prepare((s, n) => db.updateTable('conversations').set({ erase_after: null, mode: 'closed', closed_at: s('closedAt'), revision: n('revision'), state: s('state') }).where('id', '=', s('id'))),
  eraseInbound: prepare((s) => db.deleteFrom('inbound').where('at', '<', s('before'))),
  eraseFiles: prepare((s) => db.deleteFrom('files').where('expires_at', '<=', s('now')).returning('id')),
})

type Statements = ReturnType<typeof eraseStatements> & { readonly cancelOutbox: ReturnType<typeof prepare> }
type Due = { id: string; state: string; closed_at: string | null }

/**
 * Erases the words of conversations past their time: texts, answers, search. What kind of thing happened, when, which
 * fact and flow, stays. A bot's conversation that nobody closed is closed with it.
 */
export function* eraseExpired(s: Statements, now: string): Work<{ conversations: number; files: string[] }> {
  const due = rowsIn<Due>(yield run(s.pastTheirTime, { now }))
  for (const row of due) yield* eraseOne(s, row, now)
  yield run(s.eraseInbound, { before: new Date(Date.parse(now) - DEDUPE_DAYS * 86_400_000).toISOString() })
  const files = rowsIn<{ id: string }>(yield run(s.eraseFiles, { now })).map((f) => f.id)
  return { conversations: due.length, files }
}

function* eraseOne(s: Statements, { id, state, closed_at }: Due, now: string): Work<void> {
  const before = JSON.parse(state) as Conversation
  const closedAt = closed_at ?? now
  const revision = before.revision + 1
  const conversation: Conversation = { ...before, answers: {}, script: NO_SCRIPT, closedAt, mode: { kind: 'closed' }, revision }
  for (const statement of [s.eraseSearch, s.eraseBodies, s.endSessions, s.expireItsFiles, s.eraseNotes, s.eraseTimers]) yield run(statement, { id, now })
  yield run(s.cancelOutbox, { id, at: now, explain: 'Its words were erased before it could be sent.' })
  yield run(s.closeErased, { id, closedAt, revision, state: JSON.stringify(conversation) })
}
