import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeUser, type FakeWhatsApp, startWhatsApp } from '../../emulators/whatsapp/index.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { deskOnWhatsApp, whatsappVoice } from '../../support/whatsapp.ts'

const OGG = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(200)])
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=', 'base64')
const DAY = 24 * 3_600_000
const PATIENCE = { timeout: 10_000 }
/** What was held goes at the next sweep at the latest. */
const SWEPT = 20_000

let whatsapp: FakeWhatsApp
let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  whatsapp = await startWhatsApp({ templates: { risposta_pronta: { it: 'C’è una risposta per Lei.', zh_CN: '有给您的回复。' } } })
  desk = await deskOnWhatsApp(whatsapp, { WHATSAPP_TEMPLATE: 'risposta_pronta', WHATSAPP_TEMPLATE_LANGUAGES: 'it=it,zh=zh_CN' })
  anna = await operator(desk.url)
})
afterAll(async () => {
  await desk.end()
  await whatsapp.stop()
})

let phones = 0
const newNumber = (): string => `39366${String(7_000_000 + ++phones)}`
/** Somebody new, who has chosen Chinese and sees the menu. */
const newcomer = async (name = '李伟', part: object = {}): Promise<FakeUser> => {
  const she = whatsapp.user({ name, phone: `39333${String(5_000_000 + ++phones)}`, ...part })
  await whatsappVoice(she).arrive('zh')
  await she.expect('您需要什么')
  return she
}
const threadOf = (text: string) => anna.threadOf(text)
const words = async (id: string): Promise<string> => (await anna.thread(id)).entries.map((e) => e.text).join('\n')
/** With an operator at work on it. */
const attended = async (name: string, part: object = {}): Promise<{ she: FakeUser; id: string }> => {
  const she = await newcomer(name, part)
  await she.say(`转人工 ${name}`)
  const { summary: { id } } = await threadOf(`转人工 ${name}`)
  await anna.act(id, 'take')
  await she.expect('anna')
  return { she, id }
}

