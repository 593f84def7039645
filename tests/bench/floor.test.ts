import { rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { freshDatabase, openStore } from '../../bench/database.ts'
import { openFloor } from '../../bench/floor/floor.ts'
import type { Step } from '../../bench/floor/steps.ts'
import { CHANNEL, DESK } from '../../bench/names.ts'

let drop: (() => Promise<void>) | undefined
afterEach(async () => {
  await drop?.()
  drop = undefined
})

const entry = (kind: string, text: string) => ({ kind, data: { kind }, language: 'zh', text, rendered: null, isFound: kind === 'citizen' })
const step = (text: string | null): Step => ({
  text, version: 'v1', state: { language: 'zh' }, conversation: { language: 'zh', mode: 'scripted', topic: null, urgent: null, urgencyRank: 1, outcome: null, unread: 0, lastFrom: 'assistant', saidAt: 0, eraseAfter: 30, isHandedOff: false },
  entries: text === null ? [entry('assistant', '您好')] : [entry('citizen', text), entry('assistant', '好的 👍')], outbox: [{ first: 0, last: 0, origin: 'bot' }],
})

test('the floor that everything is measured against writes into the schema of today, and the product reads it', async () => {
  const fresh = await freshDatabase('NORMAL', null)
  drop = fresh.drop
  await (await openStore(fresh.place)).close()
  const floor = await openFloor(fresh.place, [step(null), step('续签居留 🪪')], 1)
  const at = '2026-11-24T09:00:00.000Z'
  await floor.open({ address: 'li', conversation: 'c1', citizen: 'p1', identity: 'i1', tokenHash: 'hash', at })
  expect(await floor.receive({ address: 'li', externalId: 'm1', text: '续签居留 🪪', at })).toBe(true)
  expect(await floor.session('hash')).toBe('li')
  await floor.close()
  const store = await openStore(fresh.place)
  expect((await store.find({ channel: CHANNEL, account: DESK, address: 'li' }, DESK)).identity).toMatchObject({ id: 'i1', joined: false, place: 'i1' })
  expect((await store.transcript('c1', { limit: 10 })).map((e) => e.body?.text)).toEqual(['您好', '续签居留 🪪', '好的 👍'])
  await store.close()
  rmSync(fresh.place.folder, { recursive: true, force: true })
})
