import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeUser, type FakeWeCom, startWeCom } from '../../emulators/wecom/index.ts'
import { AMR, PNG } from '../../support/bytes.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { deskOnWeCom, wecomVoice } from '../../support/wecom.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
const LONG = 20_000
/** The first desk after the examples changed learns them. */
const START = 240_000

let wecom: FakeWeCom
let desk: TestDesk
let anna: TestOperator
const begin = async (env: Record<string, string> = {}): Promise<void> => {
  wecom = await startWeCom({ servicers: ['zhang.san'] })
  desk = await deskOnWeCom(wecom, env)
  anna = await operator(desk.url)
}
const end = async (): Promise<void> => {
  await desk.end()
  await wecom.stop()
}
/** Somebody new, who has chosen Chinese and sees the menu. */
const newcomer = async (nickname = '李伟'): Promise<FakeUser> => {
  const she = wecom.user({ nickname })
  await wecomVoice(she).arrive('zh')
  await she.expect('您需要什么')
  return she
}
const threadOf = (text: string) => anna.threadOf(text)
const wordsOf = async (id: string): Promise<string> => (await anna.thread(id)).entries.map((e) => e.text).join('\n')
const deliveriesOf = async (id: string, text: string) => (await anna.thread(id)).entries.filter((e) => e.text.includes(text)).map((e) => e.delivery)
/** She asked for a person, whom anna is. */
const attended = async (word: string): Promise<{ she: FakeUser; id: string }> => {
  const she = await newcomer()
  await she.say(`转人工 ${word}`)
  const { summary: { id } } = await threadOf(word)
  await anna.act(id, 'take')
  await she.expect('anna')
  return { she, id }
}

