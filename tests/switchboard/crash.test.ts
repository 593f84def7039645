import { randomUUID } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type FakeUser, startTelegram } from '../emulators/telegram/index.ts'
import { withToken } from '../support/citizen.ts'
import { ROOT } from '../support/pizzeria.ts'
import { deskProcess } from '../support/processes.ts'
import { freePort } from '../support/telegram.ts'
import { tempFolder } from '../support/temp.ts'

const KILLS = 30
const CITIZENS = 8
const PHONES = 3

/**
 * Under load the desk is killed with SIGKILL at random moments. Every message that was acknowledged must have been
 * processed exactly once, and every reply on Telegram have arrived once and in order, or be marked as perhaps sent.
 * A message that was not acknowledged is sent again with its id, as the page and Telegram do.
 */
test(`kill -9 at ${KILLS} random moments: nothing acknowledged is lost or done twice`, { timeout: 400_000 }, async () => {
  const dataDir = tempFolder('crash')
  mkdirSync(join(ROOT, '.cache', 'understanding'), { recursive: true })
  symlinkSync(join(ROOT, '.cache', 'understanding'), join(dataDir, 'understanding'))
  const telegram = await startTelegram()
  const desk = await deskProcess('desk', await freePort(), { dataDir, databaseUrl: null, telegram, publicUrl: null })
  const { url } = desk
  const citizens = await Promise.all(Array.from({ length: CITIZENS }, async () => newCitizen(url)))
  const phones = Array.from({ length: PHONES }, (_, i) => telegram.user({ firstName: `李${i}`, language: 'zh-hans' }))
  for (const she of phones) await she.start('zh')
  let writing = true
  const writers = citizens.map((c) => write(c, url, () => writing))
  const callers = phones.map((she) => call(she, () => writing))
  for (let i = 0; i < KILLS; i++) {
    await pause(40 + Math.random() * 400)
    await desk.kill()
    await desk.start()
  }
  writing = false
  await Promise.all(writers)
  const said = await Promise.all(callers)
  await telegram.delivered(60_000)
  await until(() => pending(dataDir) === 0)
  for (const { token, sent } of citizens) {
    const seen = (await withToken(url, token).messages()).filter((m) => m.from === 'you').map((m) => m.clientId)
    expect(seen).toEqual(sent)
  }
  await desk.kill()
  for (const [i, she] of phones.entries()) {
    const { heard, accepted, perhaps, failed } = read(dataDir, (db) => phoneOf(db, String(she.id)))
    expect([heard, failed]).toEqual([said[i], 0])
    const shown = she.chat.filter((m) => m.who === 'bot').map((m) => m.id)
    expect(shown.filter((id) => accepted.includes(id)), 'each once, in the order in which they were said').toEqual(accepted)
    expect(shown.length - accepted.length, 'only what is marked may have come besides').toBeLessThanOrEqual(perhaps)
  }
  const figures = inspect(dataDir)
  console.log(`${KILLS} kills, ${citizens.reduce((n, c) => n + c.sent.length, 0)} messages acknowledged on the web, ${said.flat().length} on Telegram, ${figures.sent} replies sent there, ${figures.perhaps} marked as perhaps sent`)
  expect(figures).toMatchObject({ doubled: 0, gaps: 0 })
  await telegram.stop()
})

/** Somebody on a phone; Telegram keeps what she writes until the desk has taken it. */
async function call(she: FakeUser, on: () => boolean): Promise<string[]> {
  const said: string[] = []
  for (let n = 0; on(); n++) {
    const text = `第${n}条 🪪`
    await she.say(text)
    said.push(text)
    await pause(400)
  }
  return said
}

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

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await condition()) return
    await pause(50)
  }
  throw new Error('It did not come about in a minute.')
}

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
  sent: one(db, "select count(*) from outbox where channel = 'telegram' and accepted_at is not null"),
  perhaps: one(db, 'select count(*) from outbox where ambiguous_at is not null'),
  doubled: one(db, 'select count(*) from (select external_id from inbound group by external_id having count(*) > 1)'),
  gaps: one(db, 'select count(*) from conversations c where c.last_seq <> (select count(*) from entries e where e.conversation_id = c.id)'),
}))

/** What the desk knows of one phone: her words, the provider's numbers of what went to her, what may have gone, what did not. */
function phoneOf(db: Database.Database, address: string) {
  const heard = db.prepare("select b.text from entries e join bodies b using (conversation_id, seq) join conversations c on c.id = e.conversation_id join identities i on i.id = c.identity_id where e.kind = 'citizen' and i.address = ? order by c.opened_at, e.seq").pluck().all(address)
  const rows = db.prepare('select o.external_id, o.ambiguous_at, o.failed_at from outbox o join identities i on i.id = o.identity_id where i.address = ? order by o.id').all(address) as { external_id: string | null; ambiguous_at: string | null; failed_at: string | null }[]
  return {
    heard, failed: rows.filter((r) => r.failed_at !== null).length, perhaps: rows.filter((r) => r.ambiguous_at !== null).length,
    accepted: rows.flatMap((r) => (r.external_id === null ? [] : [Number(r.external_id.split(':')[1])])),
  }
}
