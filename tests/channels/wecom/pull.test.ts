import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { type Incoming, type Inlet, NotNow } from '../../../src/channels/channel.ts'
import type { WeComOptions as ChannelOptions } from '../../../src/channels/wecom/wecom.ts'
import { type FakeUser, type FakeWeCom, startWeCom, type WeComOptions } from '../../emulators/wecom/index.ts'
import { inletOf, type NotedInlet, recipientOf, sendingOf } from '../../support/channels.ts'
import { channelOf, knockable } from '../../support/wecom.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

type Receive = (message: Incoming) => Promise<void>
type Setting = WeComOptions & { readonly channel?: Partial<ChannelOptions>; readonly inlet?: Partial<Inlet>; readonly before?: (wecom: FakeWeCom, li: FakeUser) => unknown }

/** An account in front of a desk that does what the test says; `heard` are her texts, in the order in which they were kept. */
async function account(receive: Receive = async () => {}, { channel: options, inlet: part, before, ...setting }: Setting = {}) {
  const wecom = await startWeCom({ patience: 3000, ...setting })
  const li = wecom.user({ nickname: '李伟' })
  await before?.(wecom, li)
  const heard: string[] = []
  const inlet: NotedInlet = inletOf(async (message) => {
    await receive(message)
    heard.push(message.content.kind === 'wrote' ? message.content.text : message.content.kind)
  }, part)
  const channel = channelOf(wecom, options)
  const { url, close } = await knockable(channel, inlet)
  closing.push(wecom.stop, close)
  if (!(await wecom.connect(url))) throw new Error('The address was not verified')
  return { wecom, li, inlet, channel, heard, url, hears: (...texts: string[]) => expect.poll(() => heard, { timeout: 5000 }).toEqual(texts) }
}
const cursorOf = (wecom: FakeWeCom, inlet: Inlet) => inlet.cursor.get(`cursor ${wecom.kf}`)

describe('what people write is asked for', () => {
  test('when WeCom knocks', async () => {
    const { li, hears } = await account()
    await li.say('你好 👋')
    await li.say('مرحبا')
    await hears('你好 👋', 'مرحبا')
  })
  test('page by page, to the end, also where a page is shorter than was asked for', async () => {
    const texts = Array.from({ length: 25 }, (_, i) => `第${i}条`)
    const { hears } = await account(undefined, { page: 3, before: async (_, li) => { for (const text of texts) await li.say(text) } })
    await hears(...texts)
  })
  test('at the start: what came while the desk was down', async () => {
    const { hears } = await account(undefined, { before: (_, li) => li.say('昨晚的问题') })
    await hears('昨晚的问题')
  })
  test('every so often, where no knock arrived', async () => {
    const { wecom, li, hears } = await account(undefined, { channel: { idle: 200 } })
    wecom.faults.deliveries.silent = 1
    await li.say('没人敲门')
    await hears('没人敲门')
  })
  test('once, however often it knocks', async () => {
    const { wecom, li, heard, hears } = await account()
    wecom.faults.deliveries.duplicate = 1
    await li.say('一次')
    await hears('一次')
    await wecom.settled()
    await pause(50)
    expect(heard).toEqual(['一次'])
  })
  test('with the token that the knock brought, and without it when that has ended', async () => {
    const { wecom, li, inlet, hears } = await account()
    await expect.poll(() => cursorOf(wecom, inlet)).not.toBeNull()
    wecom.faults.refuse(95007, { path: '/sync_msg' })
    await li.say('令牌')
    await hears('令牌')
    expect(wecom.requests.filter((r) => r.path.endsWith('/sync_msg')).map((r) => 'token' in JSON.parse(r.body))).toEqual([false, true, false])
  })
  test('one page after the other: never two at a time', async () => {
    let now = 0
    let most = 0
    const { li, heard } = await account(async () => {
      most = Math.max(most, ++now)
      await pause(5)
      now -= 1
    })
    for (let i = 0; i < 12; i++) await li.say(`${i}`)
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(12)
    expect([most, heard]).toEqual([1, Array.from({ length: 12 }, (_, i) => `${i}`)])
  })
})

