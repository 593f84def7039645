import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { withToken } from '../support/citizen.ts'
import { ROOT } from '../support/pizzeria.ts'
import { tempFolder } from '../support/temp.ts'

const KILLS = 30
const CITIZENS = 8

/**
 * Under load the desk is killed with SIGKILL at random moments. Every message that was acknowledged must have been
 * processed exactly once, and every reply sent. A message that was not acknowledged is sent again with its id, as the page does.
 */
test(`kill -9 at ${KILLS} random moments: nothing acknowledged is lost or done twice`, { timeout: 400_000 }, async () => {
  const dataDir = tempFolder('crash')
  mkdirSync(join(ROOT, '.cache', 'understanding'), { recursive: true })
  symlinkSync(join(ROOT, '.cache', 'understanding'), join(dataDir, 'understanding'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let desk = await start(dataDir, port, url)
  const citizens = await Promise.all(Array.from({ length: CITIZENS }, async () => newCitizen(url)))
  let writing = true
  const writers = citizens.map((c) => write(c, url, () => writing))
  for (let i = 0; i < KILLS; i++) {
    await pause(40 + Math.random() * 400)
    await kill(desk)
    desk = await start(dataDir, port, url)
  }
  writing = false
  await Promise.all(writers)
  await until(() => pending(dataDir) === 0)
  for (const { token, sent } of citizens) {
    const seen = (await withToken(url, token).messages()).filter((m) => m.from === 'you').map((m) => m.clientId)
    expect(seen).toEqual(sent)
  }
  await kill(desk)
  const figures = inspect(dataDir)
  console.log(`${KILLS} kills, ${citizens.reduce((n, c) => n + c.sent.length, 0)} messages acknowledged, ${figures.parts} replies sent, ${figures.repeated} of them more than once`)
  expect(figures).toMatchObject({ unsent: 0, doubled: 0, gaps: 0 })
})

type Writer = { readonly token: string; readonly sent: string[] }

async function newCitizen(url: string): Promise<Writer> {
  const response = await fetch(`${url}/api/chat/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"language":"zh"}' })
  return { token: ((await response.json()) as { token: string }).token, sent: [] }
}

const TEXTS = ['菜单', '1', '返回', 'menu', '谢谢 🙏', '2', 'zzz']

/** One after the other; each until it is acknowledged, always with the same id. */
async function write({ token, sent }: Writer, url: string, on: () => boolean): Promise<void> {
  for (let i = 0; on(); i++) {
    const id = randomUUID()
    const body = JSON.stringify({ id, kind: 'text', text: TEXTS[i % TEXTS.length] })
    for (let done = false; !done; ) {
      const response = await fetch(`${url}/api/chat/messages`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body }).catch(() => null)
      done = response?.status === 202
      if (!done) await pause(50)
    }
    sent.push(id)
  }
}

async function start(dataDir: string, port: number, url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent', SPORTELLO_ADMIN_PASSWORD: 'una-password-lunga', MESSAGES_PER_MINUTE: '1000000' },
  })
  await until(async () => (await fetch(`${url}/readyz`).catch(() => null))?.status === 200)
  return child
}

const kill = (child: ChildProcess): Promise<void> => new Promise((done) => {
  child.once('exit', () => done())
  child.kill('SIGKILL')
})

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await condition()) return
    await pause(50)
  }
  throw new Error('It did not come about in a minute.')
}

const freePort = (): Promise<number> => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => done(port))
  })
})

const read = <T>(dataDir: string, work: (db: Database.Database) => T): T => {
  const db = new Database(join(dataDir, 'desk.sqlite'), { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const one = (db: Database.Database, sql: string): number => Number((db.prepare(sql).pluck().get() as number | null) ?? 0)

const pending = (dataDir: string): number => read(dataDir, (db) => one(db, 'select count(*) from outbox where pending = 1'))

const inspect = (dataDir: string) => read(dataDir, (db) => ({
  parts: one(db, 'select count(*) from outbox'),
  repeated: one(db, 'select count(*) from outbox where attempts > 1'),
  unsent: one(db, 'select count(*) from outbox where accepted_at is null'),
  doubled: one(db, 'select count(*) from (select external_id from inbound group by external_id having count(*) > 1)'),
  gaps: one(db, 'select count(*) from conversations c where c.last_seq <> (select count(*) from entries e where e.conversation_id = c.id)'),
}))
