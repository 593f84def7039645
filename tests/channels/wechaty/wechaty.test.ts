import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Channel, FetchRefused, type Incoming, NotNow } from '../../../src/channels/channel.ts'
import { createWechaty } from '../../../src/channels/wechaty/wechaty.ts'
import { type FakeUser, type FakeWechaty, startWechaty } from '../../emulators/wechaty/index.ts'
import { inletOf, type NotedInlet, recipientOf, sendingOf } from '../../support/channels.ts'
import { tempFolder } from '../../support/temp.ts'

const ACCOUNT = 'wechaty-puppet-mock'
const JPG = { name: '居留 🪪.jpg', bytes: Buffer.from('ffd8ffe000104a464946', 'hex') }
const PDF = { name: 'ricevuta 收据.pdf', bytes: Buffer.from('%PDF-1.7 收据 📄') }

let wechat: FakeWechaty
let li: FakeUser
let heard: Incoming[]
let codes: (string | null)[]
let troubles: (string | null)[]
let stop: (() => Promise<void>) | undefined
let time: number
beforeEach(() => {
  time = Date.parse('2026-11-24T09:00:00Z')
  wechat = startWechaty({ now: () => time })
  li = wechat.user('李伟 🍢')
  heard = []
  codes = []
  troubles = []
})
afterEach(async () => {
  await stop?.()
  stop = undefined
  wechat.stop()
})

const remembering = (): NotedInlet => inletOf(async (message) => void heard.push(message), {
  refuses: (mime) => (mime.startsWith('video/') || mime === 'application/zip' ? 'file-kind' : null),
  pairing: (_, code) => void codes.push(code), reading: (_, why) => void troubles.push(why?.code ?? why?.kind ?? null),
})
const opened = async (inlet: NotedInlet, options: { puppet?: string } = {}): Promise<Channel> => {
  const channel = createWechaty({ puppet: ACCOUNT, token: null, dataDir: tempFolder('wechaty'), now: () => time, patience: 2_000, beat: 1_000, ...options })
  stop = await channel.start?.(inlet)
  return channel
}
const loggedIn = async (inlet = remembering()): Promise<Channel> => {
  const channel = await opened(inlet)
  await wechat.login()
  await expect.poll(() => channel.check?.(), { timeout: 10_000 }).toBeNull()
  return channel
}
const words = () => heard.map(({ content }) => (content.kind === 'wrote' ? content.text : content.kind))
const to = (address: string) => recipientOf('wechaty', ACCOUNT, address)
const text = (said: string) => ({ kind: 'text' as const, text: said, buttons: [], list: null })
const bytesOf = async (channel: Channel, source = '') => {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await channel.fetch?.(source)) ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('the login', () => {
  test('a code is shown until somebody scans it, and again when WeChat ends the login', async () => {
    const channel = await opened(remembering())
    await expect.poll(() => codes, { timeout: 20_000 }).toEqual(['https://login.weixin.qq.com/l/code-1'])
    expect(troubles.at(-1)).toBe('configuration')
    expect(await channel.send(to(li.id), text('在'), sendingOf())).toMatchObject({ kind: 'away' })
    await wechat.login()
    await expect.poll(() => [codes.at(-1), troubles.at(-1)], { timeout: 10_000 }).toEqual([null, null])
    await wechat.logout()
    await expect.poll(() => [codes.at(-1), troubles.at(-1)], { timeout: 10_000 }).toEqual(['https://login.weixin.qq.com/l/code-2', 'configuration'])
    expect(await channel.check?.()).toMatchObject({ kind: 'away' })
    await wechat.login()
    await expect.poll(() => channel.check?.(), { timeout: 10_000 }).toBeNull()
    await li.say('又在了')
    await expect.poll(words, { timeout: 10_000 }).toEqual(['又在了'])
  })
  test('without the package the desk goes on, and says which one is missing', async () => {
    const inlet = remembering()
    let why = ''
    const channel = await opened({ ...inlet, reading: (_, failed) => void (why = failed?.explain ?? '') }, { puppet: 'wechaty-puppet-nowhere' })
    await expect.poll(() => why, { timeout: 20_000 }).toContain('npm install wechaty-puppet-nowhere')
    expect(inlet.warned).toContain('a package is missing')
    expect(await channel.check?.()).toMatchObject({ kind: 'away' })
  })
  test('what was stopped hears nothing more', async () => {
    await loggedIn()
    await stop?.()
    stop = undefined
    troubles = []
    await li.say('晚了')
    await li.expectSilence()
    expect([words(), troubles]).toEqual([[], []])
  })
  test('who asks to be a friend is accepted: else she could not write', async () => {
    await loggedIn()
    const wang = wechat.user('王芳')
    await wechat.befriend(wang.id)
    await expect.poll(() => wechat.world.accepted, { timeout: 10_000 }).toEqual([wang.id])
  })
})