describe('a desk on WeCom’s customer service', () => {
  beforeAll(() => begin(), START)
  afterAll(end)

  test('who opens the chat is greeted at once and asked for her language', async () => {
    const she = wecom.user({ nickname: 'أحمد' })
    await she.open()
    const greeting = await she.expect((m) => m.options.length > 3)
    expect([greeting.via, greeting.options.map((o) => o.label)]).toEqual(['welcome', expect.arrayContaining(['中文', 'Italiano', 'العربية'])])
    await she.tap('العربية')
    await she.expect('مساعد آلي')
  })
  test('a poster opens its procedure in its language, in the greeting already', async () => {
    const she = wecom.user({ nickname: '王芳' })
    await she.open('zh_permit-renewal')
    expect((await she.expect(() => true))).toMatchObject({ via: 'welcome', text: expect.stringContaining('续居留') })
  })
  test('one message is all that may greet her: where choices do not fit under so many words, they are numbers, and a number is an answer', async () => {
    const she = wecom.user({ nickname: 'مريم' })
    await she.open('ar_family-reunification')
    const greeting = await she.expect(() => true)
    expect([greeting.via, greeting.options, greeting.text]).toEqual(['welcome', [], expect.stringMatching(/^1\. .*\n2\. /m)])
    await she.say('١')
    await she.expect((m) => m.options.length > 0)
    expect(she.chat.filter((m) => m.who === 'desk')).toHaveLength(2)
  })
  test('who writes without having been greeted is answered all the same', async () => {
    const she = wecom.user({ nickname: '赵敏' })
    await she.say('我的居留快到期了')
    await she.expect(() => true)
  })
  test('opening the chat again, in the middle of something, says nothing', async () => {
    const she = await newcomer()
    await she.open()
    await she.expectSilence(200)
  })
  test('a forged choice is only a guess', async () => {
    const she = await newcomer()
    for (const id of ['m1.1:permit', 'command:person', ':', '__proto__:constructor']) await she.forge(id)
    await she.expect(() => true)
  })
  test.each<[string, (she: FakeUser) => Promise<unknown>, string]>([
    ['a link', (she) => she.sendLink('居留办理 🔗', 'https://example.com'), '读不了'],
    ['a card', (she) => she.sendCard(), '读不了'],
    ['a mini program', (she) => she.sendMiniprogram(), '读不了'],
    ['a forwarded chat', (she) => she.sendMerged(), '读不了'],
    ['a video channel', (she) => she.sendChannels(), '读不了'],
    ['something of tomorrow', (she) => she.send('hologram', { depth: 3 }), '读不了'],
    ['a video', (she) => she.sendVideo(Buffer.from('....ftypmp42')), '只能发照片'],
    ['a place', (she) => she.sendLocation(43.88, 11.09), '位置收到了'],
  ])('%s gets an answer in her language', async (_, send, answer) => {
    const she = await newcomer()
    await send(she)
    await she.expect(answer)
  })
  test.each<[string, string, (she: FakeUser) => Promise<unknown>, string]>([
    ['a photo', '照片的事', (she) => she.sendImage(PNG, 'image/png'), 'image/png'],
    ['a voice note', '语音的事', (she) => she.sendVoice(AMR), 'audio/amr'],
    ['a PDF, whose kind WeCom does not say', '文件的事', (she) => she.sendFile(PDF), 'application/pdf'],
  ])('%s can be opened by a person', async (_, word, send, mime) => {
    const she = await newcomer()
    await she.say(`转人工 ${word}`)
    const { summary: { id } } = await threadOf(word)
    await send(she)
    await expect.poll(async () => (await anna.thread(id)).entries.flatMap((e) => e.files).map((f) => [f.state, f.mime]), { timeout: LONG }).toEqual([['here', mime]])
  })
  test('a file that nobody may send is answered, not kept', async () => {
    const she = await newcomer()
    await she.sendFile(Buffer.from('MZ\u0090\u0000 not a document'))
    await she.expect(/只能发|收到/)
  })
  test('the same message three times is one turn', async () => {
    const she = await newcomer()
    wecom.faults.deliveries.duplicate = 1
    await she.say('字符 🪪 家')
    await she.repeat()
    await she.repeat()
    const thread = await threadOf('字符 🪪 家')
    await wecom.settled()
    expect((await anna.thread(thread.summary.id)).entries.filter((e) => e.text.includes('字符 🪪'))).toHaveLength(1)
  })
  test('an operator’s sixth message waits until she writes, and then goes', async () => {
    const she = await newcomer()
    await she.say('转人工 很多话')
    const { summary: { id } } = await threadOf('很多话')
    await anna.act(id, 'take')
    for (const n of ['一', '二', '三', '四', '五', '六', '七']) await anna.reply(id, `第${n}条消息 📨`)
    await expect.poll(() => deliveriesOf(id, '条消息'), { timeout: LONG }).toContain('held')
    expect(she.chat.some((m) => m.text.includes('第七条'))).toBe(false)
    await she.say('好的')
    await she.expect('第七条消息', LONG)
    expect(she.chat.filter((m) => m.text.includes('条消息')).map((m) => m.text)).toEqual(['一', '二', '三', '四', '五', '六', '七'].map((n) => `第${n}条消息 📨`))
  }, 60_000)
  test('what WeCom took and did not deliver goes again, under another name, and arrives once', async () => {
    const { she, id } = await attended('没送到')
    wecom.faults.failLater(5)
    await anna.reply(id, '材料齐了 ✅')
    await she.expect('材料齐了', LONG)
    const names = wecom.requests.flatMap(({ path, body }) => (path.endsWith('/kf/send_msg') && body.includes('材料齐了') ? [(JSON.parse(body) as { msgid: string }).msgid] : []))
    expect([names.length, new Set(names).size, she.chat.filter((m) => m.text.includes('材料齐了')).length]).toEqual([2, 2, 1])
  })
  test('what WeCom will never deliver is shown to the operator', async () => {
    const { id } = await attended('未验证')
    wecom.faults.failLater(8)
    await anna.reply(id, '未送达 ⚠️')
    await expect.poll(() => deliveriesOf(id, '未送达'), { timeout: LONG }).toEqual(['failed'])
  })
  test('she refuses the account’s messages: the operator sees it', async () => {
    const { she, id } = await attended('拒收')
    await she.block()
    await anna.reply(id, '您在吗？')
    await expect.poll(() => wordsOf(id), { timeout: LONG }).toContain('Non è più raggiungibile')
  })
  test('a connection cut after the message arrived: it is not sent twice, and marked', async () => {
    const { she, id } = await attended('断线')
    wecom.faults.reset('after')
    await anna.reply(id, '可能到了 ❓')
    await expect.poll(() => deliveriesOf(id, '可能到了'), { timeout: LONG }).toEqual(['maybe-sent'])
    expect(she.chat.filter((m) => m.text.includes('可能到了'))).toHaveLength(1)
  })
  test('a connection cut before it arrived: it goes, once', async () => {
    const { she, id } = await attended('线断')
    wecom.faults.reset('before')
    await anna.reply(id, '还是到了 📬')
    await she.expect('还是到了', LONG)
    expect(await deliveriesOf(id, '还是到了')).not.toContain('maybe-sent')
    expect(she.chat.filter((m) => m.text.includes('还是到了'))).toHaveLength(1)
  })
  test('somebody in WeCom takes the conversation: the assistant is silent until that has ended', async () => {
    const she = await newcomer()
    she.person.take('zhang.san')
    await she.say('谢谢')
    await expect.poll(() => wecom.count('service_state/get'), { timeout: LONG }).toBeGreaterThan(0)
    await she.expectSilence(200)
    she.person.end()
    await she.say('谢谢')
    await she.expect('不客气')
    expect(she.chat.filter((m) => m.who === 'desk' && m.text.includes('不客气'))).toHaveLength(1)
  })
  test('what came while the desk was down is answered when it is back', async () => {
    const she = await newcomer()
    await desk.stop()
    await she.say('谢谢')
    desk = await desk.again()
    await she.expect('不客气', LONG)
    expect(she.chat.filter((m) => m.text.includes('不客气'))).toHaveLength(1)
  }, 60_000)
})

describe('a desk whose people answer in WeCom', () => {
  beforeAll(() => begin({ WECOM_SERVICER: 'zhang.san' }), START)
  afterAll(end)

  test('who asks for a person while an earlier answer is still on its way reads both before she is given to that person', async () => {
    const she = await newcomer('王芳')
    wecom.faults.deliveries.silent = 1
    await she.say('谢谢')
    wecom.faults.slow(500)
    wecom.faults.refuse(-1)
    await she.say('转人工')
    await she.expect('公职人员', LONG)
    await expect.poll(() => she.session.state(), { timeout: LONG }).toBe(3)
    const { summary: { id } } = await threadOf('转人工')
    expect((await anna.thread(id)).entries.filter((e) => e.delivery === 'failed')).toEqual([])
  })
  test('who asks for a person is told so, and is given to that person; then the desk is silent', async () => {
    const she = await newcomer()
    await she.say('转人工')
    await she.expect('公职人员')
    await expect.poll(() => [she.session.state(), she.session.servicer()], { timeout: LONG }).toEqual([3, 'zhang.san'])
    she.person.say('您好，我是张三 🙋')
    await she.say('好的')
    await she.expect('张三')
    await she.expectSilence(200)
  })
})
