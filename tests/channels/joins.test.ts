import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeTelegram, startTelegram } from '../emulators/telegram/index.ts'
import { citizen, type Citizen, withToken } from '../support/citizen.ts'
import type { TestDesk } from '../support/desk.ts'
import { operator, type TestOperator } from '../support/operator.ts'
import type { Voice } from '../support/scenario.ts'
import { deskOnTelegram, telegramVoice } from '../support/telegram.ts'

const NOW = '只显示从现在起'
const EARLIER = '以前的内容也显示'
const PATIENCE = { timeout: 10_000 }
let telegram: FakeTelegram
let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  telegram = await startTelegram()
  desk = await deskOnTelegram(telegram, 'polling')
  anna = await operator(desk.url)
})
afterAll(async () => {
  await desk.end()
  await telegram.stop()
})

const onTelegram = async (language = 'zh'): Promise<Voice> => {
  const voice = telegramVoice(telegram.user({ firstName: '李伟', language }))
  await voice.arrive(language)
  return voice
}
const hears = (voice: Voice, words: string) => expect.poll(async () => (await voice.heard()).some((text) => text.includes(words)), { ...PATIENCE, message: words }).toBe(true)
const codeOf = async (voice: Voice, wish = NOW): Promise<string> => {
  await voice.write('绑定')
  await voice.choose(wish)
  await hears(voice, '验证码是')
  return /(\d{6})/.exec((await voice.heard()).findLast((text) => text.includes('验证码是')) ?? '')?.[1] ?? ''
}
const page = (): Promise<Citizen> => citizen(desk.url, 'zh')
const shown = async (she: Citizen): Promise<string> => (await she.messages()).map((m) => m.text).join('\n')
const sees = (she: Citizen, words: string) => expect.poll(() => shown(she), PATIENCE).toContain(words)
const joined = async (wishes: readonly string[] = [NOW, NOW]) => {
  const phone = await onTelegram()
  await phone.write('续签居留')
  const code = await codeOf(phone, wishes[0])
  const web = await page()
  await web.say('我在网页上')
  await web.say(code)
  await sees(web, 'Telegram')
  await web.tap(wishes[1] === EARLIER ? 'earlier' : 'now')
  await hears(phone, '网页聊天上发了您的验证码')
  await phone.choose('是')
  await hears(phone, '同一个对话')
  return { phone, web }
}

describe('a code given on one channel and typed on the other', () => {
  test('joins them when both confirm: said on both, one conversation, answered where she last wrote', async () => {
    const { phone, web } = await joined()
    await sees(web, '同一个对话')
    await web.say('转人工 我要问租房合同')
    await web.say('人工')
    await sees(web, '工作人员')
    const { items } = await anna.queue()
    const id = items[0]?.id ?? ''
    const thread = await anna.thread(id)
    expect(thread.entries.map((e) => e.text)).toEqual(expect.arrayContaining(['续签居留', 'Unito a Chat web: una conversazione sola', '人工']))
    await anna.act(id, 'take')
    await anna.reply(id, '合同可以拿来看 📄')
    await sees(web, '合同可以拿来看 📄')
    expect((await phone.heard()).join()).not.toContain('合同可以拿来看')
    await phone.write('好的，在电报上也能看到吗')
    await anna.reply(id, '也能 👋')
    await hears(phone, '也能 👋')
    await anna.act(id, 'close', { outcome: 'solved' })
  })
  test('nothing earlier is shown, not even after the page was opened again', async () => {
    const { web } = await joined()
    await sees(web, '同一个对话')
    expect(await shown(web)).not.toContain('续签居留')
    expect(await shown(web)).not.toContain('我在网页上')
  })
  test('what came before is shown when both said so', async () => {
    const { web } = await joined([EARLIER, EARLIER])
    await sees(web, '续签居留')
  })
  test.each([[EARLIER, NOW], [NOW, EARLIER]])('and not when only one did: %s, %s', async (one, other) => {
    const { web } = await joined([one, other])
    await sees(web, '同一个对话')
    expect(await shown(web)).not.toContain('续签居留')
  })
})