describe('what comes in', () => {
  test.each(['我的居留还有三个星期到期', 'أريد تجديد تصريح الإقامة', '👨‍👩‍👧‍👦 1️⃣', '１'])('«%s» is her words', async (said) => {
    await loggedIn()
    const id = await li.say(said)
    await expect.poll(() => heard, { timeout: 10_000 }).toMatchObject([{ from: { channel: 'wechaty', account: ACCOUNT, address: li.id }, externalId: id, content: { kind: 'wrote', text: said } }])
  })
  test('a command and a door are no words', async () => {
    await loggedIn()
    await li.say('/start zh_permit-renewal')
    await li.say('/person')
    await expect.poll(() => heard.map((m) => m.content), { timeout: 10_000 }).toEqual([{ kind: 'opened', language: null, flow: 'zh_permit-renewal' }, { kind: 'picked', menu: 'command', option: 'person' }])
  })
  test('a photo and a document are announced, and their bytes are as she sent them', async () => {
    const channel = await loggedIn()
    await li.sendFile('image', JPG)
    await li.sendFile('attachment', PDF)
    await expect.poll(() => heard, { timeout: 10_000 }).toMatchObject([
      { content: { kind: 'sent-file', file: { name: 'photo.jpg', mime: 'image/jpeg' } } }, { content: { kind: 'sent-file', file: { name: PDF.name, mime: 'application/pdf' } } },
    ])
    expect(await Promise.all(heard.map((m) => bytesOf(channel, m.source)))).toEqual([JPG.bytes, PDF.bytes])
  })
  test('a file is lost with the login under which it came, and later tried again where WeChat only failed', async () => {
    const channel = await loggedIn()
    await expect(bytesOf(channel, 'nothing')).rejects.toBeInstanceOf(FetchRefused)
    const source = await li.sendFile('image', JPG)
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1)
    wechat.faults.loseFiles()
    await expect(bytesOf(channel, source)).rejects.not.toBeInstanceOf(FetchRefused)
    expect(await bytesOf(channel, source)).toEqual(JPG.bytes)
    time += 7 * 3_600_000
    await expect(bytesOf(channel, source)).rejects.toBeInstanceOf(FetchRefused)
  })
  test('a place', async () => {
    await loggedIn()
    await li.sendPlace(43.8777, 11.1022)
    await expect.poll(() => heard.map((m) => m.content), { timeout: 10_000 }).toEqual([{ kind: 'located', latitude: 43.8777, longitude: 11.1022 }])
  })
  test.each([['sticker', 'sticker'], ['redEnvelope', 'money'], ['transfer', 'money'], ['miniProgram', 'mini-program'], ['contact', 'contact'], ['link', 'link'], ['history', 'history'], ['unknown', 'other']] as const)('a %s cannot be read here, and is answered as such', async (what, told) => {
    await loggedIn()
    await li.send(what)
    await expect.poll(() => heard.map((m) => m.content), { timeout: 10_000 }).toEqual([{ kind: 'unsupported', what: told }])
  })
  test('a video is refused for its kind', async () => {
    await loggedIn()
    await li.sendFile('video', { name: 'v.mp4', bytes: Buffer.from('v') })
    await expect.poll(() => heard.map((m) => m.content), { timeout: 10_000 }).toEqual([{ kind: 'unsupported', what: 'file-kind' }])
  })
  test('what nobody said to the desk is nothing: its own words, what was taken back, an official account', async () => {
    const channel = await loggedIn()
    expect(await channel.send(to(li.id), text('自己说的'), sendingOf())).toMatchObject({ kind: 'accepted' })
    await li.send('recalled')
    await wechat.official('腾讯新闻').say('今日新闻')
    await li.say('在吗')
    await expect.poll(words, { timeout: 10_000 }).toEqual(['在吗'])
  })
  test('a room is told once, and only when it names the desk, to write in private', async () => {
    await loggedIn()
    const room = wechat.room('普拉托华人 🏮', li)
    await li.say('大家好', { roomId: room.id })
    for (const said of ['@Sportello 你好', '@Sportello ?']) await li.say(said, { roomId: room.id, mentionIdList: ['wxid_sportello'] })
    await li.say('私聊')
    await expect.poll(words, { timeout: 10_000 }).toEqual(['私聊'])
    await expect.poll(() => room.said, { timeout: 10_000 }).toEqual(['common:group'])
  })
  test('a room that could not be told is told when it names the desk again', async () => {
    await loggedIn()
    const room = wechat.room('普拉托华人 🏮', li)
    wechat.faults.refuse()
    for (const said of ['@Sportello 你好', '@Sportello 在吗']) {
      await li.say(said, { roomId: room.id, mentionIdList: ['wxid_sportello'] })
      await li.say('私聊')
      await expect.poll(words, { timeout: 10_000 }).toContain('私聊')
      heard = []
    }
    await expect.poll(() => room.said, { timeout: 10_000 }).toEqual(['common:group', 'common:group'])
  })
  test('a room that never says whether it was told holds up nobody, and the desk can stop', async () => {
    await loggedIn()
    const room = wechat.room('普拉托华人 🏮', li)
    wechat.faults.hang()
    await li.say('@Sportello 你好', { roomId: room.id, mentionIdList: ['wxid_sportello'] })
    await li.say('私聊')
    await expect.poll(words, { timeout: 10_000 }).toEqual(['私聊'])
    await expect.poll(() => room.said, { timeout: 10_000 }).toEqual(['common:group'])
    expect(await Promise.race([stop?.().then(() => 'stopped'), wait(8_000)])).toBe('stopped')
    stop = undefined
  })
  test('a place that the puppet never tells is one that it cannot tell', async () => {
    await loggedIn()
    wechat.faults.hidePlaces()
    await li.sendPlace(43.8777, 11.1022)
    await li.say('在吗')
    await expect.poll(words, { timeout: 10_000 }).toEqual(['unsupported', '在吗'])
  })
  test('what a login brings again is history, unless it came since the desk last heard something', async () => {
    const inlet = remembering()
    await loggedIn(inlet)
    await li.say('很久以前', { timestamp: time - 3_600_000 })
    await li.say('刚才')
    await expect.poll(words, { timeout: 10_000 }).toEqual(['刚才'])
    await stop?.()
    const away = time + 600_000
    time += 3_600_000
    await loggedIn(inlet)
    await li.say('很久以前', { timestamp: time - 13 * 3_600_000 })
    await li.say('您不在的时候', { timestamp: away })
    await expect.poll(words, { timeout: 10_000 }).toEqual(['刚才', '您不在的时候'])
  })
  test('what cannot be kept now waits, in order', async () => {
    let full = 2
    const kept: string[] = []
    await loggedIn(inletOf(async ({ content }) => {
      if (full-- > 0) throw new NotNow(new Error('disk'))
      kept.push(content.kind === 'wrote' ? content.text : '')
    }))
    await li.say('一')
    await li.say('二')
    await expect.poll(() => kept, { timeout: 10_000 }).toEqual(['一', '二'])
  })
})

