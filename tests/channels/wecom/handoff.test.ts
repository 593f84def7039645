import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, Kept, Part, Sending, Stop } from '../../../src/channels/channel.ts'
import { type FakeUser, type FakeWeCom, startWeCom } from '../../emulators/wecom/index.ts'
import { inletOf, type NotedInlet, recipientOf, sendingOf } from '../../support/channels.ts'
import { channelOf, knockable } from '../../support/wecom.ts'

const [GET, TRANS] = ['service_state/get', 'service_state/trans']
const QUEUED: Kept = { answers: false, person: 'here' }
const TOLD: Kept = { answers: true, person: 'here' }
const SCRIPTED: Kept = { answers: true, person: null }
/** Enough for two calls on one machine, far less than the quiet time of a patient channel. */
const MOMENT = 100
const PATIENT = 15_000
const LONG = { timeout: 10_000 }

let wecom: FakeWeCom
let channel: Channel
let li: FakeUser
let inlet: NotedInlet
let stop: Stop
let refs: number
/** What the desk makes of her next messages. */
let kept: Kept
beforeEach(async () => {
  wecom = await startWeCom({ servicers: ['anna'] })
  li = wecom.user({ nickname: '李伟' })
  refs = 0
})
afterEach(async () => {
  await stop()
  await wecom.stop()
})

async function begin(options: Parameters<typeof channelOf>[1] = {}): Promise<void> {
  channel = channelOf(wecom, { servicer: 'anna', ...options })
  inlet = inletOf(async () => kept)
  const { url, close } = await knockable(channel, inlet)
  stop = close
  if (!(await wecom.connect(url))) throw new Error('The address was not verified')
}
/** Resolves when all that happened was kept. */
const caughtUp = () => expect.poll(async () => Buffer.from((await inlet.cursor.get(`cursor ${wecom.kf}`)) ?? '', 'base64url').toString(), LONG).toBe(`kf:${wecom.log.size()}`)
async function says(text: string, makes: Kept): Promise<void> {
  kept = makes
  await li.say(text)
  await caughtUp()
}
const send = (text: string, sending: Partial<Sending> = {}) =>
  channel.send(recipientOf('wecom', wecom.kf, li.id), { kind: 'text', text, buttons: [], list: null } satisfies Part, sendingOf({ ref: `${++refs}.0`, ...sending }))
const read = () => li.chat.filter((m) => m.who === 'desk').map((m) => m.text)
const isGiven = () => expect.poll(() => [li.session.state(), li.session.servicer()], LONG).toEqual([3, 'anna'])
const isDecided = () => expect.poll(() => inlet.warned, LONG).toContain('a conversation could not be given to the person in WeCom')