describe('a desk on WhatsApp', () => {
  test('at first contact: her language from a list, then who answers, and who reads', async () => {
    const she = whatsapp.user({ name: 'أحمد' })
    await she.say('/start')
    const asked = await she.expect((m) => m.rows.length > 3)
    expect(asked.rows.map((r) => r.title)).toEqual(expect.arrayContaining(['中文', 'Italiano', 'العربية']))
    await she.tap('العربية')
    await she.expect('مساعد آلي')
  })
  test('first words are understood as they are', async () => {
    const she = whatsapp.user({ name: 'Mariam' })
    await she.say('أريد تجديد تصريح الإقامة')
    await she.expect('مساعد آلي')
  })
  test('a turn is one message, and no mark is read that nobody made', async () => {
    const she = await newcomer()
    await she.say('我的居留还有三个星期到期')
    const said = await she.expect('续居留')
    expect(said.seen.marked).toEqual([])
    await she.expectSilence()
  })
  test('what comes twice, or backwards in one request, is one turn each', async () => {
    const she = await newcomer()
    await she.say('谢谢')
    await she.expect('不客气')
    await she.repeat(1)
    whatsapp.faults.deliveries.duplicate(1)
    await she.say('谢谢 🪪')
    await she.expect('不客气')
    await whatsapp.delivered()
    await she.expectSilence()
    expect((await threadOf('谢谢 🪪')).entries.filter((e) => e.text.includes('🪪'))).toHaveLength(1)
    whatsapp.faults.deliveries.collect(2, true)
    await she.say('谢谢 一')
    await she.say('谢谢 二')
    await whatsapp.delivered()
    const both = (await threadOf('谢谢 二')).entries.filter((e) => /[一二]$/.test(e.text)).map((e) => e.text)
    expect(both.sort()).toEqual(['谢谢 一', '谢谢 二'])
  })
  test('a button of an earlier question decides nothing, and forged ids are guesses', async () => {
    const she = await newcomer()
    const [row] = she.person.heard.at(-1)?.said.rows ?? []
    await she.say('我的居留还有三个星期到期')
    await she.expect('续居留')
    await she.forge(row?.id ?? '')
    await she.expect('前面的问题')
    for (const id of ['nonsense', ':', 'command:person', 'm9.9.xxxx:__proto__']) {
      await she.forge(id)
      await she.expect((m) => m.text.length > 0)
    }
  })
  test.each<[string, (she: FakeUser) => Promise<unknown>, string]>([
    ['a sticker', (she) => she.sendSticker(), '读不了'],
    ['a video', (she) => she.sendVideo(), '只能发照片'],
    ['a poll', (she) => she.sendUnsupported(), '读不了'],
    ['an order', (she) => she.sendOrder(), '读不了'],
    ['somebody else’s card', (she) => she.sendContact('393330000000'), '读不了'],
    ['a place', (she) => she.sendLocation(43.83, 11.2), '位置收到了'],
    ['a document of another kind', (she) => she.sendDocument(Buffer.from('PK'), '文件.zip', 'application/zip'), '只能发照片'],
  ])('%s gets an answer in her language', async (_, act, answer) => {
    const she = await newcomer()
    await act(she)
    await she.expect(answer)
  })
  test.each<[string, (she: FakeUser) => Promise<unknown>]>([['a reaction', (she) => she.react('👍')], ['what she says in a group', (she) => she.inGroup('大家好 👋')], ['what she took back', (she) => she.revoke('wamid.x')]])('%s gets none', async (_, act) => {
    const she = await newcomer()
    await act(she)
    await whatsapp.delivered()
    await she.expectSilence()
  })
  test('an answer from the app is never answered', async () => {
    const she = await newcomer()
    whatsapp.push(whatsapp.world.changeOf({ message_echoes: [{ from: '390574000000', to: she.person.phone, id: 'wamid.echo', timestamp: '1764000000', type: 'text', text: { body: '您好' } }] }, 'smb_message_echoes'))
    await whatsapp.delivered()
    await she.expectSilence()
  })
  test('a changed message is not answered as if it were new, and an invisible change not at all', async () => {
    const she = await newcomer()
    const id = await she.say('谢谢')
    await she.expect('不客气')
    await she.edit(id, '谢谢')
    await whatsapp.delivered()
    await she.expectSilence()
    await she.edit(id, '谢谢您')
    await she.expect('修改了')
  })
  test('a voice and a picture with words are kept whole', async () => {
    const she = await newcomer('语音')
    await she.sendVoice(OGG)
    await she.expect('语音收到了')
    await she.sendImage(JPEG, '这是我的居留照片 🪪')
    await she.expect('文件收到了')
    const { summary: { id } } = await threadOf('这是我的居留照片')
    await expect.poll(async () => (await anna.thread(id)).entries.flatMap((e) => e.files).map((f) => [f.name, f.state]), PATIENCE).toEqual([['voice.ogg', 'here'], ['photo.jpg', 'here']])
  })
})

describe('photos sent together', () => {
  const acknowledgements = (she: FakeUser): number => she.chat.filter((m) => m.who === 'desk' && m.text.includes('文件收到了')).length
  test.each<[string, string | undefined]>([['without words', undefined], ['with words under the first', '这是我的居留照片 🪪']])('six of one minute are acknowledged once, and all are kept: %s', async (how, caption) => {
    const she = await newcomer()
    await she.say(`谢谢 六张 ${how}`)
    await she.expect(() => true)
    whatsapp.clock.advance(60_000 - (whatsapp.clock.now() % 60_000))
    for (let i = 0; i < 6; i++) await she.sendImage(JPEG, i === 0 ? caption : undefined)
    await whatsapp.delivered()
    await she.expect('文件收到了')
    const { summary: { id } } = await threadOf(`六张 ${how}`)
    await expect.poll(async () => (await anna.thread(id)).entries.flatMap((e) => e.files).filter((f) => f.state === 'here').length, PATIENCE).toBe(6)
    expect(acknowledgements(she)).toBe(1)
  })
  test('one of the next minute is acknowledged again', async () => {
    const she = await newcomer()
    for (const n of [1, 2]) {
      await she.sendImage(JPEG)
      await she.expect('文件收到了')
      whatsapp.clock.advance(60_000)
      expect(acknowledgements(she)).toBe(n)
    }
  })
  test('by somebody new ask for her language once', async () => {
    const she = whatsapp.user({ name: '新来的' })
    whatsapp.clock.advance(60_000 - (whatsapp.clock.now() % 60_000))
    for (let i = 0; i < 6; i++) await she.sendImage(JPEG)
    await whatsapp.delivered()
    await she.tap('中文')
    await she.expect('文件收到了')
    expect([she.chat.filter((m) => m.rows.length > 3).length, acknowledgements(she)]).toEqual([1, 1])
  })
})