describe('they stay apart', () => {
  const typedOn = async (web: Citizen, code: string) => {
    await web.say(code)
    await sees(web, 'Telegram')
  }
  test('when it is refused where it was typed', async () => {
    const phone = await onTelegram()
    const web = await page()
    await typedOn(web, await codeOf(phone))
    await web.tap('no')
    await sees(web, '不合并')
    expect((await phone.heard()).join()).not.toContain('网页聊天上发了')
  })
  test('when it is refused where it was given; the other is told', async () => {
    const phone = await onTelegram()
    const web = await page()
    await typedOn(web, await codeOf(phone))
    await web.tap('now')
    await hears(phone, '网页聊天上发了您的验证码')
    await phone.choose('不是')
    await sees(web, '没有合并')
  })
  test('when somebody was first: a code is good once', async () => {
    const phone = await onTelegram()
    const code = await codeOf(phone)
    const [web, thief] = [await page(), await page()]
    await typedOn(web, code)
    await web.tap('now')
    await sees(web, '那边有一个问题')
    await thief.say(code)
    await expect.poll(async () => (await thief.messages()).length, PATIENCE).toBeGreaterThan(2)
    expect(await shown(thief)).not.toContain('Telegram')
  })
  test('on the channel where it was given', async () => {
    const phone = await onTelegram()
    const code = await codeOf(phone)
    await phone.write(code)
    await expect.poll(async () => (await phone.heard()).length, PATIENCE).toBeGreaterThan(4)
    expect((await phone.heard()).join()).not.toContain('这个验证码是在')
  })
  test('for whoever guesses: after three tries in a minute nothing is a code', async () => {
    const phone = await onTelegram()
    const code = await codeOf(phone)
    const web = await page()
    for (const wrong of ['000001', '٠٠٠٠٠٢', '０００００３', code]) await web.say(wrong)
    await expect.poll(async () => (await web.messages()).length, PATIENCE).toBeGreaterThan(8)
    expect(await shown(web)).not.toContain('Telegram')
  })
  test('when she waits for a person where it is typed: she keeps her place', async () => {
    const phone = await onTelegram()
    const code = await codeOf(phone)
    const web = await page()
    await web.say('人工')
    await sees(web, '工作人员')
    await web.say(code)
    await sees(web, '现在不能合并')
    expect((await web.state()).mode).toBe('queued')
  })
  test('who is joined already: no third, and not the same twice', async () => {
    const { phone, web } = await joined()
    await sees(web, '同一个对话')
    const code = await codeOf(phone)
    await web.say(code)
    await expect.poll(async () => (await web.messages()).some((m) => m.text === code), PATIENCE).toBe(true)
    expect((await web.messages()).slice(-2).map((m) => m.text).join()).not.toContain('这个验证码是在')
    const other = await onTelegram()
    await web.say(await codeOf(other))
    await sees(web, '这个验证码是在')
    await web.tap('now')
    await hears(other, '网页聊天上发了您的验证码')
    await other.choose('是')
    await hears(other, '现在不能合并')
  })
  test('while it is urgent', async () => {
    const phone = await onTelegram()
    await phone.write('我老公打我，我很害怕')
    await hears(phone, '1522')
    await phone.write('绑定')
    await hears(phone, '现在不能合并')
  })
})

