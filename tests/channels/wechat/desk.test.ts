import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeUser, type FakeWeChat, startWeChat } from '../../emulators/wechat/index.ts'
import { AMR, PNG } from '../../support/bytes.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { deskOnWeChat, wechatVoice } from '../../support/wechat.ts'

const LONG = 20_000
/** The first desk after the examples changed learns them. */
const START = 240_000

let wechat: FakeWeChat
let desk: TestDesk
let anna: TestOperator
const begin = async (kind: 'service-verified' | 'subscription-unverified', env: Record<string, string> = {}): Promise<void> => {
  wechat = await startWeChat({ kind })
  desk = await deskOnWeChat(wechat, env)
  anna = await operator(desk.url)
}
const end = async (): Promise<void> => {
  await desk.end()
  await wechat.stop()
}
/** Somebody new, who has chosen Chinese and sees the menu. */
const newcomer = async (nickname = '李伟'): Promise<FakeUser> => {
  const she = wechat.user({ nickname, follows: false })
  await wechatVoice(she).arrive('zh')
  await she.expect('您需要什么')
  return she
}
const threadOf = (text: string) => anna.threadOf(text)
const wordsOf = async (id: string): Promise<string> => (await anna.thread(id)).entries.map((e) => e.text).join('\n')

describe('a desk on a verified account', () => {
  beforeAll(() => begin('service-verified', { WECHAT_MENU: 'on' }), START)
  afterAll(end)

  test('who follows it is asked for her language, and told who answers', async () => {
    const she = wechat.user({ nickname: 'أحمد', follows: false })
    await she.follow()
    expect((await she.expect((m) => m.options.length > 3)).options.map((o) => o.label)).toEqual(expect.arrayContaining(['中文', 'Italiano', 'العربية']))
    await she.tap('العربية')
    await she.expect('مساعد آلي')
  })
  test.each<[string, (she: FakeUser) => Promise<void>]>([['a poster scanned by somebody new', (she) => she.follow('zh_permit-renewal')], ['the same by a follower', (she) => she.scan('zh_permit-renewal')]])('%s opens its procedure in its language', async (_, comes) => {
    const she = wechat.user({ nickname: '王芳' })
    await comes(she)
    await she.expect('续居留')
  })
  test('the menu at the foot of the chat', async () => {
    const she = await newcomer()
    await she.click('居留')
    await she.expect('续居留')
    await she.click('语言')
    await she.expect((m) => m.options.some((o) => o.label === 'Italiano'))
    await she.click('转人工')
    await she.expect('公职人员')
  })
  test('a plain answer rides on her request and costs nothing; choices are sent', async () => {
    const she = await newcomer()
    await she.say('谢谢')
    expect((await she.expect('不客气')).via).toBe('passive')
    expect(she.chat.filter((m) => m.options.length > 0).every((m) => m.via === 'service')).toBe(true)
  })
  test('a forged choice is only a guess', async () => {
    const she = await newcomer()
    for (const id of ['m1.1:permit', 'command:person', ':', '__proto__:constructor']) await she.forge(id)
    await she.expect(() => true)
    expect(she.chat.some((m) => m.who === 'wechat')).toBe(false)
  })
  test.each<[string, (she: FakeUser) => Promise<void>, string]>([
    ['a sticker', (she) => she.sendSticker(), '读不了'],
    ['a link', (she) => she.sendLink('居留办理 🔗', 'https://example.com'), '读不了'],
    ['a video', (she) => she.sendVideo(Buffer.from('mp4')), '只能发照片'],
    ['a short video', (she) => she.sendVideo(Buffer.from('mp4'), 'shortvideo'), '只能发照片'],
    ['a place', (she) => she.sendLocation(43.88, 11.09), '位置收到了'],
  ])('%s gets an answer in her language', async (_, send, answer) => {
    const she = await newcomer()
    await send(she)
    await she.expect(answer)
  })
  test('something of tomorrow is dropped in silence', async () => {
    const she = await newcomer()
    await she.send('hologram', { Depth: 3 })
    await she.expectSilence(200)
  })
  test.each<[string, string, (she: FakeUser) => Promise<void>, string]>([
    ['a photo', '照片的事', (she) => she.sendImage(PNG, 'image/png'), '文件收到了'],
    ['a voice note', '语音的事', (she) => she.sendVoice(AMR), '语音收到了'],
  ])('%s is answered, and a person can open it', async (_, word, send, answer) => {
    const she = await newcomer()
    await she.say(`转人工 ${word}`)
    const { summary: { id } } = await threadOf(word)
    await she.say('菜单')
    await send(she)
    await she.expect(new RegExp(`${answer}|收到`))
    await expect.poll(async () => (await anna.thread(id)).entries.flatMap((e) => e.files).map((f) => f.state), { timeout: LONG }).toEqual(['here'])
  })
  test('what WeChat understood of a voice is read as if she had typed it, and answered once', async () => {
    const she = await newcomer()
    await she.sendVoice(AMR, '谢谢 🎙️')
    await she.expect('不客气')
    await she.expectSilence(200)
    expect((await threadOf('谢谢 🎙️')).entries.flatMap((e) => e.files)).toEqual([])
  })
  test('six photos of one minute are acknowledged once, and all are kept', async () => {
    const she = await newcomer()
    await she.say('六张照片')
    await she.expect(() => true)
    wechat.clock.advance(60_000 - (wechat.clock.now() % 60_000))
    for (let i = 0; i < 6; i++) await she.sendImage(PNG, 'image/png')
    await she.expect('文件收到了')
    const { summary: { id } } = await threadOf('六张照片')
    await expect.poll(async () => (await anna.thread(id)).entries.flatMap((e) => e.files).filter((f) => f.state === 'here').length, { timeout: LONG }).toBe(6)
    expect(she.chat.filter((m) => m.text.includes('文件收到了'))).toHaveLength(1)
    wechat.clock.advance(60_000)
    await she.sendImage(PNG, 'image/png')
    await she.expect('文件收到了')
  })
  test('she unfollows and comes back: the operator sees both', async () => {
    const she = await newcomer()
    await she.say('我要找人工 回来')
    const { summary: { id } } = await threadOf('回来')
    await she.unfollow()
    await expect.poll(() => wordsOf(id), { timeout: LONG }).toContain('Non è più raggiungibile')
    // The platform tells events apart by the second in which they happen.
    wechat.clock.advance(1000)
    await she.follow()
    await expect.poll(() => wordsOf(id), { timeout: LONG }).toContain('di nuovo raggiungibile')
  })
  test('an operator’s sixth message waits until she writes, and then goes', async () => {
    const she = await newcomer()
    await she.say('转人工 很多话')
    const { summary: { id } } = await threadOf('很多话')
    await anna.act(id, 'take')
    for (const n of ['一', '二', '三', '四', '五', '六', '七']) await anna.reply(id, `第${n}条消息 📨`)
    await expect.poll(async () => (await anna.thread(id)).entries.filter((e) => e.text.includes('条消息')).map((e) => e.delivery), { timeout: LONG }).toContain('held')
    expect(she.chat.some((m) => m.text.includes('第七条'))).toBe(false)
    await she.say('好的')
    await she.expect('第七条消息', LONG)
    expect(she.chat.filter((m) => m.text.includes('条消息')).map((m) => m.text)).toEqual(['一', '二', '三', '四', '五', '六', '七'].map((n) => `第${n}条消息 📨`))
  }, 60_000)
  test('a connection cut after the message arrived: it is not sent twice, and marked', async () => {
    const she = await newcomer()
    await she.say('转人工 断线')
    const { summary: { id } } = await threadOf('断线')
    await anna.act(id, 'take')
    await she.expect('anna')
    wechat.faults.reset('after')
    await anna.reply(id, '可能到了 ❓')
    await expect.poll(async () => (await anna.thread(id)).entries.map((e) => e.delivery), { timeout: LONG }).toContain('maybe-sent')
    expect(she.chat.filter((m) => m.text.includes('可能到了'))).toHaveLength(1)
  })
  test('the same message three times is one turn', async () => {
    const she = await newcomer()
    wechat.faults.deliveries.duplicate = 1
    await she.say('字符 🪪 家')
    await she.repeat()
    const thread = await threadOf('字符 🪪 家')
    expect(thread.entries.filter((e) => e.text.includes('字符 🪪'))).toHaveLength(1)
  })
  test('nothing is ever left for WeChat to apologise for', () => {
    expect(wechat.requests.length).toBeGreaterThan(0)
  })
})

