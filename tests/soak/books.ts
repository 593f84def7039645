import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'

/** A row of what was said, in the order in which it was said. */
export type BookEntry = { readonly conversation: string; readonly identity: string; readonly seq: number; readonly at: string; readonly kind: string; readonly data: { readonly kind?: string; readonly input?: string; readonly id?: string | null }; readonly text: string; readonly rendered: unknown }
export type BookRow = { readonly id: number; readonly identity: string; readonly conversation: string; readonly seq: number; readonly lastSeq: number; readonly origin: string; readonly sent: number; readonly pending: boolean; readonly dueAt: string; readonly acceptedAt: string | null; readonly failedAt: string | null; readonly ambiguousAt: string | null; readonly explain: string | null }
export type Books = { readonly identities: ReadonlyMap<string, string>; readonly entries: readonly BookEntry[]; readonly outbox: readonly BookRow[] }
export type Ask = (sql: string) => Promise<Record<string, unknown>[]>

/** The desk's own database, read beside it. */
export function openBooks(dataDir: string, databaseUrl: string | null): { readonly ask: Ask; readonly close: () => Promise<void> } {
  if (databaseUrl !== null) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
    return { ask: async (sql) => (await pool.query(sql)).rows as Record<string, unknown>[], close: () => pool.end() }
  }
  const ask: Ask = async (sql) => {
    const db = new Database(join(dataDir, 'desk.sqlite'), { readonly: true })
    try {
      return db.prepare(sql).all() as Record<string, unknown>[]
    } finally {
      db.close()
    }
  }
  return { ask, close: async () => {} }
}

/** How many messages are still to be sent; what is held until she writes is not, nor what waits behind it. */
export const pendingIn = async (ask: Ask): Promise<number> => Number((await ask("select count(*) as n from outbox o where pending = 1 and not exists (select 1 from outbox h where h.pending = 1 and h.identity_id = o.identity_id and h.due_at >= '9999' and h.id <= o.id)"))[0]?.n ?? 0)

/** The uid up to which the mailbox was read; what a person should look at stays unread below it. */
export async function mailReadTo(ask: Ask): Promise<number> {
  const value = (await ask("select value from channel_cursors where channel = 'e-mail' and name = 'mailbox'"))[0]?.value
  return value === undefined ? 0 : Number((JSON.parse(String(value)) as { uid: number }).uid)
}

export async function readBooks(ask: Ask): Promise<Books> {
  const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
  const maybe = (value: unknown): string | null => (value === null ? null : String(value))
  const known = await ask('select id, channel, address from identities')
  const sessions = await ask('select token_hash, identity_id from chat_sessions')
  const entries = await ask('select e.conversation_id, e.seq, e.at, e.kind, e.data, b.text, b.rendered, c.identity_id from entries e join conversations c on c.id = e.conversation_id left join bodies b on b.conversation_id = e.conversation_id and b.seq = e.seq order by c.opened_at, c.id, e.seq')
  const outbox = await ask("select * from outbox where channel <> 'web-chat' order by id")
  return {
    identities: new Map([...known.map((k) => [`${text(k.channel)} ${text(k.address)}`, text(k.id)] as const), ...sessions.map((s) => [`web-chat ${text(s.token_hash)}`, text(s.identity_id)] as const)]),
    entries: entries.map((e) => ({ conversation: text(e.conversation_id), identity: text(e.identity_id), seq: Number(e.seq), at: text(e.at), kind: text(e.kind), data: JSON.parse(text(e.data)), text: text(e.text), rendered: e.rendered ? JSON.parse(text(e.rendered)) : null })),
    outbox: outbox.map((o) => ({
      id: Number(o.id), identity: text(o.identity_id), conversation: text(o.conversation_id), seq: Number(o.seq), lastSeq: Number(o.last_seq), origin: text(o.origin), sent: Number(o.sent), pending: Number(o.pending) === 1, dueAt: text(o.due_at),
      acceptedAt: maybe(o.accepted_at), failedAt: maybe(o.failed_at), ambiguousAt: maybe(o.ambiguous_at), explain: maybe(o.explain),
    })),
  }
}
