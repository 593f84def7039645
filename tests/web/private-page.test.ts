import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../../src/web/contract/chat.ts'
import { type FakeUser, type FakeWeChat, startWeChat } from '../emulators/wechat/index.ts'
import { type Citizen, withToken } from '../support/citizen.ts'
import type { TestDesk } from '../support/desk.ts'
import { operator, type TestOperator } from '../support/operator.ts'
import { deskOnWeChat, wechatVoice } from '../support/wechat.ts'

let wechat: FakeWeChat
let desk: TestDesk
let anna: TestOperator
let li: FakeUser
beforeAll(async () => {
  wechat = await startWeChat()
  desk = await deskOnWeChat(wechat)
  anna = await operator(desk.url)
  li = wechat.user({ nickname: '李伟 🪪' })
}, 240_000)
afterAll(async () => {
  await desk.end()
  await wechat.stop()
})

const LINK = /https?:\/\/\S+\/c\/([\w-]+)\?lang=zh/
const open = (token: string) => fetch(`${desk.url}/api/chat/doors`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, language: 'zh' }) })
const linkIn = async (since = 0): Promise<string> => {
  await expect.poll(() => li.chat.slice(since).some((m) => LINK.test(m.text)), { timeout: 15_000 }).toBe(true)
  return LINK.exec(li.chat.slice(since).map((m) => m.text).join('\n'))?.[1] ?? ''
}

describe('from WeChat, which carries nothing personal, to the desk’s own page', () => {
  let token: string
  let page: Citizen
  let conversation: string

  test('with a person comes a link, in her language', async () => {
    await wechatVoice(li).arrive('zh')
    await li.say('我的秘密 🤫')
    await li.say('转人工')
    token = await linkIn()
    conversation = (await anna.queue()).items[0]?.id ?? ''
    expect(conversation).not.toBe('')
  })
  test('looking at the page uses nothing up and shows nothing', async () => {
    for (let i = 0; i < 2; i++) {
      const shown = await fetch(`${desk.url}/c/${token}?lang=zh`)
      expect(shown.status).toBe(200)
      expect(await shown.text()).not.toContain('秘密')
    }
  })
  test('she confirms, and goes on there: nothing earlier is shown, nor after a reload', async () => {
    const answer = await open(token)
    expect(answer.status).toBe(200)
    page = withToken(desk.url, ((await answer.json()) as Session).token)
    const texts = (await page.messages()).map((m) => m.text)
    expect(texts[0]).toContain('在这个页面继续')
    expect(texts.join()).not.toContain('秘密')
    expect((await page.events(0)).messages.map((m) => m.text)).toEqual(texts)
  })
  test('she only looked: a person still answers her on WeChat, and the page shows it too', async () => {
    await anna.act(conversation, 'take')
    await anna.reply(conversation, '您看到了吗 👀')
    await expect.poll(() => li.chat.at(-1)?.text, { timeout: 15_000 }).toBe('您看到了吗 👀')
    expect((await page.messages()).map((m) => m.text)).toContain('您看到了吗 👀')
    expect((await anna.thread(conversation)).summary.channel).toBe('wechat')
  })
  test.each([['the same link again', () => token], ['one that nobody made', () => 'x'.repeat(32)]])('%s is told to be over, in her language', async (_, which) => {
    const answer = await open(which())
    expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'door-closed', message: expect.stringContaining('链接') }])
  })
  test('it is one conversation: what she writes there is read by whoever waits for her, and answered there', async () => {
    await page.say('我的税号是 RSSMRA80A01H501U')
    expect((await anna.thread(conversation)).summary.channel).toBe('web-chat')
    expect((await anna.thread(conversation)).entries.map((e) => e.text)).toEqual(expect.arrayContaining(['我的秘密 🤫', '我的税号是 RSSMRA80A01H501U']))
    const before = li.chat.length
    expect((await anna.thread(conversation)).entries.filter((e) => LINK.test(`${e.text} ${e.mine}`))).toEqual([])
    await anna.reply(conversation, '收到，谢谢 🙏')
    await expect.poll(async () => (await page.last()).text).toBe('收到，谢谢 🙏')
    expect(li.chat.length).toBe(before)
  })
  test('she writes on WeChat again: there she is answered', async () => {
    await li.say('我回来了')
    await anna.reply(conversation, '好的，在这里继续。')
    await expect.poll(() => li.chat.at(-1)?.text, { timeout: 15_000 }).toBe('好的，在这里继续。')
  })
  test('an operator sends a link too, and only who holds the conversation', async () => {
    const since = li.chat.length
    expect((await anna.act(conversation, 'private-page')).ok).toBe(true)
    expect((await anna.queue('mine')).items[0]?.lastText).not.toMatch(/\/c\//)
    expect((await open(await linkIn(since))).status).toBe(200)
    await anna.act(conversation, 'close', { outcome: 'solved' })
    expect((await anna.act(conversation, 'private-page')).status).toBe(409)
  })
})