describe('nothing is lost', () => {
  test('where the desk cannot save: the page is asked for again, and the cursor waits', async () => {
    let tries = 0
    const { wecom, li, inlet, hears } = await account(async ({ content }) => {
      if (content.kind === 'wrote' && content.text === '二' && ++tries <= 12) throw new NotNow(new Error('full'))
    }, { channel: { patience: 100 } })
    await li.say('一')
    await expect.poll(() => cursorOf(wecom, inlet)).not.toBeNull()
    const before = await cursorOf(wecom, inlet)
    await li.say('二')
    await expect.poll(() => tries).toBeGreaterThan(1)
    expect(await cursorOf(wecom, inlet)).toBe(before)
    await hears('一', '二')
    await expect.poll(() => cursorOf(wecom, inlet)).not.toBe(before)
  })
  test('where one message can never be kept: it is given up in the end, with an alarm, and those behind it are heard', async () => {
    const { li, inlet, heard } = await account(async ({ content }) => {
      if (content.kind === 'wrote' && content.text === '毒') throw new Error('broken')
    }, { channel: { patience: 30 } })
    await li.say('毒')
    await li.say('后面')
    await expect.poll(() => heard, { timeout: 5000 }).toContain('后面')
    expect(inlet.warned).toContain('a message was given up')
  })
  test.each<[string, (wecom: FakeWeCom) => unknown]>([
    ['a gateway’s page', (w) => w.faults.htmlError(502, { path: '/sync_msg' })],
    ['an answer that cannot be read', (w) => w.faults.badJson({ path: '/sync_msg' })],
    ['no answer', (w) => w.faults.timeoutAfterAccept({ path: '/sync_msg' })],
    ['a cut line', (w) => w.faults.reset('after', { path: '/sync_msg' })],
    ['a busy platform', (w) => w.faults.refuse(-1, { path: '/sync_msg', times: 3 })],
    ['a token that ended', (w) => w.faults.tokenExpired()],
  ])('after %s', async (_, happens) => {
    const { li, hears, wecom, inlet } = await account()
    await expect.poll(() => cursorOf(wecom, inlet)).not.toBeNull()
    await happens(wecom)
    await li.say('还在吗？')
    await hears('还在吗？')
  })
  test('after WeCom was away, which somebody is told', async () => {
    const told: unknown[] = []
    const { wecom, li, hears } = await account(undefined, { channel: { patience: 100, idle: 100 }, inlet: { reading: (_, why) => void told.push(why?.kind ?? null) } })
    await wecom.down()
    await expect.poll(() => told).toContain('away')
    await wecom.up()
    await li.say('回来了')
    await hears('回来了')
    expect(told.at(-1)).toBeNull()
  })
  test('a wrong secret is said, with its cure', async () => {
    const told: unknown[] = []
    await account(undefined, { channel: { secret: 'f'.repeat(32) }, inlet: { reading: (_, why) => void told.push(why) } })
    await expect.poll(() => told).toContainEqual(expect.objectContaining({ kind: 'pause', code: 'token', explain: expect.stringContaining('WECOM_SECRET') }))
  })
  test('too often: it waits as long as it must', async () => {
    const { wecom, li } = await account(undefined, { channel: { idle: 20 } })
    wecom.faults.rateLimit({ path: '/sync_msg', times: 100 })
    await li.say('一')
    await pause(300)
    expect(wecom.count('/sync_msg')).toBeLessThan(15)
  })
  test('an answer that has more and goes nowhere does not keep the desk busy', async () => {
    const { wecom } = await account(undefined, { channel: { fetch: async (url, init) => (String(url).includes('/sync_msg') ? Response.json({ errcode: 0, has_more: 1, next_cursor: 'same', msg_list: [] }) : fetch(url, init)) } })
    await pause(100)
    expect(wecom.count('/gettoken')).toBeLessThan(3)
  })
})

describe('a desk that is new', () => {
  test('does not answer what was written before it was there', async () => {
    const { wecom, li, hears } = await account(undefined, {
      before: async (wecom, li) => {
        await li.say('三天前的问题')
        wecom.clock.advance(3_600_000)
      },
    })
    await expect.poll(() => wecom.count('/sync_msg')).toBeGreaterThan(0)
    await li.say('现在的问题')
    await hears('现在的问题')
  })
  test('and one that was down for a day does', async () => {
    const first = await account()
    await first.li.say('一')
    await first.hears('一')
    const cursors = new Map<string, string>()
    for (const key of [`cursor ${first.wecom.kf}`, 'first-start']) cursors.set(key, (await first.inlet.cursor.get(key)) as string)
    await closing.pop()?.()
    await first.li.say('夜里')
    first.wecom.clock.advance(86_400_000)
    const heard: unknown[] = []
    const stop = await channelOf(first.wecom).start?.(inletOf(async ({ content }) => void heard.push(content), { cursor: { get: async (key) => cursors.get(key) ?? null, set: async (key, value) => void cursors.set(key, value) } }))
    await expect.poll(() => heard).toEqual([{ kind: 'wrote', text: '夜里' }])
    await stop?.()
  })
})

describe('what did not arrive', () => {
  test('is said under the desk’s own name of it', async () => {
    const { wecom, li, inlet, channel } = await account()
    await li.say('你好')
    await expect.poll(() => inlet.cursor.get('first-start')).not.toBeNull()
    wecom.faults.failLater(6)
    const sent = await channel.send(recipientOf('wecom', wecom.kf, li.id), { kind: 'text', text: '第六条', buttons: [], list: null }, sendingOf({ ref: '12.1003' }))
    expect(sent).toMatchObject({ kind: 'accepted' })
    await expect.poll(() => inlet.receipts).toEqual([expect.objectContaining({ account: wecom.kf, ref: '12.1003', externalId: (sent as { externalId: string }).externalId, kind: 'failed', why: expect.objectContaining({ kind: 'hold' }) })])
  })
  test('of another program, or of a desk that was here before, is not taken for this desk’s', async () => {
    const { li, inlet } = await account()
    li.sendFailed('lq3k9x2a_12-0', 4)
    await expect.poll(() => inlet.receipts).toEqual([expect.objectContaining({ ref: null, externalId: 'lq3k9x2a_12-0' })])
  })
})

test('what a person in WeCom writes is not heard, and nothing of it is logged', async () => {
  const logged: unknown[] = []
  const { li, hears } = await account(undefined, { inlet: { log: { info: (data) => void logged.push(data), warn() {}, error() {} } } })
  await li.say('你好')
  li.person.take('anna')
  li.person.say('秘密 🤫')
  await li.say('好的')
  await hears('你好', '好的')
  expect(logged).toContainEqual({ channel: 'wecom', what: 'somebody in WeCom answered' })
  expect(JSON.stringify(logged)).not.toMatch(/秘密|wm/)
})

test('at the end nothing is asked for any more, also where WeCom never answers', async () => {
  const wecom = await startWeCom()
  wecom.faults.timeoutAfterAccept({ path: '/sync_msg' })
  const stop = await channelOf(wecom, { patience: 60_000 }).start?.(inletOf(async () => {}))
  await expect.poll(() => wecom.count('/sync_msg')).toBe(1)
  await stop?.()
  expect(wecom.count('/sync_msg')).toBe(1)
  await wecom.stop()
})
