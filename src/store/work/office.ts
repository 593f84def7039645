import type { Dialect } from '../dialect.ts'
import { prepare, rowsIn, run, type Statement, type Values, type Work } from '../statement.ts'

/** What operators, sessions and clocks write: a statement or two each. */
export const officeStatements = ({ compiler: db }: Dialect) => ({
  dropTimer: prepare((s) => db.deleteFrom('timers').where('id', '=', s('id'))),
  addNote: prepare((s) => db.insertInto('notes').values({ id: s('id'), conversation_id: s('conversation'), operator_id: s('operator'), at: s('at'), text: s('text') })),
  addRead: prepare((s) => db.insertInto('reads').values({ conversation_id: s('id'), operator_id: s('operator'), at: s('at') }).onConflict((c) => c.doNothing())),
  clearUnread: prepare((s) => db.updateTable('conversations').set({ unread: 0 }).where('id', '=', s('id')).where('operator_id', '=', s('operator')).where('unread', '>', 0)),
  addSession: prepare((s, n) => db.insertInto('chat_sessions').values({ token_hash: s('hash'), identity_id: s('identity'), created_at: s('at'), after_seq: n('after') })),
  endSession: prepare((s) => db.deleteFrom('chat_sessions').where('token_hash', '=', s('hash'))),
  addDoor: prepare((s) => db.insertInto('doors').values({ token_hash: s('hash'), conversation_id: s('conversation'), expires_at: s('expiresAt') })),
  // Gone with its first opening, and with everybody's whose time is over.
  takeDoor: prepare((s) => db.deleteFrom('doors').where((e) => e.or([e('token_hash', '=', s('hash')), e('expires_at', '<=', s('now'))])).returning(['token_hash', 'conversation_id', 'expires_at'])),
  setOperatorLanguage: prepare((s) => db.insertInto('operator_settings').values({ operator_id: s('operator'), language: s('language') })
    .onConflict((c) => c.column('operator_id').doUpdateSet((e) => ({ language: e.ref('excluded.language') })))),
})

export type WithOffice = { readonly office: ReturnType<typeof officeStatements> }

export function* one(statement: Statement, values: Values): Work<void> {
  yield run(statement, values)
}

/** The conversation to which it leads, once. */
export function* takeDoor({ office }: WithOffice, hash: string, now: string): Work<string | null> {
  const gone = rowsIn<{ token_hash: string; conversation_id: string; expires_at: string }>(yield run(office.takeDoor, { hash, now }))
  return gone.find((door) => door.token_hash === hash && door.expires_at > now)?.conversation_id ?? null
}

export function* logRead({ office }: WithOffice, id: string, operator: string, at: string, what: 'all' | 'one message'): Work<void> {
  yield run(office.addRead, { id, operator, at: `${at.slice(0, 13)}:00:00.000Z` })
  if (what === 'all') yield run(office.clearUnread, { id, operator })
}