describe('with a person', () => {
  test('she sees what was delivered, and what was read', async () => {
    const { she, id } = await attended('已读')
    await anna.reply(id, '您好，请带护照 🛂')
    await she.expect('请带护照')
    const state = async () => (await anna.thread(id)).entries.find((e) => e.text.includes('请带护照'))?.delivery
    await expect.poll(state, PATIENCE).toBe('delivered')
    await she.read()
    await expect.poll(state, PATIENCE).toBe('read')
  })
  test('she blocks the desk, and comes back: the operator sees both', async () => {
    const { she, id } = await attended('回来')
    await she.block()
    await anna.reply(id, '您还在吗？')
    await expect.poll(() => words(id), PATIENCE).toContain('Non è più raggiungibile')
    await she.unblock()
    await she.say('我在')
    await expect.poll(() => words(id), PATIENCE).toContain('di nuovo raggiungibile')
  })
  test('a day after her last message the answer waits: that is said once, and her next word brings it', async () => {
    const { she, id } = await attended('明天')
    whatsapp.clock.advance(DAY + 60_000)
    await anna.reply(id, '第一个回复')
    await she.expect('有给您的回复')
    await anna.reply(id, '第二个回复')
    await she.expectSilence()
    await she.say('我来了')
    expect([(await she.expect('第一个回复', SWEPT)).text, (await she.expect('第二个回复')).text]).toEqual(['第一个回复', '第二个回复'])
  })
  test('a tap on the template brings what waits, and says nothing of its own', async () => {
    const { she, id } = await attended('点一下')
    whatsapp.clock.advance(DAY + 60_000)
    await anna.reply(id, '这是回复 📄')
    await she.expect('有给您的回复')
    await she.tapTemplate('看回复')
    await she.expect('这是回复')
    expect(await words(id)).not.toContain('看回复')
  })
  test('what Meta takes and then does not deliver as too late, although she has just written, goes again at once', async () => {
    const { she, id } = await attended('我在')
    whatsapp.faults.failLater(131047)
    await anna.reply(id, '您的预约确认了 ✅')
    await she.expect('您的预约确认了')
  })
  test('and waits until she writes when Meta does not deliver that either', async () => {
    const { she, id } = await attended('等一下')
    whatsapp.faults.failLater(131047, 2)
    await anna.reply(id, '您的文件好了')
    await whatsapp.delivered()
    await she.expectSilence()
    await she.say('怎么样了')
    await she.expect('您的文件好了', SWEPT)
  })
  test.each([['who shows it', {}], ['who hides it', { username: 'nuova', hidesPhone: true }]])('after a change of number nothing goes to the old one: somebody %s', async (who, part) => {
    const { she, id } = await attended(`换号 ${who}`, part)
    const old = { phone: she.person.phone, userId: she.person.userId }
    await she.changeNumber(newNumber())
    await whatsapp.delivered()
    const before = whatsapp.sent().length
    await anna.reply(id, '换号以后的回复')
    await she.expect('换号以后的回复')
    await expect.poll(async () => (await anna.thread(id)).entries.find((e) => e.text.includes('换号以后的回复'))?.delivery, PATIENCE).toBe('delivered')
    await she.say('收到了，谢谢')
    await expect.poll(() => words(id), PATIENCE).toContain('收到了，谢谢')
    expect(whatsapp.sent().slice(before).filter((m) => m.to === old.phone || m.recipient === old.userId)).toEqual([])
  })
  test.each<[string, object]>([['who has an id', {}], ['who has none', { scoped: false }], ['who hides her number', { username: 'chiusa', hidesPhone: true }]])('a change of number while nothing is open: she stays who she was, somebody %s', async (who, part) => {
    const { she, id } = await attended(`关了 ${who}`, part)
    await anna.act(id, 'close', { outcome: 'solved' })
    await she.changeNumber(newNumber())
    await whatsapp.delivered()
    await she.say(`我换号了 ${who}`)
    expect((await threadOf(`我换号了 ${who}`)).history.map((h) => h.id)).toContain(id)
  })
  test('a conversation that is opened again after the change goes to the new number', async () => {
    const { she, id } = await attended('重开')
    const { phone } = she.person
    await anna.act(id, 'close', { outcome: 'solved' })
    await whatsapp.delivered()
    await she.changeNumber(newNumber())
    await whatsapp.delivered()
    const before = whatsapp.sent().length
    await anna.act(id, 'reopen')
    await anna.reply(id, '还有一件事 📌')
    await she.expect('还有一件事')
    expect(whatsapp.sent().slice(before).filter((m) => m.to === phone)).toEqual([])
  })
  test.each<[string, object, object]>([['both have ids', {}, {}], ['she had none', { scoped: false }, {}], ['nobody has one', { scoped: false }, { scoped: false }]])('whoever has her old number afterwards is somebody new: %s', async (who, hers, theirs) => {
    const { she, id } = await attended(`旧号 ${who}`, hers)
    const { phone } = she.person
    await she.changeNumber(newNumber())
    await whatsapp.delivered()
    const stranger = whatsapp.user({ name: 'Omar', phone, ...theirs })
    await stranger.say('/start')
    await stranger.expect((m) => m.rows.length > 3)
    await stranger.say(`أنا شخص آخر ${who}`)
    await stranger.expect('112')
    const thread = await threadOf(`أنا شخص آخر ${who}`)
    expect([thread.summary.id === id, thread.history]).toEqual([false, []])
    await anna.reply(id, '只给您看 🔒')
    await she.expect('只给您看')
    await stranger.expectSilence()
    expect(stranger.chat.some((m) => m.text.includes('只给您看'))).toBe(false)
  })
})

