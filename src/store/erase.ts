import type Database from 'better-sqlite3'
import { type Conversation, NO_SCRIPT } from '../core/conversation.ts'


/** Conversations that one pass erases at most: the next tick takes the rest. */
const MOST = 200

/** Dedupe keys outlive every provider's retries by far, days. */
const DEDUPE_DAYS = 30

/**
 * Erases the words of conversations past their time: texts, answers, search. What kind of thing happened, when, which
 * fact and flow, stays. A bot's conversation that nobody closed is closed with it.
 */
export function eraseExpired(db: Database.Database, now: string): { conversations: number; files: string[] } {
  const due = db.prepare('select id, state, closed_at from conversations where erase_after is not null and erase_after <= ? and hold is null limit ?').all(now, MOST) as { id: string; state: string; closed_at: string | null }[]
  for (const row of due) eraseOne(db, row, now)
  db.prepare('delete from inbound where at < ?').run(new Date(Date.parse(now) - DEDUPE_DAYS * 86_400_000).toISOString())
  const files = (db.prepare('delete from files where expires_at <= ? returning id').all(now) as { id: string }[]).map((f) => f.id)
  return { conversations: due.length, files }
}

function eraseOne(db: Database.Database, { id, state, closed_at }: { id: string; state: string; closed_at: string | null }, now: string): void {
  const before = JSON.parse(state) as Conversation
  const conversation: Conversation = { ...before, answers: {}, script: NO_SCRIPT, closedAt: closed_at ?? now, mode: { kind: 'closed' } }
  db.prepare('delete from search where rowid in (select search_id from bodies where conversation_id = ? and search_id is not null)').run(id)
  db.prepare('delete from bodies where conversation_id = ?').run(id)
  db.prepare(`delete from chat_sessions where identity_id = (select identity_id from conversations where id = :id) and not exists (
    select 1 from conversations mine join conversations other on other.citizen_id = mine.citizen_id and other.id <> mine.id
    where mine.id = :id and (other.closed_at is null or other.erase_after is not null))`).run({ id })
  db.prepare('update files set expires_at = ? where conversation_id = ?').run(now, id)
  db.prepare('delete from notes where conversation_id = ?').run(id)
  db.prepare('delete from timers where conversation_id = ?').run(id)
  db.prepare('update outbox set pending = 0 where conversation_id = ? and pending = 1').run(id)
  db.prepare("update conversations set erase_after = null, mode = 'closed', closed_at = ?, revision = revision + 1, state = ? where id = ?").run(conversation.closedAt, JSON.stringify({ ...conversation, revision: conversation.revision + 1 }), id)
}
