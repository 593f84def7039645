import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, Inlet, Part, Sending, Stop } from '../../../src/channels/channel.ts'
import { uploadOf } from '../../../src/channels/wecom/files.ts'
import { WECOM } from '../../../src/channels/wecom/can.ts'
import { createNames } from '../../../src/channels/wecom/names.ts'
import { createWelcomes } from '../../../src/channels/wecom/welcomes.ts'
import { type FakeUser, type FakeWeCom, startWeCom } from '../../emulators/wecom/index.ts'
import { PNG } from '../../support/bytes.ts'
import { inletOf, type NotedInlet, recipientOf, sendingOf } from '../../support/channels.ts'
import { channelOf } from '../../support/wecom.ts'

const SEND = '/kf/send_msg'
const TOKEN = '/gettoken'

let wecom: FakeWeCom
let channel: Channel
let li: FakeUser
let inlet: NotedInlet
let refs = 0
const stops: Stop[] = []

/** A channel that has begun, and hears nothing more by itself. */
async function begun(options: Parameters<typeof channelOf>[1] = {}, receive: Inlet['receive'] = async () => ({ answers: false, person: null })): Promise<Channel> {
  const fresh = channelOf(wecom, options)
  inlet = inletOf(receive)
  stops.push((await fresh.start?.(inlet)) as Stop)
  await expect.poll(() => inlet.cursor.get('first-start')).not.toBeNull()
  return fresh
}
beforeEach(async () => {
  wecom = await startWeCom({ patience: 2000 })
  li = wecom.user({ nickname: '李伟' })
  channel = await begun()
  await expect.poll(() => wecom.count('/sync_msg')).toBe(1)
  await li.say('你好')
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await wecom.stop()
})

const text = (words: string, labels: readonly string[] = []): Part => ({ kind: 'text', text: words, buttons: labels.map((label, i) => ({ id: `m1.1:o${i}`, label })), list: null })
const file = (name: string, mime: string, bytes = 10): Part => ({ kind: 'file', file: { id: 'f', name, mime, bytes } })
const send = (part: Part = text('您好 👋'), by = channel, sending: Partial<Sending> = {}) => by.send(recipientOf('wecom', wecom.kf, li.id), part, sendingOf({ ref: `${++refs}.0`, ...sending }))
const conclusion = async (part?: Part): Promise<object> => {
  const answer = await send(part)
  for (const secret of [wecom.secret, 'kf-T', li.id, '203.0.113.7']) expect(JSON.stringify(answer)).not.toContain(secret)
  return answer
}
const shown = () => li.chat.filter((m) => m.who === 'desk')

describe('what reaches her', () => {
  test.each(['您好 👋🏽', 'مرحبا، كيف نساعدكم؟', 'Sì, è già pronta: «città» — 46,00 €', '<a href="https://www.comune.prato.it">Comune</a> \\u4f60 "好"'])('«%s», letter by letter', async (words) => {
    expect(await send(text(words))).toMatchObject({ kind: 'accepted', externalId: expect.stringMatching(/^[0-9a-zA-Z_-]{1,32}$/) })
    expect(li.chat.at(-1)).toMatchObject({ via: 'message', kind: 'text', text: words })
  })
  test('choices can be tapped, and come back by their id', async () => {
    await send(text('要续的是谁的居留？', ['我自己', 'ابني', 'La mia famiglia 👪']))
    expect((await li.expect('谁')).options).toEqual([{ id: 'm1.1:o0', label: '我自己' }, { id: 'm1.1:o1', label: 'ابني' }, { id: 'm1.1:o2', label: 'La mia famiglia 👪' }])
  })
  test('as many and as long as the channel says that it can', async () => {
    const { buttons, menuText, text: limit } = WECOM
    expect(await send({ kind: 'text', text: '好'.repeat(Math.floor((menuText?.max ?? 0) / 3)), list: null, buttons: Array.from({ length: buttons?.most ?? 0 }, (_, i) => ({ id: `${i}`.padStart(64, 'x'), label: `${'居'.repeat(42)}${i}` })) })).toMatchObject({ kind: 'accepted' })
    expect(await send(text('家'.repeat(Math.floor(limit.max / 3))))).toMatchObject({ kind: 'accepted' })
  })
  test.each<[string, string, Buffer, string]>([
    ['居留证 🪪.png', 'image/png', PNG, 'image'], ['语音.amr', 'audio/amr', Buffer.from('#!AMR\n你好'), 'voice'], ['短片.mp4', 'video/mp4', Buffer.from('....ftypmp42'), 'video'],
    ['预约.ics', 'text/calendar', Buffer.from('BEGIN:VCALENDAR'), 'file'], ['وصل.pdf', 'application/pdf', Buffer.from('%PDF-1.7'), 'file'],
  ])('%s goes as what it is, with its name', async (name, mime, bytes, kind) => {
    expect(await send(file(name, mime), channel, { bytes: async () => bytes })).toMatchObject({ kind: 'accepted' })
    expect(li.chat.at(-1)).toMatchObject({ kind, text: name, bytes })
  })
  test('a photo, a voice, a film that is too large for its kind goes as a file', () => {
    const typeOf = (mime: string, bytes: number) => uploadOf({ id: 'f', name: 'a', mime, bytes }).type
    expect([typeOf('image/jpeg', 2_000_000), typeOf('image/jpeg', 3_000_000), typeOf('audio/amr', 3_000_000), typeOf('video/mp4', 11_000_000), typeOf('constructor', 1)]).toEqual(['image', 'file', 'file', 'file', 'file'])
  })
  test('a file that is not on our disk any more', async () => {
    expect(await send(file('照片.jpg', 'image/jpeg'), channel, { bytes: async () => { throw new Error('ENOENT') } })).toMatchObject({ kind: 'permanent', explain: 'The file is not here any more.' })
  })
  test('she wrote to another account', async () => {
    expect(await channel.send(recipientOf('wecom', 'wkOther', li.id), text('您好'), sendingOf())).toMatchObject({ kind: 'permanent' })
  })
  test('before the channel has begun nothing goes, and nothing is lost', async () => {
    expect(await send(text('太早'), channelOf(wecom))).toMatchObject({ kind: 'retry', retryAt: expect.any(String) })
  })
})