describe('parted again', () => {
  test.each(['phone', 'web'] as const)('by whoever says so on the %s: each is told, and on its own', async (where) => {
    const { phone, web } = await joined()
    await sees(web, '同一个对话')
    const she = where === 'phone' ? phone : { write: (text: string) => web.say(text), choose: () => web.tap('yes') }
    await she.write('解绑')
    await (where === 'phone' ? hears(phone, '分开后各自') : sees(web, '分开后各自'))
    await she.choose('是')
    await hears(phone, '已经分开了')
    await phone.write('办理家庭团聚')
    await hears(phone, '家庭团聚')
    await expect.poll(() => shown(web), PATIENCE).not.toContain('办理家庭团聚')
  })
  test('and her page shows what she is told there from then on', async () => {
    const { web } = await joined()
    await sees(web, '同一个对话')
    await web.say('解绑')
    await web.tap('yes')
    await sees(web, '已经分开了')
    await web.say('办理家庭团聚')
    await sees(web, '家庭团聚')
    expect((await web.last()).text).not.toBe('')
  })
  test('a danger that was told before stays with whoever told it', async () => {
    const { phone, web } = await joined()
    await sees(web, '同一个对话')
    await web.say('我前夫打我，我很害怕')
    await sees(web, '1522')
    const { summary: { id } } = await anna.threadOf('我前夫打我')
    await phone.write('解绑')
    await phone.choose('是')
    await hears(phone, '已经分开了')
    await anna.act(id, 'take')
    await anna.reply(id, '我在，您现在安全吗 🆘')
    await sees(web, '我在，您现在安全吗 🆘')
    expect((await phone.heard()).join()).not.toContain('我在，您现在安全吗')
  })
  test('while a danger is answered at one: what she began at the other stays hers, and is answered there', async () => {
    const { phone, web } = await joined()
    await sees(web, '同一个对话')
    await phone.write('我老公打我，我很害怕')
    await hears(phone, '1522')
    await web.say('人工')
    await web.say('我要问幼儿园的事 🧸')
    await phone.write('解绑')
    await phone.choose('是')
    await hears(phone, '已经分开了')
    const { summary: { id } } = await anna.threadOf('我要问幼儿园的事 🧸')
    await anna.act(id, 'take')
    await anna.reply(id, '幼儿园九月报名 📅')
    await sees(web, '幼儿园九月报名 📅')
    await web.say('九月几号？')
    expect((await anna.thread(id)).entries.map((e) => e.text)).toContain('九月几号？')
    const danger = (await anna.queue()).items.findLast((c) => c.urgent) ?? expect.fail('nobody is urgent')
    await anna.act(danger.id, 'take')
    await anna.act(danger.id, 'close', { outcome: 'solved' })
    await phone.write('谢谢你们 🌷')
    await anna.reply(id, '九月一号 🗓️')
    await sees(web, '九月一号 🗓️')
    expect((await anna.thread(id)).entries.map((e) => e.text)).not.toContain('谢谢你们 🌷')
    expect((await phone.heard()).join()).not.toContain('九月一号')
  })
  test('who joined nothing is told so', async () => {
    const phone = await onTelegram()
    await phone.write('解绑')
    await phone.choose('是')
    await hears(phone, '没有合并过')
  })
})

test('who told of a danger goes on in the private page that is opened from there, and is attended there', async () => {
  const { phone } = await joined()
  await phone.write('我老公打我，孩子也在 🆘')
  await hears(phone, '1522')
  const { summary: { id } } = await anna.threadOf('孩子也在 🆘')
  await anna.act(id, 'take')
  await anna.act(id, 'private-page')
  await hears(phone, '/c/')
  const token = /\/c\/([\w-]+)/.exec((await phone.heard()).findLast((text) => text.includes('/c/')) ?? '')?.[1] ?? ''
  const opened = await fetch(`${desk.url}/api/chat/doors`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, language: 'zh' }) })
  const own = withToken(desk.url, ((await opened.json()) as { token: string }).token)
  expect([(await own.state()).mode, await shown(own)]).toEqual(['attended', expect.stringContaining('在这个页面继续')])
  await own.say('我的地址是隐私 🏠')
  expect((await anna.thread(id)).entries.map((e) => e.text)).toContain('我的地址是隐私 🏠')
  await anna.reply(id, '我们马上联系您 ☎️')
  await sees(own, '我们马上联系您 ☎️')
})

test('what becomes urgent on one is never answered on the other', async () => {
  const { phone, web } = await joined()
  await phone.write('我老公打我，我很害怕')
  await hears(phone, '1522')
  await web.say('市政厅几点开门')
  await sees(web, '市政厅几点开门')
  expect(await shown(web)).not.toContain('我老公打我')
  expect((await web.state()).mode).toBe('scripted')
  const urgent = (await anna.queue()).items.findLast((c) => c.urgent) ?? expect.fail('nobody is urgent')
  await anna.act(urgent.id, 'take')
  await anna.reply(urgent.id, '您现在安全吗')
  await hears(phone, '您现在安全吗')
  expect(await shown(web)).not.toContain('您现在安全吗')
  expect((await anna.thread(urgent.id)).entries.map((e) => e.text)).not.toContain('市政厅几点开门')
})
