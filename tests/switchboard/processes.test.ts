import { randomUUID } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeTelegram, type FakeUser, startTelegram } from '../emulators/telegram/index.ts'
import { citizen, type Citizen, withToken } from '../support/citizen.ts'
import { operator } from '../support/operator.ts'
import { ROOT } from '../support/pizzeria.ts'
import { startPostgres, type TestDatabase } from '../support/postgres.ts'
import { type DeskProcess, deskProcess, frontDoor } from '../support/processes.ts'
import { followChat } from '../support/stream.ts'
import { freePort } from '../support/telegram.ts'
import { tempFolder } from '../support/temp.ts'

const WRITERS = 6
const TEXTS = 20
const ROUNDS = 3

const server = await startPostgres()

describe.skipIf(server === null)('three processes on one database (with a PostgreSQL)', () => {
  let database: TestDatabase
  let telegram: FakeTelegram
  let front: Server
  let desks: readonly [DeskProcess, DeskProcess, DeskProcess]

  beforeAll(async () => {
    if (server === null) return
    database = await server.freshDatabase()
    telegram = await startTelegram({ retryMs: 100 })
    const port = await freePort()
    front = await frontDoor(port, () => desks ?? [])
    const dataDir = tempFolder('shared')
    // The model is trained once for all tests.
    mkdirSync(join(ROOT, '.cache', 'understanding'), { recursive: true })
    symlinkSync(join(ROOT, '.cache', 'understanding'), join(dataDir, 'understanding'))
    const shared = { dataDir, databaseUrl: database.url, telegram, publicUrl: `http://127.0.0.1:${port}` }
    desks = (await Promise.all(['desk-a', 'desk-b', 'desk-c'].map(async (name) => deskProcess(name, await freePort(), shared)))) as never
  }, 120_000)
  afterAll(async () => {
    await Promise.all((desks ?? []).map((d) => d.stop()))
    await telegram?.stop()
    front?.closeAllConnections()
    front?.close()
    await database?.drop()
    await server?.stop()
  }, 60_000)

  const ask = async (text: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
  const until = async (condition: () => unknown): Promise<void> => {
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) if (await condition()) return
    throw new Error('It did not come about in a minute.')
  }

  test('what an operator answers through one is on a page that hangs on another', async () => {
    const [a, , c] = desks
    const li = await citizen(c.url, 'zh')
    const page = followChat(() => c.url, li.token)
    await li.say('转人工')
    const anna = await operator(a.url)
    await until(async () => (await anna.queue()).items.length > 0)
    const id = (await anna.queue()).items[0]?.id as string
    expect((await anna.act(id, 'take')).status).toBe(200)
    expect((await anna.reply(id, '您好，从另一台机器 👋')).status).toBe(200)
    await until(() => page.texts.includes('您好，从另一台机器 👋'))
    page.stop()
  })

  test('one is killed in the middle of its work, one loses its connections: nothing is lost, doubled or reordered', { timeout: 240_000 }, async () => {
    const [a, b, c] = desks
    const phones = Array.from({ length: WRITERS }, (_, i) => telegram.user({ firstName: `李${i}`, language: 'zh-hans' }))
    for (const she of phones) await she.start('zh')
    const web = await citizen(c.url, 'zh')
    const page = followChat(() => c.url, web.token)
    const sent = phones.map((_, i) => Array.from({ length: TEXTS }, (__, n) => `第${i}人第${n}条 🪪`))
    let chaos = true
    const writing = phones.map((she, i) => write(she, sent[i] as string[]))
    const posting = post(web, desks, () => chaos)
    for (let round = 0; round < ROUNDS; round++) {
      await pause(300 + Math.random() * 700)
      await a.kill()
      await ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'desk-b'")
      await pause(Math.random() * 500)
      await a.start()
    }
    await Promise.all(writing)
    chaos = false
    const posted = await posting
    await telegram.delivered(60_000)
    // What the killed ones held runs out now instead of in two minutes.
    await ask("update outbox set held_until = '2000-01-01T00:00:00.000Z' where pending = 1 and held_until is not null")
    await until(async () => Number((await ask('select count(*)::int as n from outbox where pending = 1'))[0]?.n) === 0)

    for (const [i, she] of phones.entries()) {
      const heard = await ask(`select b.text from entries e join bodies b using (conversation_id, seq) join conversations c on c.id = e.conversation_id join identities i on i.id = c.identity_id where e.kind = 'citizen' and i.address = '${she.id}' order by c.opened_at, e.seq`)
      expect(heard.map((r) => r.text)).toEqual(sent[i])
      const rows = await ask(`select o.external_id, o.ambiguous_at, o.failed_at from outbox o join identities i on i.id = o.identity_id where i.address = '${she.id}' order by o.id`)
      expect(rows.filter((r) => r.failed_at !== null)).toEqual([])
      const accepted = rows.flatMap((r) => (r.external_id === null ? [] : [Number(String(r.external_id).split(':')[1])]))
      const shown = she.chat.filter((m) => m.who === 'bot').map((m) => m.id)
      expect(accepted, 'in the order in which they were said').toEqual([...accepted].sort((x, y) => x - y))
      expect(shown.filter((id) => accepted.includes(id)), 'each once').toEqual(accepted)
      expect(shown.length - accepted.length, 'only what is marked may have come besides').toBeLessThanOrEqual(rows.filter((r) => r.ambiguous_at !== null).length)
    }
    expect(await ask('select conversation_id from entries group by conversation_id having max(seq) - min(seq) + 1 <> count(*)')).toEqual([])
    const hers = await withToken(b.url, web.token).messages()
    expect(hers.filter((m) => m.from === 'you').map((m) => m.clientId)).toEqual(posted)
    await until(() => page.seqs.length >= hers.length)
    expect([...page.seqs].sort((x, y) => x - y), 'her page skipped nothing').toEqual(hers.map((m) => m.seq))
    page.stop()
    console.log(`${WRITERS * TEXTS + posted.length} messages, ${ROUNDS} kills, ${ROUNDS} times all connections of one cut; ${(await ask('select count(*)::int as n from outbox where ambiguous_at is not null'))[0]?.n} answers marked as perhaps sent`)
  })
})

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

async function write(she: FakeUser, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await she.say(text)
    await pause(50 + Math.random() * 250)
  }
}

/** A page that writes through whichever process answers, each message with its id until it is acknowledged. */
async function post({ token }: Citizen, desks: readonly DeskProcess[], on: () => boolean): Promise<string[]> {
  const posted: string[] = []
  for (let n = 0; on(); n++) {
    const id = randomUUID()
    for (let done = false; !done; ) {
      const desk = desks[Math.floor(Math.random() * desks.length)] as DeskProcess
      done = (await withToken(desk.url, token).say(`网页第${n}条 🙂`, id).catch(() => null))?.status === 202
      if (!done) await pause(50)
    }
    posted.push(id)
    await pause(100)
  }
  return posted
}