describe('when Meta is difficult', () => {
  test.each<[string, () => void]>([
    ['too fast', () => whatsapp.faults.rateLimit(1)],
    ['a gateway’s page', () => whatsapp.faults.htmlError(502)],
    ['a problem of its own', () => whatsapp.faults.serverError(1)],
  ])('%s: the answer comes, once', async (_, happens) => {
    const she = await newcomer()
    happens()
    await she.say('谢谢')
    await she.expect('不客气')
    await she.expectSilence()
  }, 40_000)
  test('cut after it arrived: it is not sent twice, and marked', async () => {
    const she = await newcomer('断线')
    await she.say('断线了 🙂')
    await she.expect(() => true)
    whatsapp.faults.reset('after')
    await she.say('谢谢')
    await she.expect('不客气')
    await she.expectSilence()
    await expect.poll(async () => (await threadOf('断线了')).entries.some((e) => e.delivery === 'delivered' || e.delivery === 'maybe-sent'), PATIENCE).toBe(true)
  })
  test('a file that is gone is shown as such', async () => {
    const she = await newcomer('丢失')
    whatsapp.faults.elsewhere()
    await she.sendImage(JPEG, '丢失的照片')
    const { summary: { id } } = await threadOf('丢失的照片')
    await expect.poll(async () => (await anna.thread(id)).entries.flatMap((e) => e.files).map((f) => f.state), PATIENCE).toEqual(['lost'])
  })
})

describe('who knocks', () => {
  const url = () => `${desk.url}/webhooks/whatsapp`
  const post = (body: string | Buffer, headers: Record<string, string> = {}) => fetch(url(), { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: body as never })
  test('without a signature, or with nonsense, or with too much, is refused', async () => {
    expect((await post('{}')).status).toBe(401)
    expect((await post('{"object":', whatsapp.sign('{"object":'))).status).toBe(400)
    const much = Buffer.alloc(4 * 1024 * 1024 + 1, 'x')
    expect((await post(much, whatsapp.sign(much))).status).toBe(413)
  })
  test('to register the address must know the word', async () => {
    expect((await fetch(`${url()}?hub.mode=subscribe&hub.verify_token=altro&hub.challenge=1`)).status).toBe(403)
  })
})