describe('the desk’s own name of a message', () => {
  const inletAt = async (now: number) => {
    const names = createNames(() => now)
    await names.begin(inletOf(async () => {}))
    return names
  }
  test.each(['12.0', '999999999999999.9999'])('%s goes out as WeCom wants it, and comes back', async (ref) => {
    const names = await inletAt(Date.now())
    expect(names.msgId(ref)).toMatch(/^[0-9a-zA-Z_-]{1,32}$/)
    expect(names.ref(names.msgId(ref) ?? '')).toBe(ref)
  })
  test('is another where the desk was set up again, the same where it was only started again', async () => {
    const [one, other] = [await inletAt(1_764_000_000_000), await inletAt(1_764_000_000_001)]
    expect(one.msgId('1.0')).not.toBe(other.msgId('1.0'))
    expect(other.ref(one.msgId('1.0') ?? '')).toBeNull()
    const again = createNames(() => 1_765_000_000_000)
    await again.begin(inletOf(async () => {}, { cursor: { get: async () => (1_764_000_000_000).toString(36), set: async () => {} } }))
    expect(again.msgId('1.0')).toBe(one.msgId('1.0'))
  })
  test('too long for WeCom it is shortened, and still its own', async () => {
    const names = await inletAt(Date.now())
    expect(names.msgId('9'.repeat(40))).toMatch(/^[0-9a-zA-Z_-]{32}$/)
    expect(names.msgId('9'.repeat(40))).not.toBe(names.msgId(`8${'9'.repeat(39)}`))
  })
})