describe('a desk on an account that may only answer', () => {
  beforeAll(() => begin('subscription-unverified'), START)
  afterAll(end)

  /** Nobody asks for the rest before she has seen the beginning. */
  const reads = () => new Promise((done) => setTimeout(done, 500))
  const passive = (she: FakeUser) => she.chat.filter((m) => m.who === 'account')

  test('a whole procedure, by numbers, each answer on her own request', async () => {
    const she = await newcomer()
    const voice = wechatVoice(she)
    await voice.write('我的居留还有三个星期到期')
    await voice.choose('我要续居留')
    await voice.write('我自己')
    expect(passive(she).every((m) => m.via === 'passive' && m.options.length === 0)).toBe(true)
    expect(wechat.requests).toEqual([])
  })
  test('a long answer is read on with 继续, to its end, in its order', async () => {
    const she = await newcomer()
    const voice = wechatVoice(she)
    await voice.write('我的居留还有三个星期到期')
    await voice.choose('我要续居留')
    await voice.write('我自己')
    await voice.choose('老板居留')
    await voice.write('2026年12月15日')
    await voice.write('不知道')
    let pages = 0
    while (passive(she).at(-1)?.text.endsWith('回复“继续”看下文。') && pages < 10) {
      pages += 1
      await reads()
      await voice.write('继续')
    }
    expect(pages).toBeGreaterThan(0)
    expect(passive(she).map((m) => m.text).join('\n')).toContain('40欧元')
    expect(passive(she).every((m) => Buffer.byteLength(m.text) <= 2048)).toBe(true)
    expect((await threadOf('2026年12月15日')).entries.some((e) => e.text === '继续'), 'reading on is no turn').toBe(false)
  })
  test('what an operator answers meanwhile waits, and comes when she asks for it', async () => {
    const she = await newcomer()
    await she.say('转人工 未认证')
    const { summary: { id } } = await threadOf('未认证')
    await anna.act(id, 'take')
    await new Promise((done) => setTimeout(done, 5000))
    await anna.reply(id, '您好，请带护照。🛂')
    await expect.poll(async () => (await anna.thread(id)).entries.map((e) => e.delivery), { timeout: LONG }).toContain('held')
    for (let asked = 0; asked < 3 && !passive(she).some((m) => m.text.includes('请带护照')); asked++) {
      await she.say('继续')
      await reads()
    }
    await she.expect('请带护照')
    expect(passive(she).every((m) => m.via === 'passive')).toBe(true)
  }, 60_000)
})
