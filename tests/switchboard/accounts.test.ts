import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { type Accounts, createAccounts } from '../../src/switchboard/accounts.ts'
import { createPace } from '../../src/switchboard/pace.ts'
import { tempFolder } from '../support/temp.ts'

const ACCOUNT = { channel: 'wechat', account: 'wx1' }
const LOGIN = { kind: 'pause', code: 'configuration', explain: 'Somebody must scan the code.' } as const
const AWAY = { kind: 'away', explain: 'It cannot be reached.' } as const

const opened: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of opened.splice(0)) await close() })

async function accounts() {
  const store = await openSqlite({ path: join(tempFolder('accounts'), 'desk.sqlite'), synchronous: 'NORMAL' })
  opened.push(() => store.close())
  const alarms: string[] = []
  const created = (): Accounts => createAccounts({ store, clock: { now: () => '2026-11-24T09:00:00.000Z', local: () => ({ today: '2026-11-24', time: '10:00' }) }, log: { info() {}, warn() {}, error: (_data, message) => void alarms.push(message) } })
  const all = created()
  const shown = async (of = all): Promise<string | null> => {
    await of.sync()
    return (await store.accounts())[0]?.trouble?.explain ?? null
  }
  return { all, created, alarms, shown }
}

test('what can be sent again says nothing of what cannot be fetched, nor the other way', async () => {
  const { all, shown } = await accounts()
  all.reading(ACCOUNT, LOGIN)
  all.trouble(ACCOUNT, AWAY)
  expect(await shown()).toBe(AWAY.explain)
  all.wentOut(ACCOUNT)
  expect(await shown()).toBe(LOGIN.explain)
  all.reading(ACCOUNT, null)
  expect(await shown()).toBeNull()
})

test('both ways at once raise one alarm each, however often it is told', async () => {
  const { all, alarms } = await accounts()
  for (let n = 0; n < 5; n++) {
    all.reading(ACCOUNT, LOGIN)
    all.trouble(ACCOUNT, AWAY)
  }
  expect(alarms).toEqual(['what people write on a channel cannot be fetched', 'a channel is paused'])
})

test('another kind of trouble on the same way is told', async () => {
  const { all, alarms, shown } = await accounts()
  all.trouble(ACCOUNT, AWAY)
  all.trouble(ACCOUNT, LOGIN)
  expect([alarms.length, await shown()]).toEqual([2, LOGIN.explain])
})

test('what was told before this process began ends whichever way works', async () => {
  const { all, created, shown } = await accounts()
  all.reading(ACCOUNT, LOGIN)
  await shown()
  const next = created()
  await next.sync()
  next.wentOut(ACCOUNT)
  expect(await shown(next)).toBeNull()
})

test('who may say two things in a minute may say two that are kept', () => {
  const pace = createPace(2, () => 0)
  for (let n = 0; n < 5; n++) pace('李伟 🪪').undo()
  expect([pace('李伟 🪪'), pace('李伟 🪪'), pace('李伟 🪪'), pace('李伟 🪪'), pace('أحمد')].map((p) => [p.isOver, p.first])).toEqual([[false, false], [false, false], [true, true], [true, false], [false, false]])
})