describe('what one may conclude from a refusal', () => {
  test.each<[number, string]>([
    [-1, 'retry'], [6000, 'retry'], [45009, 'retry'], [45033, 'retry'],
    [95001, 'hold'], [95002, 'hold'], [95013, 'hold'], [95024, 'hold'],
    [40003, 'permanent'], [40058, 'permanent'], [95008, 'permanent'], [99999, 'permanent'],
    [60020, 'pause'], [48002, 'pause'], [60011, 'pause'], [95000, 'pause'], [95004, 'pause'], [95011, 'pause'], [95017, 'pause'], [40001, 'pause'], [40013, 'pause'],
  ])('%i: %s', async (code, kind) => {
    wecom.faults.refuse(code)
    expect(await conclusion()).toMatchObject({ kind, explain: expect.stringContaining(`(${code})`) })
    expect(wecom.count(SEND), 'and nothing is repeated').toBe(1)
  })
  test('too often: in a minute', async () => {
    const at = Date.parse('2026-11-24T15:59:00.000Z')
    const later = await begun({ now: () => at })
    wecom.faults.rateLimit()
    expect(await send(text('好'), later)).toMatchObject({ retryAt: '2026-11-24T16:00:00.000Z' })
  })
  test.each<[string, () => unknown, object, number]>([
    ['a gateway’s page', () => wecom.faults.htmlError(502), { kind: 'retry', retryAt: null }, 0],
    ['a proxy’s page', () => wecom.faults.htmlError(403), { kind: 'away' }, 0],
    ['an answer that is slow, but comes', () => wecom.faults.slow(50), { kind: 'accepted' }, 1],
    ['cut before it was read: sent again under its name, it arrives', () => wecom.faults.reset('before'), { kind: 'accepted' }, 1],
    ['a gateway that waited in vain, and had not passed it on: the same', () => wecom.faults.htmlError(504), { kind: 'accepted' }, 1],
    ['cut after it arrived: sent again it is refused, and arrived once', () => wecom.faults.reset('after'), { kind: 'ambiguous' }, 1],
    ['no answer in time', () => wecom.faults.timeoutAfterAccept(), { kind: 'ambiguous' }, 1],
    ['an answer that cannot be read', () => wecom.faults.badJson(), { kind: 'ambiguous' }, 1],
    ['cut twice before it was read', () => wecom.faults.reset('before', { times: 2 }), { kind: 'ambiguous' }, 0],
    ['nobody there: it cannot have arrived', () => wecom.down(), { kind: 'away' }, 0],
    ['nobody there for the token: nothing left', () => { wecom.faults.tokenExpired(); wecom.faults.reset('after', { path: TOKEN }) }, { kind: 'away' }, 0],
    ['the photo could not be brought up: nothing arrived', () => wecom.faults.timeoutAfterAccept({ path: '/media/upload' }), { kind: 'away' }, 0],
  ])('%s', async (name, happens, expected, arrived) => {
    await happens()
    expect(await conclusion(name.startsWith('the photo') ? file('a.png', 'image/png') : undefined)).toMatchObject(expected)
    expect(shown()).toHaveLength(arrived)
  })
  test('the sixth message after hers waits for her next one', async () => {
    for (let i = 0; i < 5; i++) expect(await send(text(`第${i}条`))).toMatchObject({ kind: 'accepted' })
    expect(await conclusion(text('第六条'))).toMatchObject({ kind: 'hold' })
    await li.say('好')
    expect(await send(text('第六条'))).toMatchObject({ kind: 'accepted' })
  })
  test('after two days too', async () => {
    wecom.clock.advance(48 * 3_600_000 + 1000)
    expect(await conclusion()).toMatchObject({ kind: 'hold' })
  })
})

describe('the access token', () => {
  const many = () => Promise.all(Array.from({ length: 5 }, (_, i) => send(text(`${i}`))))
  test('is asked for once, however many wait for it, and again when it has ended', async () => {
    await many()
    expect(wecom.count(TOKEN)).toBe(1)
    wecom.clock.advance(7_200_000)
    await li.say('还在')
    await many()
    expect(wecom.count(TOKEN)).toBe(2)
  })
  test('that was made void is fetched once more, and what was to go goes', async () => {
    wecom.faults.tokenExpired()
    expect((await many()).every((a) => a.kind === 'accepted')).toBe(true)
    expect(wecom.count(TOKEN)).toBe(2)
  })
  test('that WeCom goes on giving although it is void pauses the account, and is not stormed', async () => {
    wecom.faults.tokenExpired('until-forced')
    for (let i = 0; i < 3; i++) expect(await conclusion()).toMatchObject({ kind: 'pause', code: 'token' })
    expect(wecom.count(TOKEN)).toBeLessThan(6)
  })
  test.each<[string, object, string]>([['a wrong secret', { secret: 'f'.repeat(32) }, 'WECOM_SECRET'], ['a wrong CorpID', { corpId: 'ww0000000000000000' }, 'WECOM_CORP_ID'], ['an account that is not there', { openKfId: 'wkOther' }, 'WECOM_OPEN_KFID']])('%s: the account is paused, with the cure', async (_, part, cure) => {
    expect(await channelOf(wecom, part).check?.()).toMatchObject({ kind: 'pause', explain: expect.stringContaining(cure) })
  })
  test('a check sends nothing', async () => {
    expect(await channel.check?.()).toBeNull()
    expect(wecom.count(SEND)).toBe(0)
  })
})

