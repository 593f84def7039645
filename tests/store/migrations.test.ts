import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { migrations } from '../../src/store/migrations/index.ts'
import { turnOf } from '../support/turns.ts'

const file = new Database(':memory:')
const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: file }) })
afterEach(() => db.destroy())

const CLOSED = { kind: 'closed' } as const
/** As a desk of before had it: of what was closed, or goes on by script, the columns tell no danger. */
function keep(id: string, part: Parameters<typeof turnOf>[1]): void {
  const { conversation: c } = turnOf(id, part)
  file.prepare('insert into citizens (id, created_at) values (?, ?)').run(c.citizen, c.openedAt)
  file.prepare('insert into identities (id, citizen_id, channel, account, address, created_at) values (?, ?, ?, ?, ?, ?)').run(c.replyVia, c.citizen, 'telegram', 'bot', id, c.openedAt)
  file.prepare(`insert into conversations (id, citizen_id, desk, identity_id, channel, language, mode, urgency_rank, since, opened_at, closed_at, last_at, last_seq, last_said_seq, last_from, unread, revision, state)
    values (?, ?, 'shop', ?, 'telegram', 'zh', ?, 1, ?, ?, ?, ?, 2, 2, 'citizen', 0, 1, ?)`).run(c.id, c.citizen, c.replyVia, c.mode.kind, c.openedAt, c.openedAt, c.closedAt, c.openedAt, JSON.stringify(c))
}

test('a danger that was told before addresses could be joined is known as one, also where it was closed', async () => {
  const before = migrations.findIndex((m) => m.name === '005-joins')
  for (const migration of migrations.slice(0, before)) await migration.up(db, 'sqlite')
  keep('closed 🆘', { mode: CLOSED, state: { urgent: 'violence', closedAt: '2026-11-24T10:00:00.000Z' } })
  keep('script', { state: { urgent: 'danger' } })
  keep('calm', { mode: CLOSED, state: { closedAt: '2026-11-24T10:00:00.000Z' } })
  for (const migration of migrations.slice(before)) await migration.up(db, 'sqlite')
  expect(file.prepare('select id, danger from conversations order by id').raw().all()).toEqual([['calm', null], ['closed 🆘', 'violence'], ['script', 'danger']])
})
