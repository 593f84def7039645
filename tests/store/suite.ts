import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Conversation } from '../../src/core/conversation.ts'
import type { FactRevision } from '../../src/core/facts.ts'
import type { ComingFile, FetchResult, FullSourceCheck, NewOutboxRow, OutboxRow, SendResult, Store, TurnWrite } from '../../src/store/store.ts'
import { nextOf, said, turnOf } from '../support/turns.ts'

export type Opened = { readonly store: Store; readonly reopen: () => Promise<Store>; /** All that stands in the database, whatever table it is in. */ readonly everything: () => Promise<string>; readonly clean: () => Promise<void> }

const PAGE = { after: null, limit: 10 }
const WEB = ['web-chat']

/** What every database must do. The same suite runs on each. */
export function storeSuite(name: string, open: () => Promise<Opened>): void {
  describe(`the store on ${name}`, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.clean())

    describe('a turn', () => {
      test('is read again as it was written', async () => {
        const turn = turnOf('one')
        expect(await store.commit(turn)).toEqual({ kind: 'committed' })
        expect((await store.load('one'))?.conversation).toEqual(turn.conversation)
        expect((await store.transcript('one', { limit: 10 })).map((e) => e.body?.text)).toEqual(['我的居留到期了 🪪', '您好'])
        expect(await store.find(turn.identity, 'shop')).toMatchObject({ identity: { id: 'i-one' }, latest: { lastSeq: 2 } })
      })
      test('survives closing and opening the database', async () => {
        await store.commit(turnOf('one'))
        store = await opened.reopen()
        expect(await store.transcript('one', { limit: 10 })).toHaveLength(2)
      })
      test('the same message twice is one turn', async () => {
        await store.commit(turnOf('one', { dedupe: { externalId: 'm1' } }))
        const again = turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2, dedupe: { externalId: 'm1' } })
        expect(await store.commit(again)).toEqual({ kind: 'duplicate' })
        expect(await store.transcript('one', { limit: 10 })).toHaveLength(2)
      })
      test('the same message to two at once is one turn', async () => {
        const same = () => store.commit(turnOf('one', { dedupe: { externalId: 'm1' } }))
        expect((await Promise.all([same(), same(), same()])).map((o) => o.kind).sort()).toEqual(['committed', 'duplicate', 'duplicate'])
        expect(await store.transcript('one', { limit: 10 })).toHaveLength(2)
      })
      test('that was stale leaves its message free to come again', async () => {
        await store.commit(turnOf('one'))
        expect(await store.commit(turnOf('one', { isNew: false, state: { revision: 7 }, lastSeq: 2, dedupe: { externalId: 'm2' } }))).toEqual({ kind: 'stale' })
        expect(await store.commit(turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2, dedupe: { externalId: 'm2' } }))).toEqual({ kind: 'committed' })
      })
      test('of two on one revision the second is stale and leaves nothing', async () => {
        await store.commit(turnOf('one'))
        const next = () => turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2 })
        const outcomes = await Promise.all([store.commit(next()), store.commit(next())])
        expect(outcomes.map((o) => o.kind).sort()).toEqual(['committed', 'stale'])
        expect(await store.transcript('one', { limit: 10 })).toHaveLength(4)
      })
      test('two first contacts of one citizen open one conversation', async () => {
        await store.commit(turnOf('one'))
        const other = turnOf('two')
        expect(await store.commit({ ...other, identity: { ...other.identity, address: 'a-one' } })).toEqual({ kind: 'stale' })
        expect(await store.load('two')).toBeNull()
      })
      test('many at once are all saved, each in order', async () => {
        const ids = Array.from({ length: 100 }, (_, i) => `many-${i}`)
        await Promise.all(ids.map((id) => store.commit(turnOf(id))))
        await Promise.all(ids.map((id) => store.commit(turnOf(id, { isNew: false, state: { revision: 2 }, lastSeq: 2, entries: [said('再见')] }))))
        for (const id of ids) expect((await store.transcript(id, { limit: 10 })).map((e) => e.seq)).toEqual([1, 2, 3])
      })
    })

    test('a character that no database keeps alike does not stop a turn', async () => {
      expect(await store.commit(turnOf('one', { entries: [said('a\0b \ud800 c')], dedupe: { externalId: 'm\0' } }))).toEqual({ kind: 'committed' })
      expect((await store.transcript('one', { limit: 1 }))[0]?.body?.text).toMatch(/^a.?b .+ c$/s)
      expect(await store.queue({ desk: 'shop', view: 'closed', operator: 'anna', topic: '\0' }, { after: 'not a key', limit: 3 })).toEqual({ items: [], next: null })
    })

    describe('the outbox', () => {
      const NOW = '2026-11-24T12:00:00.000Z'
      const UNTIL = '2026-11-24T12:02:00.000Z'
      const LATER = '2026-11-24T12:04:00.000Z'
      const out = (first: number, more: Partial<NewOutboxRow> = {}): NewOutboxRow => ({ first, last: first, origin: 'bot', dueAt: '2026-11-24T09:00:00.000Z', pulled: false, ...more })
      /** Her oldest row: hers who opened the conversation `id`. */
      const claim = (id = 'one', now = NOW, until = UNTIL) => store.claimOutbox(`i-${id}`, now, until)
      const claimed = async (id = 'one', now = NOW, until = UNTIL): Promise<OutboxRow> => (await claim(id, now, until)) ?? expect.fail(`nothing to claim of ${id}`)
      const accepted = { kind: 'accepted', at: NOW, externalId: 'x', more: false, movedTo: null, spends: false } as const
      const texts = (row: OutboxRow | null) => row?.entries.map((e) => e.body?.text)
      const next = (part: Partial<TurnWrite> = {}) => turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2, ...part })

      test('gives only an identity’s oldest row, with its words and to whom', async () => {
        await store.commit(turnOf('one', { entries: [said('?'), said('مرحبا 🪪', 'assistant'), said('二', 'assistant')], outbox: [out(1), out(2)] }))
        expect(await store.dueOutbox(WEB, NOW, 10)).toEqual(['i-one'])
        const row = await claimed()
        expect(row).toMatchObject({ conversation: 'one', identity: { id: 'i-one', address: 'a-one' }, until: UNTIL, attempts: 0, sent: 0 })
        expect(texts(row)).toEqual(['مرحبا 🪪'])
        await store.settleOutbox(row, accepted)
        expect(texts(await claim())).toEqual(['二'])
      })
      test('a row may say several entries, and each of them has its state', async () => {
        await store.commit(turnOf('one', { entries: [said('?'), said('一', 'assistant'), said('二', 'assistant')], outbox: [out(1, { last: 2 })] }))
        const row = await claimed()
        expect(texts(row)).toEqual(['一', '二'])
        await store.settleOutbox(row, accepted)
        expect(await store.deliveries('one', 1)).toEqual([{ seq: 2, state: 'sent', explain: null }, { seq: 3, state: 'sent', explain: null }])
        expect((await store.deliveries('one', 3)).map((d) => d.seq)).toEqual([3])
      })
      test('what the channel reads by itself is sent as soon as it is written', async () => {
        await store.commit(turnOf('one', { outbox: [out(1, { pulled: true })] }))
        expect([await store.dueOutbox(WEB, NOW, 10), await claim()]).toEqual([[], null])
        expect((await store.deliveries('one', 1)).map((d) => d.state)).toEqual(['sent'])
      })
      test('of two callers exactly one gets it, and no younger row goes meanwhile', async () => {
        await store.commit(turnOf('one', { outbox: [out(1), out(1)] }))
        const got = await Promise.all(Array.from({ length: 8 }, () => claim()))
        expect(got.filter((row) => row !== null)).toHaveLength(1)
        expect(await store.dueOutbox(WEB, NOW, 10)).toEqual([])
      })
      test('who is due comes oldest first, and no more than asked for', async () => {
        for (const id of ['a', 'b', 'c']) await store.commit(turnOf(id, { outbox: [out(1), out(1)] }))
        expect(await store.dueOutbox(WEB, NOW, 2)).toEqual(['i-a', 'i-b'])
        expect(await store.dueOutbox(WEB, '2026-11-24T08:00:00.000Z', 2)).toEqual([])
      })
      test('a row to retry waits for its time, and keeps the younger ones waiting', async () => {
        await store.commit(turnOf('one', { outbox: [out(1), out(1)] }))
        await store.settleOutbox(await claimed(), { kind: 'retry', at: '2026-11-24T13:00:00.000Z', explain: 'busy', counts: true })
        expect([await store.dueOutbox(WEB, NOW, 10), await claim()]).toEqual([[], null])
        expect(await claimed('one', '2026-11-24T13:00:00.000Z')).toMatchObject({ attempts: 1 })
      })
      test('a try that was not its fault does not count', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await store.settleOutbox(await claimed(), { kind: 'retry', at: NOW, explain: 'paused', counts: false })
        expect(await claimed()).toMatchObject({ attempts: 0 })
      })
      test('parts are counted as they are taken; each has its own tries', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await store.settleOutbox(await claimed(), { kind: 'retry', at: NOW, explain: 'busy', counts: true })
        await store.settleOutbox(await claimed(), { ...accepted, more: true })
        expect((await store.deliveries('one', 1)).map((d) => d.state)).toEqual(['queued'])
        const second = await claimed()
        expect(second).toMatchObject({ sent: 1, attempts: 0 })
        await store.settleOutbox(second, accepted)
        expect([await claim(), (await store.deliveries('one', 1))[0]?.state]).toEqual([null, 'sent'])
      })
      test('a permanent failure of the assistant’s cancels the rest of its turn, never an operator’s reply', async () => {
        await store.commit(turnOf('one', { outbox: [out(1), out(0)] }))
        await store.commit(next({ entries: [said('答复', 'operator')], outbox: [out(0, { origin: 'operator' })] }))
        await store.settleOutbox(await claimed(), { kind: 'failed', at: NOW, explain: 'blocked' })
        expect(texts(await claim())).toEqual(['答复'])
        expect((await store.deliveries('one', 1)).map((d) => d.state)).toEqual(['failed', 'failed', 'queued'])
      })
      test('an operator’s failed reply cancels nothing', async () => {
        await store.commit(turnOf('one', { outbox: [out(0, { origin: 'operator' }), out(1)] }))
        await store.settleOutbox(await claimed(), { kind: 'failed', at: NOW, explain: 'blocked' })
        expect(texts(await claim())).toEqual(['您好'])
      })
      test('what may have arrived is marked and never repeated', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await store.settleOutbox(await claimed(), { kind: 'ambiguous', at: NOW, explain: 'cut', more: false, spends: false })
        expect([await store.dueOutbox(WEB, '2027-01-01T00:00:00.000Z', 10), await claim()]).toEqual([[], null])
        expect(await store.deliveries('one', 1)).toEqual([{ seq: 2, state: 'maybe-sent', explain: 'cut' }])
      })
      test('of a message in parts, the doubt about one stays when the next arrives', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await store.settleOutbox(await claimed(), { kind: 'ambiguous', at: NOW, explain: 'cut', more: true, spends: false })
        const rest = await claimed()
        expect(rest).toMatchObject({ sent: 1 })
        await store.settleOutbox(rest, accepted)
        expect(await store.deliveries('one', 1)).toEqual([{ seq: 2, state: 'maybe-sent', explain: 'cut' }])
      })
      test('whose holder never came back counts as perhaps sent, and goes on after that part', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        const lost = await claimed()
        expect(await store.abandonOutbox(WEB, '2026-11-24T12:01:59.999Z')).toEqual([])
        expect(await store.abandonOutbox(WEB, UNTIL)).toEqual(['i-one'])
        expect(await store.abandonOutbox(WEB, UNTIL)).toEqual([])
        expect(await store.deliveries('one', 1)).toMatchObject([{ state: 'maybe-sent', explain: expect.stringContaining('may have arrived') }])
        expect(await claimed('one', UNTIL, LATER)).toMatchObject({ id: lost.id, sent: 1, attempts: 0 })
      })
      test.each<[string, SendResult]>([
        ['arrived', accepted], ['arrived in part', { ...accepted, more: true }], ['failed', { kind: 'failed', at: NOW, explain: 'blocked' }],
        ['is to be tried again', { kind: 'retry', at: NOW, explain: 'busy', counts: true }], ['is in doubt', { kind: 'ambiguous', at: NOW, explain: 'cut', more: false, spends: false }],
      ])('whose holder comes back too late and says that it %s: nothing changes, and the next holder’s part is his own', async (_, late) => {
        await store.commit(turnOf('one', { outbox: [out(1), out(0)] }))
        const lost = await claimed()
        await store.abandonOutbox(WEB, UNTIL)
        expect(await store.settleOutbox(lost, late)).toBe(false)
        const next = await claimed('one', UNTIL, LATER)
        expect([next.id, next.sent]).toEqual([lost.id, 1])
        expect(await store.settleOutbox(lost, late)).toBe(false)
        expect(await claim('one', UNTIL, LATER)).toBeNull()
        expect((await store.deliveries('one', 1)).map((d) => d.state)).toEqual(['queued', 'maybe-sent'])
        expect(await store.settleOutbox(next, accepted)).toBe(true)
        expect(await store.settleOutbox(next, accepted)).toBe(false)
        expect((await store.deliveries('one', 1)).map((d) => d.state)).toEqual(['queued', 'maybe-sent'])
      })
      test('whose holder never came back is nobody’s before his hold is over, even where another clock says so', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await claimed()
        await store.abandonOutbox(WEB, LATER)
        expect(await claim('one', '2026-11-24T12:01:59.999Z', UNTIL)).toBeNull()
        expect((await claimed('one', UNTIL, LATER)).until).toBe(LATER)
      })
      test('the last reply of a conversation that is over goes before the next conversation', async () => {
        await store.commit(turnOf('one', { entries: [said('再见', 'operator')], outbox: [out(0, { origin: 'operator' })], state: { closedAt: NOW, mode: { kind: 'closed' } } }))
        await store.settleOutbox(await claimed(), { kind: 'retry', at: UNTIL, explain: 'busy', counts: true })
        await store.commit(nextOf('one', 'two', { lastSeq: 1, entries: [said('又来了'), said('您好', 'assistant')], outbox: [out(1)] }))
        expect([await store.dueOutbox(WEB, NOW, 10), await claim()]).toEqual([[], null])
        expect(await store.dueOutbox(WEB, UNTIL, 10)).toEqual(['i-one'])
        const first = await claimed('one', UNTIL, LATER)
        expect([first.conversation, texts(first)]).toEqual(['one', ['再见']])
        await store.settleOutbox(first, accepted)
        const second = await claimed('one', UNTIL, LATER)
        expect([second.conversation, texts(second)]).toEqual(['two', ['您好']])
      })
      test('of a channel that the caller does not have stays as it is', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        const elsewhere = turnOf('two', { outbox: [out(1)] })
        await store.commit({ ...elsewhere, identity: { ...elsewhere.identity, channel: 'telegram' } })
        expect(await store.dueOutbox(['telegram'], NOW, 10)).toEqual(['i-two'])
        expect([await store.dueOutbox([], NOW, 10), await store.dueOutbox([...WEB, 'telegram'], NOW, 10)]).toEqual([[], ['i-one', 'i-two']])
        const [mine, theirs] = [await claimed('one'), await claimed('two')]
        expect(await store.abandonOutbox([], LATER)).toEqual([])
        expect(await store.abandonOutbox(WEB, LATER)).toEqual(['i-one'])
        expect([await store.settleOutbox(mine, accepted), await store.settleOutbox(theirs, accepted)]).toEqual([false, true])
      })
      test('an address that moved is the identity’s from now on', async () => {
        await store.commit(turnOf('one', { outbox: [out(1), out(1)] }))
        await store.settleOutbox(await claimed(), { ...accepted, movedTo: 'a-new', spends: false })
        expect((await claimed()).identity).toMatchObject({ id: 'i-one', address: 'a-new' })
        expect((await store.find({ channel: 'web-chat', account: 'shop', address: 'a-new' }, 'shop')).identity?.id).toBe('i-one')
      })
      test('an address that is somebody’s already is left to them', async () => {
        await store.commit(turnOf('two'))
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await store.settleOutbox(await claimed(), { ...accepted, movedTo: 'a-two', spends: false })
        expect((await store.load('one'))?.identity.address).toBe('a-one')
        expect((await store.deliveries('one', 1)).map((d) => d.state)).toEqual(['sent'])
      })
      test('who cannot be reached is sent nothing more, except what this turn itself says', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        await store.commit(next({ entries: [said('再见', 'assistant')], outbox: [out(0)], cancelsOutbox: true }))
        expect(await store.deliveries('one', 1)).toEqual([{ seq: 2, state: 'failed', explain: 'She cannot be reached on this channel.' }, { seq: 3, state: 'queued', explain: null }])
        expect(texts(await claim())).toEqual(['再见'])
      })
      test('who cannot be reached is not sent what an earlier conversation still had for her', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)], state: { closedAt: NOW, mode: { kind: 'closed' } } }))
        await store.commit(nextOf('one', 'two', { lastSeq: 2, entries: [said('?')], cancelsOutbox: true }))
        expect([await claim(), (await store.deliveries('one', 1)).map((d) => d.state)]).toEqual([null, ['failed']])
      })
      test('what was being sent when it was cancelled tells how it ended, and is not sent on', async () => {
        await store.commit(turnOf('one', { outbox: [out(1)] }))
        const row = await claimed()
        await store.commit(next({ entries: [said('?')], cancelsOutbox: true }))
        expect(await store.settleOutbox(row, { ...accepted, more: true })).toBe(true)
        expect([await claim(), (await store.deliveries('one', 1))[0]?.state]).toEqual([null, 'failed'])
      })
    })

    describe('somebody has another address', () => {
      const at = (address: string) => ({ channel: 'web-chat', account: 'shop', address })
      test('she stays who she was', async () => {
        await store.commit(turnOf('one'))
        await store.moveAddress(at('a-one'), 'IT.新 🪪')
        expect((await store.find(at('IT.新 🪪'), 'shop')).identity?.id).toBe('i-one')
        expect((await store.find(at('a-one'), 'shop')).identity).toBeNull()
      })
      test('never that of somebody else', async () => {
        await store.commit(turnOf('one'))
        await store.commit(turnOf('two'))
        await store.moveAddress(at('a-one'), 'a-two')
        expect((await store.find(at('a-one'), 'shop')).identity?.id).toBe('i-one')
        expect((await store.find(at('a-two'), 'shop')).identity?.id).toBe('i-two')
      })
      test('of nobody it is nothing', async () => {
        await store.moveAddress(at('nobody'), 'a-one')
        expect((await store.find(at('a-one'), 'shop')).identity).toBeNull()
      })
    })

    describe('a link to the desk’s own page', () => {
      const door = { hash: 'hash 🪪', conversation: 'one', expiresAt: '2026-11-25T09:00:00.000Z' }
      test('opens once', async () => {
        await store.addDoor(door)
        expect(await store.takeDoor('another', '2026-11-24T10:00:00.000Z')).toBeNull()
        expect(await store.takeDoor(door.hash, '2026-11-24T10:00:00.000Z')).toBe('one')
        expect(await store.takeDoor(door.hash, '2026-11-24T10:00:00.000Z')).toBeNull()
      })
      test('not after its time', async () => {
        await store.commit(turnOf('one', { doors: [door] }))
        expect(await store.takeDoor(door.hash, '2026-11-25T09:00:00.000Z')).toBeNull()
      })
      test('what its page shows begins where it was opened', async () => {
        await store.commit(turnOf('one'))
        await store.addSession('hash', 'i-one', '2026-11-24T09:00:00.000Z', 2)
        expect(await store.session('hash')).toMatchObject({ id: 'i-one', after: 2 })
      })
    })

    describe('two addresses of one citizen', () => {
      const AT = '2026-11-24T09:00:00.000Z'
      const LATER = '2026-11-24T09:15:00.000Z'
      const offer = (id: string, part: object = {}) => ({ id, hash: `h-${id}`, conversation: 'one', identity: 'i-one', shares: false, agreed: false, at: AT, expiresAt: LATER, ...part })
      const typed = { identity: 'i-two', conversation: 'two', shares: false }
      const both = async (shares: [boolean, boolean] = [false, false]) => {
        for (const id of ['one', 'two']) await store.commit(turnOf(id))
        await store.offerJoin(offer('j', { shares: shares[0] }))
        await store.typeJoin('j', { ...typed, shares: shares[1] }, AT, LATER)
        await store.addSession('page', 'i-two', AT, 0)
        return store.commit(nextOf('one', 'one', { expectedRevision: 1, state: { revision: 2 }, lastSeq: 40, join: { kind: 'joined', id: 'j' } }))
      }
      const ofTwo = () => store.find({ channel: 'web-chat', account: 'shop', address: 'a-two' }, 'shop')

      test('an offer is found by its code, while it is good, and read again by its id', async () => {
        await store.commit(turnOf('one'))
        expect(await store.offerJoin(offer('j', { agreed: true }))).toBe(true)
        expect(await store.offeredJoin('h-j', AT)).toMatchObject({ id: 'j', state: 'offered', agreed: true, first: { identity: { id: 'i-one' }, conversation: 'one', shares: false }, second: null })
        expect(await store.offeredJoin('h-j', LATER)).toBeNull()
        expect(await store.offeredJoin('h-k', AT)).toBeNull()
        expect(await store.joinOf('j')).toMatchObject({ id: 'j' })
      })
      test('of two who are given the same code the second gets another; who asks again has only the new one', async () => {
        for (const id of ['one', 'two']) await store.commit(turnOf(id))
        await store.offerJoin(offer('j'))
        expect(await store.offerJoin(offer('k', { hash: 'h-j', identity: 'i-two', conversation: 'two' }))).toBe(false)
        await store.offerJoin(offer('l'))
        expect([await store.offeredJoin('h-j', AT), (await store.offeredJoin('h-l', AT))?.id]).toEqual([null, 'l'])
      })
      test('a code is typed once, by another, and in time', async () => {
        for (const id of ['one', 'two']) await store.commit(turnOf(id))
        await store.offerJoin(offer('j'))
        expect(await store.typeJoin('j', { ...typed, identity: 'i-one' }, AT, LATER)).toBe(false)
        expect(await store.typeJoin('j', typed, LATER, LATER)).toBe(false)
        expect((await Promise.all([store.typeJoin('j', typed, AT, LATER), store.typeJoin('j', typed, AT, LATER)])).toSorted()).toEqual([false, true])
        expect(await store.offeredJoin('h-j', AT)).toBeNull()
      })
      test('joined: she is one citizen; her page begins where it was joined, and numbers go on', async () => {
        expect(await both()).toMatchObject({ kind: 'committed' })
        expect(await ofTwo()).toMatchObject({ identity: { citizen: 'c-one', joined: true }, latest: { conversation: { id: 'one' } } })
        expect(await store.session('page')).toMatchObject({ after: 40 })
        expect(await store.historyOf('one')).toEqual([])
      })
      test('what came before is seen when both said so, by operators too', async () => {
        await both([true, true])
        expect(await store.session('page')).toMatchObject({ after: 0 })
        expect(await store.historyOf('one')).toMatchObject([{ id: 'two' }])
      })
      test.each([[true, false], [false, true]] as const)('and not when only one did: %s, %s', async (...shares) => {
        await both([...shares])
        expect(await store.session('page')).toMatchObject({ after: 40 })
        expect(await store.historyOf('one')).toEqual([])
      })
      test('it happens once', async () => {
        await both()
        expect(await store.commit(nextOf('one', 'one', { expectedRevision: 2, state: { revision: 3 }, lastSeq: 50, join: { kind: 'joined', id: 'j' } }))).toEqual({ kind: 'duplicate' })
      })
      test('parted: each is as before', async () => {
        await both()
        expect((await store.partJoins('i-one', LATER)).map((j) => j.id)).toEqual(['j'])
        expect(await ofTwo()).toMatchObject({ identity: { citizen: 'c-two', joined: false }, latest: { conversation: { id: 'two' } } })
        expect((await store.find({ channel: 'web-chat', account: 'shop', address: 'a-one' }, 'shop')).identity?.joined).toBe(false)
        expect(await store.partJoins('i-two', LATER)).toEqual([])
      })
      test('a danger that was told at the second goes with it when they part, and is heard nowhere else', async () => {
        await both()
        await store.commit(turnOf('x', { lastSeq: 42, state: { citizen: 'c-one', replyVia: 'i-two', urgent: 'violence' }, entries: [said('他打我 🆘')] , identity: { ...turnOf('two').identity, citizen: 'c-one', joined: true, isNew: false } }))
        await store.partJoins('i-two', LATER)
        expect((await store.load('x'))?.conversation).toMatchObject({ citizen: 'c-two', replyVia: 'i-two' })
        expect((await store.heard({ citizen: 'c-one', id: 'i-one', place: 'i-one' }, 'shop', 0, 100)).map((e) => e.body?.text)).not.toContain('他打我 🆘')
        expect((await store.heard({ citizen: 'c-two', id: 'i-two', place: 'i-two' }, 'shop', 0, 100)).map((e) => e.body?.text)).toContain('他打我 🆘')
      })
      test('a page that was opened from the second comes and goes with it', async () => {
        await store.commit(turnOf('one'))
        await store.commit(turnOf('two'))
        await store.commit({ ...nextOf('two', 'two', { expectedRevision: 1, state: { revision: 2 }, lastSeq: 2 }), identity: { ...turnOf('page').identity, citizen: 'c-two', place: 'i-two' } })
        await store.offerJoin(offer('j'))
        await store.typeJoin('j', typed, AT, LATER)
        await store.commit(nextOf('one', 'one', { expectedRevision: 1, state: { revision: 2 }, lastSeq: 40, join: { kind: 'joined', id: 'j' } }))
        const ofPage = async () => (await store.find({ channel: 'web-chat', account: 'shop', address: 'a-page' }, 'shop')).identity
        expect(await ofPage()).toMatchObject({ citizen: 'c-one', joined: true })
        expect(await store.partJoins('i-page', LATER), 'through the page as well').toHaveLength(1)
        expect(await ofPage()).toMatchObject({ citizen: 'c-two', joined: false, place: 'i-two' })
      })
      const joinedAt = (id: 'one' | 'two') => ({ ...turnOf(id).identity, citizen: 'c-one', joined: true, isNew: false })
      test('what began at the second, beside a danger at the first, goes with it; nobody else is answered there', async () => {
        await both()
        await store.commit(nextOf('one', 'one', { expectedRevision: 2, state: { revision: 3, urgent: 'violence' }, lastSeq: 42 }))
        await store.commit(turnOf('n', { lastSeq: 44, mode: { kind: 'queued', since: AT, topic: null, urgent: null, browsing: false, told: true }, state: { citizen: 'c-one', replyVia: 'i-two' }, identity: joinedAt('two') }))
        await store.partJoins('i-one', LATER)
        expect([(await store.load('one'))?.conversation, (await store.load('n'))?.conversation]).toMatchObject([{ citizen: 'c-one', replyVia: 'i-one' }, { citizen: 'c-two', replyVia: 'i-two', mode: { kind: 'queued' } }])
        expect(await ofTwo()).toMatchObject({ latest: { conversation: { id: 'n' } } })
      })
      test('what both wrote in stays where the code was given, and is answered there', async () => {
        await both()
        await store.commit(nextOf('one', 'one', { expectedRevision: 2, state: { revision: 3, replyVia: 'i-two' }, lastSeq: 42 }))
        await store.partJoins('i-two', LATER)
        expect(await store.load('one')).toMatchObject({ identity: { id: 'i-one' }, conversation: { citizen: 'c-one', replyVia: 'i-one', revision: 4 } })
      })
      test('her pages show what they showed before, and never what came before them', async () => {
        await store.commit(turnOf('two'))
        for (const [page, after] of [['old', 0], ['own', 2]] as const) await store.addSession(page, 'i-two', AT, after)
        await both([true, true])
        expect([await store.session('old'), await store.session('own')]).toMatchObject([{ after: 0 }, { after: 2 }])
        await store.partJoins('i-two', LATER)
        expect([await store.session('old'), await store.session('own')]).toMatchObject([{ after: 0 }, { after: 2 }])
      })
      test.each<[string, Partial<Conversation>]>([
        ['waits for a person', { mode: { kind: 'queued', since: AT, topic: null, urgent: null, browsing: false, told: true } }], ['is being answered', { mode: { kind: 'attended', by: 'o-1', since: AT } as Conversation['mode'] }], ['tells of a danger', { urgent: 'violence' }],
      ])('whoever %s by the time that the other agrees is not moved', async (_, state) => {
        for (const id of ['one', 'two']) await store.commit(turnOf(id))
        await store.offerJoin(offer('j'))
        await store.typeJoin('j', typed, AT, LATER)
        await store.commit(nextOf('two', 'two', { expectedRevision: 1, lastSeq: 2, state: { revision: 2, ...state } }))
        expect(await store.commit(nextOf('one', 'one', { expectedRevision: 1, state: { revision: 2 }, lastSeq: 40, join: { kind: 'joined', id: 'j' } }))).toEqual({ kind: 'duplicate' })
        expect(await ofTwo()).toMatchObject({ identity: { citizen: 'c-two', joined: false }, latest: { conversation: { id: 'two', closedAt: null } } })
      })
      test('what ends by it is closed in the same moment', async () => {
        await both()
        expect((await store.load('two'))?.conversation).toMatchObject({ mode: { kind: 'closed' }, closedAt: expect.stringMatching(/^2026-/), revision: 2 })
      })
      test('two that are open beside each other never have one number: whoever is second reads it again', async () => {
        await both()
        await store.commit(nextOf('one', 'one', { expectedRevision: 2, state: { revision: 3, urgent: 'violence' }, lastSeq: 42 }))
        const beside = turnOf('n', { lastSeq: 42, state: { citizen: 'c-one', replyVia: 'i-two' }, identity: joinedAt('two') })
        expect(await store.commit(beside)).toEqual({ kind: 'stale' })
        expect(await store.commit({ ...beside, lastSeq: 44 })).toMatchObject({ kind: 'committed' })
      })
      test('a page that she opened from one that is joined neither gives nor types a code', async () => {
        await both()
        await store.commit({ ...nextOf('one', 'one', { expectedRevision: 2, state: { revision: 3 }, lastSeq: 42 }), identity: { ...turnOf('page').identity, citizen: 'c-one', joined: true, place: 'i-one' } })
        await store.commit(turnOf('three'))
        await store.offerJoin(offer('k', { identity: 'i-three', conversation: 'three' }))
        await store.typeJoin('k', { identity: 'i-page', conversation: 'one', shares: false }, AT, LATER)
        expect(await store.commit(nextOf('three', 'three', { expectedRevision: 1, state: { revision: 2 }, lastSeq: 70, join: { kind: 'joined', id: 'k' } }))).toEqual({ kind: 'duplicate' })
        expect((await store.partJoins('i-page', LATER)).map((j) => j.id)).toEqual(['j'])
        expect(await ofTwo()).toMatchObject({ identity: { citizen: 'c-two', joined: false } })
      })
      test.each([['the second once more', 'i-two', 'two', 'i-one', 'one'], ['a second to a third', 'i-three', 'three', 'i-two', 'two'], ['a third to a second', 'i-two', 'two', 'i-three', 'three']])('%s: an address is joined to one other', async (_, first, conversation, second, secondly) => {
        await both()
        await store.commit(turnOf('three'))
        await store.offerJoin(offer('k', { identity: first, conversation }))
        await store.typeJoin('k', { identity: second, conversation: secondly, shares: false }, AT, LATER)
        const before = await store.load(conversation)
        const turn = nextOf(conversation, conversation, { state: { citizen: before?.conversation.citizen ?? '', revision: 9 }, lastSeq: 70, join: { kind: 'joined', id: 'k' } })
        expect(await store.commit({ ...turn, hers: false, expectedRevision: before?.conversation.revision ?? 0 })).toEqual({ kind: 'duplicate' })
      })
      test('what she wrote before she was joined, and is saved after, is read again', async () => {
        await both()
        expect(await store.commit(nextOf('two', 'two', { expectedRevision: 1, state: { revision: 2 }, lastSeq: 2 }))).toEqual({ kind: 'stale' })
      })
      test('of a danger that was told at one, nothing is heard at the other', async () => {
        await both([true, true])
        await store.commit(nextOf('one', 'one', { expectedRevision: 2, state: { revision: 3, urgent: 'violence' }, lastSeq: 60, entries: [said('我很害怕')] }))
        expect(await store.heard({ citizen: 'c-one', id: 'i-two', place: 'i-two' }, 'shop', 0, 100)).toEqual([])
        expect((await store.heard({ citizen: 'c-one', id: 'i-one', place: 'i-one' }, 'shop', 0, 100)).map((e) => e.body?.text)).toContain('我很害怕')
      })
    })
    describe('what providers allow and say', () => {
      const NOW = '2026-11-24T12:00:00.000Z'
      const UNTIL = '2026-11-24T12:02:00.000Z'
      const window = { until: '2026-11-25T12:00:00.000Z', left: 2 }
      const reply = (entry: string, seq: number, part: Partial<TurnWrite> = {}) => turnOf('one', { isNew: false, state: { revision: seq }, lastSeq: seq, entries: [said(entry, 'operator')], outbox: [{ first: 0, last: 0, origin: 'operator', dueAt: NOW, pulled: false }], ...part })
      const claim = async (): Promise<OutboxRow> => (await store.claimOutbox('i-one', NOW, UNTIL)) ?? expect.fail('nothing to claim')
      const her = async () => (await store.find({ channel: 'web-chat', account: 'shop', address: 'a-one' }, 'shop')).identity
      const accepted = { kind: 'accepted', at: NOW, externalId: 'wamid.1 🪪', more: false, movedTo: null, spends: true } as const

      test('a message of hers opens a window; what is sent uses it up', async () => {
        await store.commit(turnOf('one', { heard: { memory: '{"phone":"+39…"}', window } }))
        expect(await her()).toMatchObject({ memory: '{"phone":"+39…"}', window })
        await store.commit(reply('可以', 2))
        expect((await store.settleOutbox(await claim(), accepted)) && (await her())?.window).toEqual({ ...window, left: 1 })
      })
      test('what is held waits for her, and nothing overtakes it; then an operator’s goes, and what the assistant had left is overtaken', async () => {
        const row = (origin: 'bot' | 'operator') => ({ first: 1, last: 1, origin, dueAt: NOW, pulled: false })
        await store.commit(turnOf('one', { outbox: [row('bot'), row('bot')] }))
        await store.settleOutbox(await claim(), { kind: 'hold', at: NOW, explain: 'closed', seen: null, announced: false })
        expect(await store.dueOutbox(['web-chat'], NOW, 9)).toEqual([])
        expect((await store.deliveries('one', 0)).map((d) => d.state)).toEqual(['held', 'queued'])
        await store.commit(turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2, heard: { memory: null, window } }))
        expect((await store.deliveries('one', 0)).map((d) => d.state)).toEqual(['failed', 'failed'])
        await store.commit({ ...reply('可以', 4), expectedRevision: 2, conversation: turnOf('one', { isNew: false, state: { revision: 3 } }).conversation })
        await store.settleOutbox(await claim(), { kind: 'hold', at: NOW, explain: 'closed', seen: window.until, announced: true })
        expect(await store.dueOutbox(['web-chat'], NOW, 9)).toEqual([])
        expect(await store.commit(turnOf('one', { isNew: false, state: { revision: 4 }, lastSeq: 5, heard: { memory: null, window } }))).toEqual({ kind: 'committed', released: true })
        expect(await store.dueOutbox(['web-chat'], '2026-11-24T23:00:00.000Z', 9)).toEqual(['i-one'])
      })
      test('she writes while it is decided that a message must wait: it goes', async () => {
        await store.commit(turnOf('one'))
        await store.commit(reply('可以', 2))
        const row = await claim()
        await store.commit(turnOf('one', { isNew: false, state: { revision: 3 }, lastSeq: 3, heard: { memory: null, window } }))
        await store.settleOutbox(row, { kind: 'hold', at: NOW, explain: 'closed', seen: null, announced: false })
        expect(await store.dueOutbox(['web-chat'], NOW, 9)).toEqual(['i-one'])
      })
      test('receipts in any order: by the desk’s number, by the provider’s id, of another account, of nothing', async () => {
        await store.commit(turnOf('one'))
        await store.commit(reply('可以', 2))
        const row = await claim()
        await store.settleOutbox(row, accepted)
        const of = { channel: 'web-chat', account: 'shop', of: null, externalId: 'wamid.1 🪪', at: NOW }
        expect(await store.receipt({ ...of, account: 'other', kind: 'read' })).toBeNull()
        expect(await store.receipt({ ...of, externalId: 'wamid.2', kind: 'read' })).toBeNull()
        expect(await store.receipt({ ...of, of: { row: row.id, part: 0, round: 0 }, externalId: null, kind: 'read' })).toMatchObject({ conversation: 'one' })
        expect(await store.receipt({ ...of, kind: 'delivered' })).toMatchObject({ conversation: 'one' })
        expect((await store.deliveries('one', 0))[0]?.state).toBe('read')
      })
      test('taken, and then not delivered: an operator’s answer that was too late waits for her', async () => {
        await store.commit(turnOf('one'))
        await store.commit(reply('可以', 2))
        await store.settleOutbox(await claim(), accepted)
        const of = { channel: 'web-chat', account: 'shop', of: null, externalId: 'wamid.1 🪪', at: '2026-11-24T12:00:05.000Z' }
        await store.receipt({ ...of, kind: 'failed', explain: '131047', hold: true })
        expect((await store.deliveries('one', 0))[0]).toMatchObject({ state: 'held', explain: '131047' })
      })
      describe('what is told of a part', () => {
        const told = { channel: 'web-chat', account: 'shop', externalId: null, at: '2026-11-24T11:59:59.000Z' }
        const sentTwo = async (): Promise<number> => {
          await store.commit(turnOf('one'))
          await store.commit(reply('可以', 2))
          const row = await claim()
          await store.settleOutbox(row, { ...accepted, more: true })
          await store.settleOutbox(await claim(), accepted)
          return row.id
        }
        const state = async () => (await store.deliveries('one', 0))[0]?.state
        test('it did not arrive, though the provider’s clock is behind: the operator is told', async () => {
          const row = await sentTwo()
          await store.receipt({ ...told, of: { row, part: 1, round: 0 }, kind: 'failed', explain: '131026', hold: false })
          expect(await state()).toBe('failed')
        })
        test('one part was read and another failed: it failed; if that arrives in the end, it is read', async () => {
          const row = await sentTwo()
          await store.receipt({ ...told, of: { row, part: 0, round: 0 }, kind: 'read' })
          await store.receipt({ ...told, of: { row, part: 1, round: 0 }, kind: 'failed', explain: '131053', hold: false })
          expect(await state()).toBe('failed')
          await store.receipt({ ...told, of: { row, part: 1, round: 0 }, kind: 'delivered' })
          expect(await state()).toBe('read')
        })
        test('too late for the second: only that goes again, and the same report twice changes nothing', async () => {
          const row = await sentTwo()
          const late = { ...told, of: { row, part: 1, round: 0 }, kind: 'failed', explain: '131047', hold: true } as const
          await store.receipt(late)
          expect(await state()).toBe('held')
          await store.commit(turnOf('one', { isNew: false, state: { revision: 3 }, lastSeq: 3, heard: { memory: null, window } }))
          const again = (await store.claimOutbox('i-one', '2026-11-25T00:00:00.000Z', '2026-11-25T00:02:00.000Z')) ?? expect.fail('nothing')
          expect([again.sent, again.round]).toEqual([1, 1])
          await store.settleOutbox(again, accepted)
          expect(await store.receipt(late)).toBeNull()
          expect(await state()).toBe('sent')
        })
        test('too late, but she has written since: it goes at once, and nothing behind it waits', async () => {
          const row = await sentTwo()
          await store.commit(turnOf('one', { isNew: false, state: { revision: 3 }, lastSeq: 3, heard: { memory: null, window } }))
          await store.receipt({ ...told, at: NOW, of: { row, part: 1, round: 0 }, kind: 'failed', explain: '131047', hold: true })
          expect(await store.dueOutbox(['web-chat'], NOW, 9)).toEqual(['i-one'])
        })
      })
      describe('an operator’s answer behind what the assistant had left', () => {
        const botRow = { first: 1, last: 1, origin: 'bot', dueAt: NOW, pulled: false } as const
        const hold = { kind: 'hold', at: NOW, explain: 'closed', seen: null, announced: false } as const
        test('does not wait behind it when it is held already', async () => {
          await store.commit(turnOf('one', { outbox: [botRow] }))
          await store.settleOutbox(await claim(), hold)
          await store.commit(reply('可以', 2))
          expect((await claim()).origin).toBe('operator')
        })
        test('nor when it is being held just then', async () => {
          await store.commit(turnOf('one', { outbox: [botRow] }))
          const row = await claim()
          await store.commit(reply('可以', 2))
          await store.settleOutbox(row, hold)
          expect((await claim()).origin).toBe('operator')
        })
      })
      test('what a channel remembers, and how its account does', async () => {
        expect(await store.cursor('mail', 'uid')).toBeNull()
        await store.setCursor('mail', 'uid', '7:42')
        await store.setCursor('mail', 'uid', '7:43 收件箱')
        expect(await store.cursor('mail', 'uid')).toBe('7:43 收件箱')
        await store.noteAccount({ channel: 'mail', account: 'a', lastInAt: NOW, trouble: { code: 'token', explain: 'no 🪪', at: NOW } })
        await store.noteAccount({ channel: 'mail', account: 'a', lastOutAt: UNTIL })
        await store.pauseAccount('mail', 'a', { by: 'anna', at: NOW })
        expect(await store.accounts()).toEqual([{ channel: 'mail', account: 'a', lastInAt: NOW, lastOutAt: UNTIL, trouble: { code: 'token', explain: 'no 🪪', at: NOW }, paused: { by: 'anna', at: NOW } }])
        await store.noteAccount({ channel: 'mail', account: 'a', trouble: null })
        await store.pauseAccount('mail', 'a', null)
        expect(await store.accounts()).toMatchObject([{ lastInAt: NOW, trouble: null, paused: null }])
      })
    })

    describe('her files', () => {
      const AT = '2026-11-24T12:00:00.000Z'
      const LATER = '2026-11-24T12:03:00.000Z'
      const MUCH_LATER = '2026-11-24T12:06:00.000Z'
      const photo = { id: 'f', name: 'صورة 📷.jpg', mime: 'image/jpeg', bytes: 0, expiresAt: '2026-12-24T09:00:00.000Z' }
      const coming = (id = 'f') => turnOf('one', { files: [{ ...photo, id, source: 'provider:1' }] })
      const claimed = async (now = AT, until = LATER): Promise<ComingFile> => (await store.claimFile('f', now, until)) ?? expect.fail('nothing to fetch')
      test('come with the turn, here already or still to be fetched', async () => {
        await store.commit(turnOf('one', { files: [{ ...photo, bytes: 3, source: null }, { ...photo, id: 'g', source: 'provider:1' }] }))
        expect((await store.filesOf('one')).map((f) => [f.id, f.name, f.state])).toEqual([['f', photo.name, 'here'], ['g', photo.name, 'coming']])
        expect(await store.dueFiles(WEB, AT, 10)).toEqual(['g'])
      })
      test('are fetched by exactly one', async () => {
        await store.commit(coming())
        const got = (await Promise.all(Array.from({ length: 8 }, () => store.claimFile('f', AT, LATER)))).filter((f) => f !== null)
        expect(got).toMatchObject([{ id: 'f', conversation: 'one', source: 'provider:1', attempts: 0, until: LATER, identity: { id: 'i-one', address: 'a-one' } }])
        expect(await store.dueFiles(WEB, AT, 10)).toEqual([])
      })
      test('that were fetched are here, with what they are', async () => {
        await store.commit(coming())
        await store.settleFile(await claimed(), { kind: 'here', mime: 'image/png', bytes: 42 })
        expect(await store.file('f')).toMatchObject({ state: 'here', mime: 'image/png', bytes: 42, conversation: 'one', explain: null })
        expect(await store.claimFile('f', LATER, LATER)).toBeNull()
      })
      test('that did not come are tried again in their time', async () => {
        await store.commit(coming())
        await store.settleFile(await claimed(), { kind: 'retry', at: LATER })
        expect(await store.claimFile('f', AT, LATER)).toBeNull()
        expect(await store.dueFiles(WEB, LATER, 10)).toEqual(['f'])
        expect(await store.claimFile('f', LATER, MUCH_LATER)).toMatchObject({ attempts: 1 })
      })
      test('whose fetcher never came back are fetched by another, and the try counts', async () => {
        await store.commit(coming())
        await store.claimFile('f', AT, LATER)
        expect(await store.dueFiles(WEB, LATER, 10)).toEqual(['f'])
        expect(await store.claimFile('f', LATER, MUCH_LATER)).toMatchObject({ attempts: 1 })
      })
      test.each<[string, FetchResult]>([
        ['it is here', { kind: 'here', mime: 'image/png', bytes: 42 }], ['it is lost', { kind: 'lost', explain: 'too large' }], ['it is to be tried again', { kind: 'retry', at: MUCH_LATER }],
      ])('whose fetcher comes back too late and says that %s: nothing changes, and the next fetcher’s word counts', async (_, late) => {
        await store.commit(coming())
        const lost = await claimed()
        const next = await claimed(LATER, MUCH_LATER)
        expect(await store.settleFile(lost, late)).toBe(false)
        expect(await store.file('f')).toMatchObject({ state: 'coming', explain: null })
        expect([await store.claimFile('f', LATER, MUCH_LATER), await store.dueFiles(WEB, LATER, 10)]).toEqual([null, []])
        expect(await store.settleFile(next, { kind: 'here', mime: 'image/jpeg', bytes: 7 })).toBe(true)
        expect(await store.settleFile(lost, late)).toBe(false)
        expect(await store.file('f')).toMatchObject({ state: 'here', mime: 'image/jpeg', bytes: 7 })
      })
      test('of a channel that the caller does not have are left to those who have it', async () => {
        const turn = coming()
        await store.commit({ ...turn, identity: { ...turn.identity, channel: 'telegram' } })
        expect([await store.dueFiles(WEB, AT, 10), await store.dueFiles([], AT, 10), await store.dueFiles([...WEB, 'telegram'], AT, 10)]).toEqual([[], [], ['f']])
      })
      test('that cannot be had are lost, and say why', async () => {
        await store.commit(coming())
        await store.settleFile(await claimed(), { kind: 'lost', explain: 'too large' })
        expect(await store.file('f')).toMatchObject({ state: 'lost', explain: 'too large' })
        expect(await store.dueFiles(WEB, '2027-01-01T00:00:00.000Z', 10)).toEqual([])
      })
      test('erased while they were coming stay erased', async () => {
        await store.commit(coming())
        const file = await claimed()
        expect((await store.expire('2027-01-01T00:00:00.000Z')).files).toEqual(['f'])
        expect(await store.settleFile(file, { kind: 'here', mime: 'image/png', bytes: 42 })).toBe(false)
        expect(await store.file('f')).toBeNull()
      })
      test('of the desk’s own are added as they are', async () => {
        await store.commit(turnOf('one'))
        const file = { ...photo, conversation: 'one', createdAt: AT, state: 'here' as const, explain: null }
        await store.addFile(file)
        expect(await store.filesOf('one')).toEqual([file])
      })
    })

    describe('the words of a message that she names', () => {
      const from = { channel: 'web-chat', account: 'shop', address: 'a-one' }
      test('are found by the provider’s id, for her alone', async () => {
        await store.commit(turnOf('one', { dedupe: { externalId: 'm1' } }))
        expect(await store.wroteIn(from, 'm1')).toBe('我的居留到期了 🪪')
        expect([await store.wroteIn(from, 'm2'), await store.wroteIn({ ...from, address: 'a-two' }, 'm1')]).toEqual([null, null])
      })
      test('are gone when they were erased', async () => {
        await store.commit(turnOf('one', { dedupe: { externalId: 'm1' }, eraseAfter: '2026-11-25T00:00:00.000Z' }))
        await store.expire('2026-11-26T00:00:00.000Z')
        expect(await store.wroteIn(from, 'm1')).toBeNull()
      })
    })

    describe('the queue', () => {
      const queued = (id: string, since: string, urgent: 'violence' | null = null, language = 'zh') =>
        store.commit(turnOf(id, { mode: { kind: 'queued', since, topic: null, urgent, browsing: false, told: false }, state: { language }, handedOff: true }))
      const filter = { desk: 'shop', view: 'waiting' as const, operator: 'anna' }
      test('shows the urgent first, then who has waited longest', async () => {
        await queued('late', '2026-11-24T11:00:00.000Z')
        await queued('early', '2026-11-24T09:00:00.000Z')
        await queued('urgent', '2026-11-24T12:00:00.000Z', 'violence')
        expect((await store.queue(filter, PAGE)).items.map((r) => r.id)).toEqual(['urgent', 'early', 'late'])
      })
      test('is paged by key: nothing twice, nothing skipped', async () => {
        for (let i = 0; i < 25; i++) await queued(`q${i}`, `2026-11-24T09:00:00.${String(i % 3).padStart(3, '0')}Z`)
        const seen: string[] = []
        for (let after: string | null = null; ; ) {
          const page = await store.queue(filter, { after, limit: 7 })
          seen.push(...page.items.map((r) => r.id))
          if (page.next === null) break
          after = page.next
        }
        expect([seen.length, new Set(seen).size]).toEqual([25, 25])
      })
      test('can be narrowed by language, and counts what it holds', async () => {
        await queued('zh', '2026-11-24T09:00:00.000Z')
        await queued('ar', '2026-11-24T09:00:00.000Z', null, 'ar')
        expect((await store.queue({ ...filter, language: 'ar' }, PAGE)).items.map((r) => r.id)).toEqual(['ar'])
        expect(await store.counts('anna', 'shop')).toEqual({ mine: 0, waiting: 2, scripted: 0, attended: 0 })
      })
      test('«mine» are the open ones that I hold', async () => {
        await store.commit(turnOf('mine', { mode: { kind: 'attended', by: 'anna', since: '2026-11-24T09:00:00.000Z', urgent: null } }))
        await store.commit(turnOf('hers', { mode: { kind: 'attended', by: 'bruna', since: '2026-11-24T09:00:00.000Z', urgent: null } }))
        expect((await store.queue({ ...filter, view: 'mine' }, PAGE)).items.map((r) => r.id)).toEqual(['mine'])
      })
      test('«mine» are counted for each desk by itself', async () => {
        const mode = { kind: 'attended', by: 'anna', since: '2026-11-24T09:00:00.000Z', urgent: null } as const
        await store.commit(turnOf('here', { mode }))
        await store.commit(turnOf('elsewhere', { mode, state: { desk: 'library' } }))
        expect(await store.counts('anna', 'shop')).toEqual({ mine: 1, waiting: 0, scripted: 0, attended: 1 })
      })
      test('tells the last words and how many are unread', async () => {
        await store.commit(turnOf('one', { entries: [said('مرحبا')], unread: 'add' }))
        expect(await store.row('one')).toMatchObject({ lastText: 'مرحبا', unread: 1, lastFrom: 'citizen' })
      })
      test('the last words are a person’s, not the assistant’s courtesy', async () => {
        await store.commit(turnOf('one', { entries: [said('老板不给工资'), said('收到了', 'assistant')] }))
        await store.commit(turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2, entries: [said('还在排队', 'assistant')] }))
        expect(await store.row('one')).toMatchObject({ lastText: '老板不给工资', lastFrom: 'citizen' })
      })
    })

    describe('search', () => {
      const found = async (words: string) => (await store.search(words, 'shop', PAGE)).items.map((r) => r.id).sort()
      beforeEach(async () => {
        await store.commit(turnOf('zh', { entries: [said('我的居留到期了')] }))
        await store.commit(turnOf('it', { entries: [said('Il permesso è SCADUTO, perché? L’università')] }))
        await store.commit(turnOf('ar', { entries: [said('تصريح إِقَامَة 🪪')] }))
        await store.commit(turnOf('mix', { entries: [said('办KIT，3/2026 · ２０２７ · Ёлка')] }))
      })
      test.each([
        ['居留', 'zh'], ['到期', 'zh'], ['留居', ''], ['居 到', 'zh'], ['Permesso', 'it'], ['perm', 'it'], ['ermesso', ''], ['scaduto', 'it'], ['universita', 'it'], ['perche è', 'it'], ['PERCHÉ', 'it'],
        ['إقامة', 'ar'], ['اقامة', 'ar'], ['办kit', 'mix'], ['2027', 'mix'], ['елка', 'mix'], ['permesso 居留', ''],
      ])('%j finds %j', async (words, id) => {
        expect(await found(words)).toEqual(id === '' ? [] : [id])
      })
      test.each(['"; drop table search; --', '*', '', '"', "'", "\\'", ':*', '&', '|', '!', '()', '(((', '<->', 'a & | !b', 'NOT', 'NEAR(a b)', 'words:x', 'zzz:*', '🪪', '👩‍👩‍👧', '\0', '\ud800', 'بحث "عن', '％', '㊗', '-', '^a', 'a AND'])('%j is only words', async (words) => {
        expect(await found(words)).toEqual([])
      })
      test('a whole page in the box is only words', async () => {
        for (const long of ['x'.repeat(5000), '居'.repeat(5000), 'bla '.repeat(5000)]) expect(await found(long)).toEqual([])
      })
      test('finds each conversation once, page by page, what was said last first', async () => {
        for (let i = 0; i < 5; i++) await store.commit(turnOf(`p${i}`, { entries: [said('pagamento'), said('del pagamento')] }))
        await store.commit(turnOf('p0', { isNew: false, state: { revision: 2 }, lastSeq: 2, entries: [said('pagamento!')] }))
        const seen: string[] = []
        for (let after: string | null = null; ; ) {
          const page = await store.search('pagamento', 'shop', { after, limit: 2 })
          seen.push(...page.items.map((r) => r.id))
          if (page.next === null) break
          after = page.next
        }
        expect(seen).toEqual(['p0', 'p4', 'p3', 'p2', 'p1'])
      })
      test('a beginning of a word finds what begins so; a whole word that fills the page is enough', async () => {
        for (const [i, text] of ['patente', 'patenti 🚗', 'patente B', '驾照 patente', 'patenti'].entries()) await store.commit(turnOf(`d${i}`, { entries: [said(text)] }))
        const pages = async (words: string, limit: number) => {
          const seen: string[][] = []
          for (let after: string | null = null; ; ) {
            const page = await store.search(words, 'shop', { after, limit })
            seen.push(page.items.map((r) => r.id))
            if (page.next === null) return seen
            after = page.next
          }
        }
        expect(await pages('patent', 2)).toEqual([['d4', 'd3'], ['d2', 'd1'], ['d0']])
        expect(await pages('patente', 2)).toEqual([['d3', 'd2'], ['d0']])
        expect(await pages('patente', 5)).toEqual([['d3', 'd2', 'd0']])
      })
    })

    describe('what is kept, and for how long', () => {
      const NOW = '2027-01-01T00:00:00.000Z'
      test('words past their time are erased; what happened stays', async () => {
        await store.commit(turnOf('old', { eraseAfter: '2026-12-31T00:00:00.000Z', state: { answers: { 'pizza.kind': 'marinara' } } }))
        await store.commit(turnOf('kept', { eraseAfter: '2027-02-01T00:00:00.000Z' }))
        expect((await store.expire(NOW)).conversations).toBe(1)
        expect((await store.transcript('old', { limit: 10 })).map((e) => [e.kind, e.body])).toEqual([['citizen', null], ['assistant', null]])
        expect((await store.load('old'))?.conversation).toMatchObject({ answers: {}, mode: { kind: 'closed' } })
        expect((await store.search('居留', 'shop', PAGE)).items.map((r) => r.id)).toEqual(['kept'])
      })
      test('what was still to be sent of them goes no more', async () => {
        await store.commit(turnOf('old', { eraseAfter: '2026-12-31T00:00:00.000Z', outbox: [{ first: 1, last: 1, origin: 'bot', dueAt: NOW, pulled: false }] }))
        await store.expire(NOW)
        expect([await store.claimOutbox('i-old', NOW, '2027-01-01T00:02:00.000Z'), (await store.deliveries('old', 1))[0]?.state]).toEqual([null, 'failed'])
      })
      test('files expire by themselves', async () => {
        await store.commit(turnOf('one'))
        await store.addFile({ id: 'f', name: '照片.jpg', mime: 'image/jpeg', bytes: 3, conversation: 'one', createdAt: '2026-11-24T09:00:00.000Z', expiresAt: '2026-12-24T09:00:00.000Z', state: 'here', explain: null })
        expect((await store.file('f'))?.name).toBe('照片.jpg')
        expect((await store.expire(NOW)).files).toEqual(['f'])
        expect(await store.file('f')).toBeNull()
      })
    })

    test('erasing an old conversation leaves her session to the one that is open', async () => {
      await store.commit(turnOf('old', { eraseAfter: '2026-12-31T00:00:00.000Z', state: { closedAt: '2026-11-25T00:00:00.000Z', mode: { kind: 'closed' } } }))
      await store.commit(nextOf('old', 'new'))
      await store.addSession('hash', 'i-old', '2026-11-24T09:00:00.000Z', 3)
      expect((await store.expire('2027-01-01T00:00:00.000Z')).conversations).toBe(1)
      expect(await store.session('hash')).not.toBeNull()
    })
    describe('her number at a provider', () => {
      const NOW = '2027-01-01T00:00:00.000Z'
      const NUMBER = '6123456789'
      const PAST = { eraseAfter: '2026-12-31T00:00:00.000Z', state: { closedAt: '2026-11-25T00:00:00.000Z', mode: { kind: 'closed' as const } } }
      const from = { channel: 'telegram', account: 'shop', address: NUMBER }
      const hers = (turn: TurnWrite): TurnWrite => ({ ...turn, identity: { ...turn.identity, ...from } })
      const row = { first: 0, last: 0, origin: 'bot' as const, dueAt: '2026-11-24T09:00:00.000Z', pulled: false }
      const held = async (until: string): Promise<OutboxRow> => (await store.claimOutbox('i-old', '2026-11-24T12:00:00.000Z', until)) ?? expect.fail('nothing to claim')
      const accepted = { kind: 'accepted', at: NOW, externalId: `${NUMBER}:12`, more: false, movedTo: null, spends: false } as const

      test('is nowhere once the last of her conversations is erased, and who writes from it is somebody new', async () => {
        await store.commit(hers(turnOf('old', {
          ...PAST, dedupe: { externalId: `${NUMBER}:11` }, entries: [said(`我的号码 ${NUMBER}`), said(NUMBER, 'assistant')], outbox: [row, row, row],
          files: [{ id: 'f', name: `${NUMBER}.jpg`, mime: 'image/jpeg', bytes: 0, expiresAt: '2027-12-24T09:00:00.000Z', source: `${NUMBER}:photo` }],
        })))
        await store.addNote({ id: 'n', conversation: 'old', operator: 'anna', at: NOW, text: `Telegram ${NUMBER}` })
        await store.settleOutbox(await held('2026-11-24T12:01:00.000Z'), accepted)
        await store.settleOutbox(await held('2026-11-24T12:02:00.000Z'), { kind: 'retry', at: '2026-11-24T12:00:00.000Z', explain: `chat ${NUMBER} is busy`, counts: true })
        const sending = await held('2026-11-24T12:03:00.000Z')
        expect(await opened.everything()).toContain(NUMBER)
        expect(await store.expire(NOW)).toEqual({ conversations: 1, files: ['f'] })
        expect(await store.settleOutbox(sending, { ...accepted, movedTo: `-100${NUMBER}` })).toBe(false)
        expect(await opened.everything()).not.toContain(NUMBER)
        expect((await store.load('old'))?.identity).toMatchObject({ id: 'i-old', channel: 'telegram', address: 'erased:i-old' })
        expect((await store.deliveries('old', 1)).map((d) => d.state)).toEqual(['sent', 'failed', 'failed'])
        expect(await store.find(from, 'shop')).toEqual({ identity: null, latest: null })
        expect(await store.commit(hers(turnOf('new', { dedupe: { externalId: `${NUMBER}:11` } })))).toEqual({ kind: 'committed' })
        expect((await store.find(from, 'shop')).identity).toMatchObject({ id: 'i-new', citizen: 'c-new' })
      })
      test('stays while another conversation of hers is open, or not yet past its time', async () => {
        await store.commit(hers(turnOf('old', PAST)))
        await store.commit(hers(nextOf('old', 'kept', { ...PAST, eraseAfter: '2027-02-01T00:00:00.000Z' })))
        await store.commit(hers(nextOf('old', 'open', { eraseAfter: '2027-03-01T00:00:00.000Z' })))
        for (const [at, address] of [[NOW, NUMBER], ['2027-02-02T00:00:00.000Z', NUMBER], ['2027-03-02T00:00:00.000Z', 'erased:i-old']] as const) {
          expect((await store.expire(at)).conversations).toBe(1)
          expect((await store.load('old'))?.identity.address).toBe(address)
        }
      })
      test('goes when all of her conversations are erased together', async () => {
        await store.commit(hers(turnOf('old', { ...PAST, dedupe: { externalId: `${NUMBER}:11` } })))
        await store.commit(hers(nextOf('old', 'two', { ...PAST, dedupe: { externalId: `${NUMBER}:12` } })))
        expect((await store.expire(NOW)).conversations).toBe(2)
        expect(await opened.everything()).not.toContain(NUMBER)
      })
      test('when she begins again at the moment when it is forgotten, the turn is read again', async () => {
        await store.commit(hers(turnOf('old', PAST)))
        const again = hers(nextOf('old', 'new'))
        await store.expire(NOW)
        expect(await store.commit(again)).toEqual({ kind: 'stale' })
        expect(await store.load('new')).toBeNull()
      })
      test('of the desk’s own page is the desk’s, and stays', async () => {
        await store.commit(turnOf('old', PAST))
        await store.expire(NOW)
        expect((await store.load('old'))?.identity.address).toBe('a-old')
      })
    })

    test('what a citizen and a desk said is heard across conversations, in order', async () => {
      await store.commit(turnOf('old', { state: { closedAt: '2026-11-25T00:00:00.000Z', mode: { kind: 'closed' } } }))
      await store.commit(nextOf('old', 'new', { lastSeq: 2, entries: [said('新问题')] }))
      expect((await store.heard({ citizen: 'c-old', id: 'i-old', place: 'i-old' }, 'shop', 1, 10)).map((e) => [e.seq, e.body?.text])).toEqual([[2, '您好'], [3, '新问题']])
      expect((await store.heard({ citizen: 'c-old', id: 'i-old', place: 'i-old' }, 'shop', 1, 1)).map((e) => e.seq)).toEqual([2])
      expect([await store.heard({ citizen: 'c-old', id: 'i-old', place: 'i-old' }, 'library', 0, 10), await store.heard({ citizen: 'c-new', id: 'i-new', place: 'i-new' }, 'shop', 0, 10)]).toEqual([[], []])
    })
    test('who read what is logged; notes, sessions and settings are found again', async () => {
      await store.commit(turnOf('one'))
      await store.logRead('one', 'anna', '2026-11-24T09:00:00.000Z')
      await store.addNote({ id: 'n', conversation: 'one', operator: 'anna', at: '2026-11-24T09:01:00.000Z', text: '已电话联系' })
      await store.addSession('hash', 'i-one', '2026-11-24T09:00:00.000Z', 3)
      await store.setOperatorLanguage('anna', 'zh')
      expect(await store.readers('one')).toEqual([{ operator: 'anna', at: '2026-11-24T09:00:00.000Z' }])
      expect(await store.notes('one')).toEqual([{ operator: 'anna', at: '2026-11-24T09:01:00.000Z', text: '已电话联系' }])
      expect(await store.session('hash')).toMatchObject({ id: 'i-one', address: 'a-one' })
      expect(await store.operatorLanguage('anna')).toBe('zh')
      await store.endSession('hash')
      expect(await store.session('hash')).toBeNull()
    })
    describe('the pages of sources', () => {
      const NOW = '2026-11-24T02:00:00.000Z'
      const UNTIL = '2026-11-24T02:15:00.000Z'
      const [A, B] = ['https://a.example/居留', 'https://b.example/']
      const checkOf = (url: string, more: Partial<FullSourceCheck> = {}): FullSourceCheck => ({
        url, state: 'changed', readAs: '1 #fee', etag: '"v1"', lastModified: 'Sun, 22 Nov 2026 00:00:00 GMT', fingerprint: 'f', pageDate: '2026-11-20', checkedAt: NOW, changedAt: NOW, movedTo: null, explain: null, failures: 0,
        nextAt: '2026-11-25T00:00:00.000Z', text: 'Costa 40 euro 🪪', previousText: 'كان 30', ...more,
      })
      test('are claimed together, by one of many, and are nobody else’s until the claim is over', async () => {
        const claims = await Promise.all(Array.from({ length: 4 }, () => store.claimSources([A, B], NOW, UNTIL)))
        expect(claims.map((c) => c.length).sort()).toEqual([0, 0, 0, 2])
        expect(await store.claimSources([A, B], '2026-11-24T02:14:59.999Z', '2026-11-24T02:30:00.000Z')).toEqual([])
        expect(await store.claimSources([A], UNTIL, '2026-11-24T02:30:00.000Z')).toEqual([A])
      })
      test('are kept as they were found, and due again when that says so', async () => {
        await store.claimSources([A], NOW, UNTIL)
        expect(await store.sourceCheck(A)).toMatchObject({ state: null, fingerprint: null, failures: 0 })
        expect(await store.saveSourceCheck(checkOf(A), UNTIL)).toBe(true)
        store = await opened.reopen()
        expect(await store.sourceCheck(A)).toEqual(checkOf(A))
        const { text: _, previousText: __, ...light } = checkOf(A)
        expect(await store.sourceChecks()).toEqual([light])
        expect(await store.sourceCheck(B)).toBeNull()
        expect(await store.claimSources([A], '2026-11-24T23:59:59.999Z', '2026-11-25T09:00:00.000Z')).toEqual([])
        expect(await store.claimSources([A], '2026-11-25T00:00:00.000Z', '2026-11-25T09:00:00.000Z')).toEqual([A])
      })
      test('are not saved by whom they are no longer', async () => {
        await store.claimSources([A], NOW, UNTIL)
        await store.claimSources([A], UNTIL, '2026-11-24T02:30:00.000Z')
        expect(await store.saveSourceCheck(checkOf(A), UNTIL)).toBe(false)
        expect(await store.sourceCheck(A)).toMatchObject({ state: null })
      })
    })
    describe('what editors said of facts', () => {
      const source = { publisher: 'Questura', url: 'https://a.example', institutional: true, indirect: false, seen: null }
      const revision = (id: string, fact: string, more: Partial<FactRevision> = {}): FactRevision => ({
        id, fact, at: '2026-11-24T09:00:00.000Z', by: 'anna', byName: 'Anna 安娜', kind: 'corrected', note: null,
        values: [{ value: 40.5, validFrom: null, validUntil: '2027-12-31', source, readOn: '2026-11-24', confidence: 'high', verify: null }], ...more,
      })
      test('is read again in its order, of one fact or of all', async () => {
        const said = [revision('1', 'permit.fee'), revision('2', 'permit.days', { kind: 'confirmed', values: [], note: '«letto»' }), revision('3', 'permit.fee', { kind: 'undone', values: [] })]
        for (const one of [said[2], said[0], said[1]]) if (one) await store.addFactRevision(one)
        expect(await store.factRevisions(null)).toEqual(said)
        expect(await store.factRevisions('permit.fee')).toEqual([said[0], said[2]])
        expect(await store.factRevisions('toString')).toEqual([])
      })
      test('of two who saw the same, one is kept', async () => {
        expect(await store.addFactRevision(revision('1', 'permit.fee'), null)).toBe(true)
        expect(await store.addFactRevision(revision('2', 'permit.fee'), null)).toBe(false)
        expect(await store.addFactRevision(revision('3', 'permit.days'), null)).toBe(true)
        const both = await Promise.all([store.addFactRevision(revision('4', 'permit.fee'), '1'), store.addFactRevision(revision('5', 'permit.fee'), '1')])
        expect(both.toSorted()).toEqual([false, true])
        expect(await store.factRevisions('permit.fee')).toHaveLength(2)
        expect(await store.addFactRevision(revision('6', 'permit.fee'))).toBe(true)
      })
      test('a mark tells that there is something new, of facts or of their pages', async () => {
        const marks = [await store.factsMark()]
        await store.addFactRevision(revision('1', 'permit.fee'))
        marks.push(await store.factsMark())
        await store.claimSources(['https://a.example'], '2026-11-24T02:00:00.000Z', '2026-11-24T02:15:00.000Z')
        expect(await store.factsMark()).toBe(marks[1])
        const known = (await store.sourceCheck('https://a.example')) ?? expect.fail('it is not there')
        await store.saveSourceCheck({ ...known, state: 'gone', changedAt: '2026-11-24T02:01:00.000Z' }, '2026-11-24T02:15:00.000Z')
        marks.push(await store.factsMark())
        expect(new Set(marks).size).toBe(3)
      })
    })
    describe('what nobody understood', () => {
      const topics = [{ topic: 'school', score: 0.4 }]
      const missed = (id: string, more: Parameters<typeof turnOf>[1] = {}) => turnOf(id, { missed: { entry: 0, topics }, ...more })
      const taught = (id: string) => ({ id, language: 'zh', topic: 'school', text: '孩子上学要什么材料？', by: 'anna', at: '2026-11-24T09:00:00.000Z' })
      const listed = async (after: string | null = null, limit = 10) => (await store.missedTexts('shop', { after, limit })).items.map((i) => i.conversation)

      test('is listed newest first with its words and what was guessed, page by page, for its own desk', async () => {
        for (const id of ['a', 'b', 'c']) await store.commit(missed(id))
        await store.commit(missed('elsewhere', { state: { desk: 'other' } }))
        await store.commit(turnOf('understood'))
        expect(await store.missedTexts('shop', { after: null, limit: 1 })).toMatchObject({ items: [{ conversation: 'c', seq: 1, language: 'zh', text: '我的居留到期了 🪪', topics }], next: expect.any(String) })
        const first = await store.missedTexts('shop', { after: null, limit: 2 })
        const second = await store.missedTexts('shop', { after: first.next, limit: 2 })
        expect([...first.items, ...second.items].map((i) => i.conversation)).toEqual(['c', 'b', 'a'])
        expect(second.next).toBeNull()
      })
      test('leaves the list when it is taught or dismissed, by one of two who do', async () => {
        for (const id of ['a', 'b']) await store.commit(missed(id))
        const key = { conversation: 'a', seq: 1, desk: 'shop' }
        expect(await store.settleMissed({ ...key, desk: 'other' }, null)).toBe(false)
        expect((await Promise.all([store.settleMissed(key, taught('1')), store.settleMissed(key, taught('2'))])).toSorted()).toEqual([false, true])
        expect(await store.settleMissed({ ...key, conversation: 'b' }, null)).toBe(true)
        expect(await listed()).toEqual([])
        const { language, topic, text } = taught('1')
        expect(await store.trainingTexts()).toEqual([{ language, topic, text }])
      })
      test('goes with its conversation’s words, and leaves nothing behind but what was taught in other words', async () => {
        await store.commit(missed('old', { eraseAfter: '2026-12-31T00:00:00.000Z', entries: [said('我叫王小明，孩子上学')] }))
        await store.commit(missed('taught', { eraseAfter: '2026-12-31T00:00:00.000Z', entries: [said('我叫李大明，孩子上学')] }))
        await store.settleMissed({ conversation: 'taught', seq: 1, desk: 'shop' }, taught('1'))
        await store.expire('2027-01-01T00:00:00.000Z')
        expect(await listed()).toEqual([])
        expect(await store.settleMissed({ conversation: 'old', seq: 1, desk: 'shop' }, taught('2'))).toBe(false)
        expect(await store.trainingTexts()).toHaveLength(1)
        const everything = await opened.everything()
        for (const name of ['王小明', '李大明']) expect(everything).not.toContain(name)
      })
      test('what was taught is listed newest first, page by page, and counted; what is removed is gone', async () => {
        for (const [id, at] of [['1', '2026-11-24T09:00:00.000Z'], ['2', '2026-11-25T09:00:00.000Z'], ['3', '2026-11-25T09:00:00.000Z']] as const) {
          await store.commit(missed(`t${id}`))
          await store.settleMissed({ conversation: `t${id}`, seq: 1, desk: 'shop' }, { ...taught(id), at })
        }
        const first = await store.taughtTexts({ after: null, limit: 2 })
        const second = await store.taughtTexts({ after: first.next, limit: 2 })
        expect([...first.items, ...second.items].map((i) => i.id)).toEqual(['3', '2', '1'])
        expect([second.items, second.next, await store.taughtCount()]).toEqual([[taught('1')], null, 3])
        expect((await Promise.all([store.forgetTaught('2'), store.forgetTaught('2'), store.forgetTaught('none')])).toSorted()).toEqual([false, false, true])
        expect([await store.taughtCount(), (await store.trainingTexts()).length, (await store.taughtTexts({ after: null, limit: 2 })).next]).toEqual([2, 2, null])
      })
      test('is read without being read whole', async () => {
        await store.commit(missed('a', { mode: { kind: 'attended', by: 'anna', urgent: null, resume: null } as never, unread: 'add' }))
        await store.logRead('a', 'anna', '2026-11-24T09:00:00.000Z', 'one message')
        expect(await store.readers('a')).toMatchObject([{ operator: 'anna' }])
        expect((await store.row('a'))?.unread).toBe(1)
      })
    })
    test('a timer is due when its time has come', async () => {
      await store.commit(turnOf('one', { timers: [{ id: 'one:c1', conversation: 'one', dueAt: '2026-11-24T10:00:00.000Z', reason: 'call-timeout' }] }))
      expect(await store.dueTimers('2026-11-24T09:59:00.000Z', 10)).toEqual([])
      expect(await store.dueTimers('2026-11-24T10:00:00.000Z', 10)).toMatchObject([{ id: 'one:c1' }])
      await store.dropTimer('one:c1')
      expect(await store.dueTimers('2027-01-01T00:00:00.000Z', 10)).toEqual([])
    })
  })
}