describe('whoever has just opened the chat', () => {
  let wang: FakeUser
  const greet = (part: Part = text('您好，请选语言', ['中文', 'Italiano', 'العربية'])) => channel.send(recipientOf('wecom', wecom.kf, wang.id), part, sendingOf({ ref: `${++refs}.0` }))
  beforeEach(async () => {
    for (const stop of stops.splice(0)) await stop()
    channel = await begun({ idle: 20 })
    const heard = wecom.log.size()
    wang = wecom.user({ nickname: '王芳' })
    await wang.open()
    await expect.poll(async () => Buffer.from((await inlet.cursor.get(`cursor ${wecom.kf}`)) ?? '', 'base64url').toString()).toBe(`kf:${heard + 1}`)
  })
  test('is greeted at once, with choices; the rest waits until she writes', async () => {
    expect(await greet()).toMatchObject({ kind: 'accepted' })
    expect(wang.chat.at(-1)).toMatchObject({ via: 'welcome', kind: 'menu', text: '您好，请选语言' })
    expect(await greet(text('还有'))).toMatchObject({ kind: 'hold' })
    await wang.say('中文')
    expect(await greet(text('还有'))).toMatchObject({ kind: 'accepted' })
    expect(wang.chat.at(-1)?.via).toBe('message')
  })
  test('too late for it: it waits until she writes', async () => {
    wecom.clock.advance(21_000)
    expect(await greet()).toMatchObject({ kind: 'hold' })
    expect(wecom.count('send_msg_on_event')).toBe(0)
  })
  test('a code that WeCom refuses costs nothing but a try', async () => {
    wecom.faults.refuse(40058, { path: 'send_msg_on_event' })
    expect(await greet()).toMatchObject({ kind: 'hold' })
    expect(wecom.count('send_msg_on_event')).toBe(1)
  })
  test('a busy platform: she is greeted at the next try', async () => {
    wecom.faults.refuse(-1, { path: 'send_msg_on_event' })
    expect(await greet()).toMatchObject({ kind: 'retry' })
    expect(await greet()).toMatchObject({ kind: 'accepted' })
    expect(wang.chat.map((m) => m.via)).toEqual(['welcome'])
  })
  test('a cut line: she is greeted once', async () => {
    wecom.faults.reset('after', { path: 'send_msg_on_event' })
    expect(await greet()).toMatchObject({ kind: 'ambiguous' })
    expect(wang.chat.map((m) => m.via)).toEqual(['welcome'])
  })
  test('codes are not kept for ever, nor without end', () => {
    let now = 0
    const welcomes = createWelcomes(() => now)
    for (let i = 0; i < 6000; i++) welcomes.came(`wm${i}`, 'c')
    expect(welcomes.size()).toBe(5000)
    now = 21_000
    welcomes.came('wmlast', 'c')
    expect(welcomes.size()).toBe(1)
  })
})

describe('a conversation that somebody in WeCom has', () => {
  test('the assistant is silent in it, and what an operator wrote waits for its end', async () => {
    li.person.take('anna')
    expect(await conclusion()).toMatchObject({ kind: 'permanent', explain: expect.stringContaining('in WeCom') })
    expect(await send(text('您的材料齐了'), channel, { by: 'operator' })).toMatchObject({ kind: 'hold', explain: expect.stringContaining('in WeCom') })
    li.person.end()
    expect(await send()).toMatchObject({ kind: 'hold', explain: expect.stringContaining('ended') })
    await li.say('还有问题')
    expect(await send()).toMatchObject({ kind: 'accepted' })
  })
  test('WeCom does not say whose it is: it is tried again', async () => {
    li.person.take('anna')
    wecom.faults.htmlError(502, { path: 'service_state/get' })
    expect(await conclusion()).toMatchObject({ kind: 'retry' })
  })
})

describe('her files', () => {
  const bytesOf = async (id: string): Promise<string> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await channel.fetch?.(id)) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }
  test('come from WeCom, also when the token has just ended', async () => {
    const { id } = wecom.media.keep('voice', 'audio/amr', Buffer.from('#!AMR\n你好'))
    expect(await bytesOf(id)).toBe('#!AMR\n你好')
    wecom.faults.tokenExpired()
    expect(await bytesOf(id)).toBe('#!AMR\n你好')
  })
  test('are gone for good after three days', async () => {
    const { id } = wecom.media.keep('image', 'image/jpeg', PNG)
    wecom.clock.advance(3 * 86_400_000 + 1)
    await expect(channel.fetch?.(id)).rejects.toMatchObject({ name: 'FetchRefused' })
  })
  test.each<[string, () => unknown]>([['a gateway’s page', () => wecom.faults.htmlError(502, { path: '/media/get' })], ['a busy platform', () => wecom.faults.refuse(-1, { path: '/media/get' })], ['nobody there', () => wecom.down()]])('are tried again after %s, and no error holds the token', async (_, happens) => {
    const { id } = wecom.media.keep('image', 'image/jpeg', PNG)
    await happens()
    await expect(channel.fetch?.(id)).rejects.toSatisfy((error: Error) => error.name !== 'FetchRefused' && !/access_token|kf-T/.test(`${error.message}${error.stack}${JSON.stringify(error.cause ?? '')}`))
  })
})