describe('what goes out', () => {
  test.each(['请带护照 🪪', 'أحضروا جواز السفر', '1. 居留\n2. 学校'])('«%s» arrives as it is', async (said) => {
    const channel = await loggedIn()
    expect(await channel.send(to(li.id), text(said), sendingOf())).toMatchObject({ kind: 'accepted', externalId: expect.stringMatching(/^out-/) })
    expect((await li.expect(said)).text).toBe(said)
  })
  test('a file arrives with its name and its bytes', async () => {
    const channel = await loggedIn()
    const file = { id: 'f1', name: '日历.ics', mime: 'text/calendar', bytes: 15 }
    expect(await channel.send(to(li.id), { kind: 'file', file }, sendingOf())).toMatchObject({ kind: 'accepted' })
    expect((await li.expect((m) => m.file !== null)).file).toEqual({ name: '日历.ics', bytes: Buffer.from('BEGIN:VCALENDAR') })
    expect(await channel.send(to(li.id), { kind: 'file', file }, sendingOf({ bytes: () => Promise.reject(new Error('gone')) }))).toMatchObject({ kind: 'permanent' })
  })
  test.each(['refuse', 'hang'] as const)('a puppet that does not say what became of it (%s): it may have arrived, and is not sent again', async (fault) => {
    const channel = await loggedIn()
    wechat.faults[fault]()
    expect(await channel.send(to(li.id), text('也许'), sendingOf())).toMatchObject({ kind: 'ambiguous' })
    expect(li.chat.filter((m) => m.who === 'desk')).toHaveLength(1)
  })
  test('who is not known under this login is tried again later; another puppet’s people never', async () => {
    const channel = await loggedIn()
    expect(await channel.send(to('wxid_of_yesterday'), text('在'), sendingOf())).toMatchObject({ kind: 'retry' })
    expect(await channel.send(recipientOf('wechaty', 'wechaty-puppet-xp', li.id), text('在'), sendingOf())).toMatchObject({ kind: 'permanent' })
  })
})
