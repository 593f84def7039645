import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeTelegram, type FakeUser, startTelegram } from '../../emulators/telegram/index.ts'
import { PNG } from '../../support/bytes.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { playScenario } from '../../support/scenario.ts'
import { deskOnTelegram, SECRET, telegramVoice } from '../../support/telegram.ts'

const OGG = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(200)])

describe.each(['polling', 'webhook'] as const)('a desk on Telegram by %s', (by) => {
  let telegram: FakeTelegram
  let desk: TestDesk
  let anna: TestOperator
  beforeAll(async () => {
    telegram = await startTelegram()
    desk = await deskOnTelegram(telegram, by)
    anna = await operator(desk.url)
  })
  afterAll(async () => {
    await desk.end()
    await telegram.stop()
  })

  /** Somebody new, who has chosen Chinese and sees the menu. */
  const newcomer = async (firstName = '李伟'): Promise<FakeUser> => {
    const she = telegram.user({ firstName, language: 'zh-hans' })
    await telegramVoice(she).arrive('zh')
    await she.expect('您需要什么')
    return she
  }
  const threadOf = (text: string) => anna.threadOf(text)

  test('the story that the web chat tells is told here', async () => {
    await playScenario('renewal-then-a-person.zh.txt', telegramVoice(telegram.user({ firstName: '李伟', language: 'zh-hans' })), anna)
  })

  test('at first contact: her language, then who answers, who reads, and that it is no emergency service', async () => {
    const she = telegram.user({ firstName: 'Ahmed', language: 'ar' })
    await she.start()
    const asked = await she.expect((m) => m.buttons.length > 3)
    expect(asked.buttons.flat().map((b) => b.text)).toEqual(expect.arrayContaining(['中文', 'Italiano', 'العربية']))
    await she.tap('العربية')
    await she.expect('مساعد آلي')
    expect((await she.expectAnswer()).text).toBe('العربية')
  })

  test('a poster opens its procedure in its language', async () => {
    const she = telegram.user({ firstName: '王芳' })
    await she.start('zh_permit-renewal')
    await she.expect('自动助手')
    await she.expect('续居留')
  })

  test('first words without /start are understood as they are', async () => {
    const she = telegram.user({ firstName: 'Mariam' })
    await she.say('أريد تجديد تصريح الإقامة')
    await she.expect('مساعد آلي')
  })

  test('commands of the menu button work at every step', async () => {
    const she = await newcomer()
    await she.say('/person')
    await she.expect('公职人员')
    await she.say('/menu')
    await she.expect('您需要什么')
    expect([...telegram.about.commands.keys()].length).toBeGreaterThanOrEqual(6)
  })

  test('a date to keep comes as a calendar file', async () => {
    const she = await newcomer('日历')
    const voice = telegramVoice(she)
    const steps: [() => Promise<void>, string][] = [
      [() => voice.write('我的居留还有三个星期到期'), '这里帮您'], [() => voice.choose('我要续居留'), '要续的是谁'], [() => voice.write('我自己'), '哪一种居留'], [() => voice.choose('老板居留'), '什么时候到期'],
      [() => voice.write('2026年12月15日'), '多长时间'], [() => voice.write('不知道'), '您现在想知道什么'], [() => voice.choose('存进日历'), ''],
    ]
    for (const [act, heard] of steps) {
      await act()
      if (heard !== '') await she.expect(heard)
    }
    const { document } = await she.expect((m) => m.kind === 'document')
    expect([document?.name.endsWith('.ics'), document?.bytes.toString('utf8').startsWith('BEGIN:VCALENDAR')]).toEqual([true, true])
  })

  test('a message delivered twice, and taps twice, are one turn', async () => {
    const she = await newcomer()
    await she.say('谢谢')
    await she.expect('不客气')
    await she.repeat(1)
    await telegram.delivered()
    await she.expectSilence(300)
  })

  test('a button of an earlier question decides nothing', async () => {
    const she = await newcomer()
    await she.tap((b) => b.text.startsWith('居留'))
    await she.expect((m) => m.buttons.length > 2)
    await she.tapOld(2, (b) => b.text.startsWith('居留'))
    await she.expect('前面的问题')
  })

  test.each([['m1.1:permit'], ['nonsense'], [':'], ['command:person'], ['m9.9.xxxx:__proto__']])('forged data «%s» is only a guess', async (data) => {
    const she = await newcomer()
    await she.forge(data)
    await she.expect((m) => m.text.length > 0)
  })

  test('a voice note is answered at once, and a person can play it', async () => {
    const she = await newcomer('语音')
    await she.sendVoice(3, OGG)
    const answer = await she.expect('语音收到了')
    expect(answer.buttons.flat().length).toBe(2)
    await she.tap((b) => b.text.includes('工作人员') || b.text.includes('人工'))
    const thread = await threadOf('voice.ogg')
    const file = thread.entries.flatMap((e) => e.files)[0]
    expect(thread.entries.find((e) => e.files.length > 0)?.mine, 'what came of her tap is not about her voice').toBeNull()
    const arrived = async () => (await anna.thread(thread.summary.id)).entries.flatMap((e) => e.files)[0]
    await expect.poll(async () => (await arrived())?.state, { timeout: 10_000 }).toBe('here')
    const played = await fetch(`${desk.url}/api/inbox/files/${file?.id}`, { headers: { cookie: anna.cookie, range: 'bytes=0-3' } })
    expect([played.status, played.headers.get('content-type'), await played.text()]).toEqual([206, 'audio/ogg', 'OggS'])
  })

  test('an album is answered once, and all of it is kept', async () => {
    const she = await newcomer('相册')
    await she.sendAlbum([PNG, PNG, PNG], '这是我的居留 🪪')
    await she.expect('文件收到了')
    await telegram.delivered()
    const thread = await threadOf('这是我的居留')
    await expect.poll(async () => (await anna.thread(thread.summary.id)).entries.flatMap((e) => e.files).map((f) => f.state), { timeout: 10_000 }).toEqual(['here', 'here', 'here'])
    expect(she.chat.filter((m) => m.who === 'bot' && m.text.includes('文件收到了'))).toHaveLength(1)
  })

  test.each<[string, (she: FakeUser) => Promise<unknown>, string]>([
    ['a sticker', (she) => she.sendSticker(), '读不了'],
    ['a video', (she) => she.sendVideo(), '读不了'],
    ['a poll', (she) => she.sendPoll('?', ['1', '2']), '读不了'],
    ['a place', (she) => she.sendLocation(43.83, 11.2), '位置收到了'],
    ['a document of another kind', (she) => she.sendDocument(Buffer.from('PK'), 'a.zip', 'application/zip'), '只能发照片'],
    ['a document that is too large', (she) => she.sendDocument(12_000_000, 'a.pdf', 'application/pdf'), '文件太大'],
    ['somebody else’s number', (she) => she.shareContact('+393331234567', false), '读不了'],
  ])('%s gets an answer in her language', async (_, send, answer) => {
    const she = await newcomer()
    await send(she)
    await she.expect(answer)
  })

  test('an edited message is not answered as if it were new, and an invisible edit not at all', async () => {
    const she = await newcomer()
    await she.say('谢谢')
    await she.expect('不客气')
    await she.edit('last', '谢谢')
    await telegram.delivered()
    await she.expectSilence(300)
    await she.edit('last', '谢谢您')
    await she.expect('修改了')
  })

  test('she blocks the desk and comes back: the operator sees both', async () => {
    const she = await newcomer('回来')
    await she.say('我要找人工 回来')
    await she.block()
    await telegram.delivered()
    const thread = await threadOf('回来')
    await expect.poll(async () => (await anna.thread(thread.summary.id)).entries.map((e) => e.text).join('\n'), { timeout: 10_000 }).toContain('Non è più raggiungibile')
    await she.unblock()
    await she.start()
    await expect.poll(async () => (await anna.thread(thread.summary.id)).entries.map((e) => e.text).join('\n'), { timeout: 10_000 }).toContain('di nuovo raggiungibile')
  })

  test('a group is declined politely, once, and left', async () => {
    const li = telegram.user({ firstName: '李伟', language: 'zh-hans' })
    const group = telegram.group({ title: 'Cinesi a Prato 🏮' })
    await group.add(telegram.bot)
    await group.mention(li, '你好')
    await group.expect('Nei gruppi')
    await expect.poll(() => group.left, { timeout: 10_000 }).toBe(true)
  })

  test('more than one phone’s screen: long labels are lines with numbered buttons, and a typed number works', async () => {
    const she = await newcomer()
    await she.say('2')
    await she.expect((m) => m.buttons.length > 0)
  })

  describe('when Telegram is difficult', () => {
    test('429: the answer comes when it says, once', async () => {
      const she = await newcomer()
      telegram.faults.rateLimit(1, { method: 'sendMessage' })
      await she.say('谢谢')
      await she.expect('不客气')
      await she.expectSilence(300)
    }, 40_000)
    test('a gateway’s HTML page: it is sent again', async () => {
      const she = await newcomer()
      telegram.faults.page(502, { method: 'sendMessage' })
      await she.say('谢谢')
      await she.expect((m) => m.text.includes('不客气'))
    }, 40_000)
    test('markup that it cannot read goes as plain words', async () => {
      const she = await newcomer()
      telegram.faults.cannotParse({ method: 'sendMessage' })
      await she.say('谢谢')
      await she.expect('不客气')
    })
    test('a connection cut after the message arrived: it is not sent twice, and marked', async () => {
      const she = await newcomer('断线')
      await she.say('断线了 🙂')
      await she.expect((m) => m.text.length > 0)
      telegram.faults.reset('after', { method: 'sendMessage' })
      await she.say('谢谢')
      await she.expect('不客气')
      await she.expectSilence(500)
      await expect.poll(async () => (await threadOf('断线了')).entries.map((e) => e.delivery), { timeout: 10_000 }).toContain('maybe-sent')
    })
    test('updates delivered twice, cut inside a character: each is one turn, no character is lost', async () => {
      const she = await newcomer('字符')
      telegram.faults.deliveries.duplicate(1)
      if (by === 'webhook') telegram.faults.deliveries.split(1)
      await she.say('我的居留证丢了，怎么办？字符 🪪')
      await telegram.delivered()
      const thread = await threadOf('我的居留证丢了，怎么办？字符 🪪')
      expect(thread.entries.filter((e) => e.text.includes('字符 🪪'))).toHaveLength(1)
    })
    test('a file that cannot be had is shown as such', async () => {
      const she = await newcomer('丢失')
      telegram.faults.download('missing', 10)
      await she.sendPhoto(PNG, '丢失的照片')
      const thread = await threadOf('丢失的照片')
      await expect.poll(async () => (await anna.thread(thread.summary.id)).entries.flatMap((e) => e.files).map((f) => f.state), { timeout: 10_000 }).toEqual(['lost'])
      telegram.faults.clear()
    })
    test('Telegram away for a moment: nothing is lost', async () => {
      const she = await newcomer()
      await telegram.down()
      await new Promise((done) => setTimeout(done, 100))
      await telegram.up()
      await she.say('谢谢')
      await she.expect('不客气')
    }, 60_000)
  })

  if (by === 'webhook') {
    describe('who knocks without the secret', () => {
      const post = (body: string | Buffer, secret?: string) => fetch(`${desk.url}/webhooks/telegram`, { method: 'POST', headers: { 'content-type': 'application/json', ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}) }, body: body as never })
      test.each<[string, string | Buffer, string | undefined, number]>([
        ['nobody’s', '{}', undefined, 401],
        ['another’s', '{}', `${SECRET}x`, 401],
        ['the right one with nonsense', '{"update_id":', SECRET, 400],
        ['the right one with null', 'null', SECRET, 400],
        ['the right one with half a character', Buffer.from([0x7b, 0xe4, 0xbd]), SECRET, 400],
        ['the right one with an update of tomorrow', '{"update_id":1,"hologram":{"你":"好"}}', SECRET, 200],
        ['the right one with a message that has no chat', '{"update_id":2,"message":{}}', SECRET, 200],
        ['the right one with too much', Buffer.alloc(2_000_000, 'x'), SECRET, 413],
      ])('%s: %#', async (_, body, secret, status) => {
        expect((await post(body, secret)).status).toBe(status)
      })
    })
  }
})