describe('where a person in WeCom answers, she is given to that person', () => {
  test('after all that is said about it', async () => {
    await begin()
    await says('转人工', TOLD)
    await send('请稍等', { more: true })
    expect(li.session.state()).toBe(0)
    await send('同事马上来 🙋')
    await isGiven()
    expect(read()).toEqual(['请稍等', '同事马上来 🙋'])
  })
  test('not after an earlier answer that was still on its way', async () => {
    await begin({ patience: PATIENT })
    await says('你好', SCRIPTED)
    wecom.faults.slow(MOMENT * 3)
    const earlier = send('您好，这里是咨询台')
    await says('转人工', TOLD)
    expect(await earlier).toMatchObject({ kind: 'accepted' })
    await pause(MOMENT)
    expect(await send('同事马上来 🙋')).toMatchObject({ kind: 'accepted' })
    await isGiven()
    expect(read()).toEqual(['您好，这里是咨询台', '同事马上来 🙋'])
  })
  test('not while those words could not go yet', async () => {
    await begin()
    await says('转人工', TOLD)
    wecom.faults.htmlError(502)
    expect(await send('ستجيبكم زميلة')).toMatchObject({ kind: 'retry' })
    await pause(MOMENT)
    expect(await send('ستجيبكم زميلة')).toMatchObject({ kind: 'accepted' })
    await isGiven()
    expect(read()).toEqual(['ستجيبكم زميلة'])
  })
  test.each<[string, () => unknown, object]>([
    ['will never go', () => wecom.faults.refuse(40058), { kind: 'permanent' }],
    ['may have arrived', () => wecom.faults.reset('after'), { kind: 'ambiguous' }],
  ])('also where they %s', async (_, happens, outcome) => {
    await begin()
    await says('转人工', TOLD)
    happens()
    expect(await send('同事马上来')).toMatchObject(outcome)
    await isGiven()
  })
  test('at once, where there is nothing to tell her; and only once', async () => {
    await begin()
    await says('转人工', QUEUED)
    await isGiven()
    await says('在吗', QUEUED)
    await says('还在吗 👀', QUEUED)
    await pause(MOMENT)
    expect([wecom.count(GET), wecom.count(TRANS)]).toEqual([1, 1])
  })
  test('once more, where the assistant had her in between', async () => {
    await begin()
    await says('转人工', QUEUED)
    await isGiven()
    li.person.end()
    await says('谢谢', SCRIPTED)
    await says('转人工', QUEUED)
    await isGiven()
    expect(wecom.count(TRANS)).toBe(2)
  })
  test('once more, when that person has ended it and she still wants one', async () => {
    await begin()
    await says('转人工', QUEUED)
    await isGiven()
    li.person.end()
    await says('还有一个问题', QUEUED)
    await isGiven()
  })
  test('a page that came twice changes nothing', async () => {
    await begin({ patience: PATIENT })
    await says('转人工', TOLD)
    await says('转人工', { answers: false, person: null })
    await send('同事马上来 🙋')
    await isGiven()
  })
})

describe('where she cannot be given', () => {
  test('the desk keeps her, says so, and does not try at each message of hers: somebody at the desk may answer', async () => {
    await begin({ servicer: 'nobody' })
    await says('转人工', QUEUED)
    await isDecided()
    const asked = wecom.count(GET)
    await says('在吗', QUEUED)
    await pause(MOMENT)
    expect(await send('您好，我是窗口的 Anna', { by: 'operator' })).toMatchObject({ kind: 'accepted' })
    expect([wecom.count(GET), wecom.count(TRANS)]).toEqual([asked, 1])
  })
  test.each([GET, TRANS])('because %s was not answered, it is tried again', async (path) => {
    await begin()
    wecom.faults.htmlError(502, { path })
    await says('转人工', QUEUED)
    await isGiven()
    expect(inlet.warned).toEqual([])
  })
  test.each([GET, TRANS])('because %s is never answered, the desk keeps her', async (path) => {
    await begin()
    wecom.faults.htmlError(502, { path, times: 50 })
    await says('转人工', QUEUED)
    await isDecided()
    expect(await send('您好')).toMatchObject({ kind: 'accepted' })
    expect(wecom.count(path)).toBe(3)
  })
  test('nobody else waits for the answer about her', async () => {
    await begin({ patience: 3000 })
    wecom.faults.timeoutAfterAccept({ path: GET })
    const asked = wecom.count(GET)
    await says('转人工', QUEUED)
    await expect.poll(() => wecom.count(GET), LONG).toBe(asked + 1)
    const page = inlet.cursor.get(`cursor ${wecom.kf}`)
    const wang = wecom.user({ nickname: '王芳' })
    await wang.say('你好 👋')
    await caughtUp()
    expect(await inlet.cursor.get(`cursor ${wecom.kf}`)).not.toBe(await page)
    expect(wecom.count(GET)).toBe(asked + 1)
  })
  test('after the end nothing is begun', async () => {
    await begin()
    await says('转人工', TOLD)
    await send('同事马上来')
    await stop()
    await pause(MOMENT)
    expect(wecom.count(GET)).toBe(0)
  })
})

test('without such a person nothing of the kind is asked', async () => {
  await begin({ servicer: null })
  await says('转人工', QUEUED)
  await send('您好')
  await pause(MOMENT)
  expect(wecom.count(GET)).toBe(0)
})
