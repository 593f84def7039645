import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { said, turnOf } from '../support/turns.ts'

export type Opened = { readonly store: Store; readonly reopen: () => Promise<Store>; readonly clean: () => Promise<void> }

const PAGE = { after: null, limit: 10 }

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

    describe('the outbox', () => {
      const outbox = [{ entry: 1, origin: 'bot' as const, dueAt: '2026-11-24T09:00:00.000Z' }]
      const NOW = '2026-11-24T12:00:00.000Z'
      test('gives only a conversation’s oldest part, with its words', async () => {
        await store.commit(turnOf('one', { entries: [said('?'), said('一', 'assistant'), said('二', 'assistant')], outbox: [...outbox, { ...outbox[0] as (typeof outbox)[0], entry: 2 }] }))
        const due = await store.dueParts(NOW, 10)
        expect(due.map((p) => p.body?.text)).toEqual(['一'])
        await store.settle(due[0]?.id ?? 0, { kind: 'accepted', at: NOW, externalId: 'x' })
        expect((await store.nextPart('one'))?.body?.text).toBe('二')
      })
      test('a part to retry waits for its time', async () => {
        await store.commit(turnOf('one', { outbox }))
        const [part] = await store.dueParts(NOW, 10)
        await store.settle(part?.id ?? 0, { kind: 'retry', at: '2026-11-24T13:00:00.000Z', explain: 'busy' })
        expect(await store.dueParts(NOW, 10)).toEqual([])
        expect(await store.dueParts('2026-11-24T13:00:00.000Z', 10)).toMatchObject([{ attempts: 1 }])
      })
      test('a permanent failure of the assistant’s cancels the rest of its turn, never an operator’s reply', async () => {
        const two = [...outbox, { ...outbox[0] as (typeof outbox)[0], entry: 0 }]
        await store.commit(turnOf('one', { outbox: two }))
        await store.commit(turnOf('one', { isNew: false, state: { revision: 2 }, lastSeq: 2, entries: [said('答复', 'operator')], outbox: [{ entry: 0, origin: 'operator', dueAt: NOW }] }))
        const [part] = await store.dueParts(NOW, 10)
        await store.settle(part?.id ?? 0, { kind: 'failed', at: NOW, explain: 'blocked' })
        expect((await store.nextPart('one'))?.origin).toBe('operator')
        expect((await store.deliveries('one', 1)).map((d) => d.state).sort()).toEqual(['failed', 'failed', 'queued'])
      })
      test('what may have arrived is marked and never repeated', async () => {
        await store.commit(turnOf('one', { outbox }))
        const [part] = await store.dueParts(NOW, 10)
        await store.settle(part?.id ?? 0, { kind: 'ambiguous', at: NOW, explain: 'cut' })
        expect(await store.dueParts('2027-01-01T00:00:00.000Z', 10)).toEqual([])
        expect(await store.deliveries('one', 1)).toEqual([{ seq: 2, state: 'maybe-sent', explain: 'cut' }])
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
      test.each([['居留', 1], ['到期', 1], ['留居', 0], ['Permesso', 1], ['perm', 1], ['إقامة', 1], ['"; drop table', 0], ['*', 0], ['', 0]])('%j finds %i', async (words, found) => {
        await store.commit(turnOf('zh', { entries: [said('我的居留到期了')] }))
        await store.commit(turnOf('it', { entries: [said('Il permesso è scaduto')] }))
        await store.commit(turnOf('ar', { entries: [said('تصريح إقامة 🪪')] }))
        expect((await store.search(words, 'shop', PAGE)).items).toHaveLength(found)
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
      test('files expire by themselves', async () => {
        await store.commit(turnOf('one'))
        await store.addFile({ id: 'f', name: '照片.jpg', mime: 'image/jpeg', bytes: 3, conversation: 'one', createdAt: '2026-11-24T09:00:00.000Z', expiresAt: '2026-12-24T09:00:00.000Z' })
        expect((await store.file('f'))?.name).toBe('照片.jpg')
        expect((await store.expire(NOW)).files).toEqual(['f'])
        expect(await store.file('f')).toBeNull()
      })
    })

    test('erasing an old conversation leaves her session to the one that is open', async () => {
      await store.commit(turnOf('old', { eraseAfter: '2026-12-31T00:00:00.000Z', state: { closedAt: '2026-11-25T00:00:00.000Z', mode: { kind: 'closed' } } }))
      const now = turnOf('new', { isNew: true })
      await store.commit({ ...now, identity: { ...now.identity, id: 'i-old', citizen: 'c-old', isNew: false }, conversation: { ...now.conversation, citizen: 'c-old', replyVia: 'i-old' } })
      await store.addSession('hash', 'i-old', '2026-11-24T09:00:00.000Z')
      expect((await store.expire('2027-01-01T00:00:00.000Z')).conversations).toBe(1)
      expect(await store.session('hash')).not.toBeNull()
    })
    test('what a citizen and a desk said is heard across conversations, in order', async () => {
      await store.commit(turnOf('old', { state: { closedAt: '2026-11-25T00:00:00.000Z', mode: { kind: 'closed' } } }))
      const now = turnOf('new', { lastSeq: 2, entries: [said('新问题')] })
      await store.commit({ ...now, identity: { ...now.identity, id: 'i-old', citizen: 'c-old', isNew: false }, conversation: { ...now.conversation, citizen: 'c-old', replyVia: 'i-old' } })
      expect((await store.heard('c-old', 'shop', 1, 10)).map((e) => [e.seq, e.body?.text])).toEqual([[2, '您好'], [3, '新问题']])
    })
    test('who read what is logged; notes, sessions and settings are found again', async () => {
      await store.commit(turnOf('one'))
      await store.logRead('one', 'anna', '2026-11-24T09:00:00.000Z')
      await store.addNote({ id: 'n', conversation: 'one', operator: 'anna', at: '2026-11-24T09:01:00.000Z', text: '已电话联系' })
      await store.addSession('hash', 'i-one', '2026-11-24T09:00:00.000Z')
      await store.setOperatorLanguage('anna', 'zh')
      expect(await store.readers('one')).toEqual([{ operator: 'anna', at: '2026-11-24T09:00:00.000Z' }])
      expect(await store.notes('one')).toEqual([{ operator: 'anna', at: '2026-11-24T09:01:00.000Z', text: '已电话联系' }])
      expect(await store.session('hash')).toMatchObject({ id: 'i-one', address: 'a-one' })
      expect(await store.operatorLanguage('anna')).toBe('zh')
      await store.endSession('hash')
      expect(await store.session('hash')).toBeNull()
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
