import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, Part } from '../../../src/channels/channel.ts'
import { WECHAT } from '../../../src/channels/wechat/can.ts'
import { type FakeUser, type FakeWeChat, startWeChat } from '../../emulators/wechat/index.ts'
import { PNG } from '../../support/bytes.ts'
import { inletOf, recipientOf, sendingOf } from '../../support/channels.ts'
import { channelOf } from '../../support/wechat.ts'

const SEND = '/cgi-bin/message/custom/send'
const TOKEN = '/cgi-bin/stable_token'
const TEMPLATE = { id: 'Tm9-plate_0123456789abcdefghijklmnopqrstuv', title: '咨询回复通知', content: '咨询结果{{thing1.DATA}}\n时间{{time_2.DATA}}' }
const PHRASED = { ...TEMPLATE, id: `${TEMPLATE.id}2`, content: '状态{{phrase3.DATA}}' }

let wechat: FakeWeChat
let channel: Channel
let li: FakeUser
beforeEach(async () => {
  wechat = await startWeChat({ patience: 2000, templates: [TEMPLATE, PHRASED] })
  channel = channelOf(wechat)
  li = wechat.user({ nickname: '李伟' })
  li.grants.wrote()
})
afterEach(() => wechat.stop())

const text = (words: string, labels: readonly string[] = []): Part => ({ kind: 'text', text: words, buttons: labels.map((label, i) => ({ id: `m1.1:o${i}`, label })), list: null })
const file = (name: string, mime: string): Part => ({ kind: 'file', file: { id: 'f', name, mime, bytes: 10 } })
const send = (part: Part = text('您好 👋'), by = channel, sending = sendingOf()) => by.send(recipientOf('wechat', wechat.appId, li.openid), part, sending)
const conclusion = async (part?: Part): Promise<object> => {
  const answer = await send(part)
  for (const secret of [wechat.secret, '88_T', li.openid]) expect(JSON.stringify(answer)).not.toContain(secret)
  return answer
}

describe('what reaches her as a customer-service message', () => {
  test.each(['您好 👋🏽', 'مرحبا، كيف نساعدكم؟', 'Sì, è già pronta: «città» — 46,00 €', '<a href="https://www.comune.prato.it">Comune</a> \\u4f60 "好"'])('«%s», letter by letter', async (words) => {
    expect(await send(text(words))).toEqual({ kind: 'accepted', externalId: null })
    expect(li.chat.at(-1)).toMatchObject({ via: 'service', kind: 'text', text: words })
  })
  test('choices can be tapped, and come back by their id', async () => {
    await send(text('要续的是谁的居留？', ['我自己', 'ابني', 'La mia famiglia 👪']))
    expect((await li.expect('谁')).options).toEqual([{ id: 'm1.1:o0', label: '我自己' }, { id: 'm1.1:o1', label: 'ابني' }, { id: 'm1.1:o2', label: 'La mia famiglia 👪' }])
  })
  test('as many and as long as the channel says that it can', async () => {
    const { buttons, menuText } = WECHAT
    expect(await send({ kind: 'text', text: '好'.repeat(Math.floor((menuText?.max ?? 0) / 3)), list: null, buttons: Array.from({ length: buttons?.most ?? 0 }, (_, i) => ({ id: `${i}`.repeat(64), label: `${'居'.repeat(42)}${i}` })) })).toMatchObject({ kind: 'accepted' })
    expect(await send(text('家'.repeat(682)))).toMatchObject({ kind: 'accepted' })
  })
  test('an account that may not send menus gives numbers to type, on the first try already', async () => {
    wechat.faults.refuse(40200)
    expect(await send(text('请选', ['续居留', 'الإقامة']))).toMatchObject({ kind: 'accepted' })
    expect(li.chat.at(-1)).toMatchObject({ kind: 'text', text: '请选\n\n1. 续居留\n2. الإقامة' })
  })
  test('a photo', async () => {
    expect(await send(file('居留证 🪪.png', 'image/png'), channel, sendingOf({ bytes: async () => PNG }))).toMatchObject({ kind: 'accepted' })
    expect(li.chat.at(-1)).toMatchObject({ kind: 'image', bytes: PNG })
  })
  test('any other file cannot travel, and the operator learns why', async () => {
    expect(await send(file('预约.ics', 'text/calendar'))).toMatchObject({ kind: 'permanent', explain: expect.stringContaining('only photos') })
    expect(wechat.requests).toEqual([])
  })
  test('a photo that is not on our disk any more', async () => {
    expect(await send(file('照片.jpg', 'image/jpeg'), channel, sendingOf({ bytes: async () => { throw new Error('ENOENT') } }))).toMatchObject({ kind: 'permanent', explain: 'The file is not here any more.' })
  })
  test('she wrote to another account', async () => {
    expect(await channel.send(recipientOf('wechat', 'wxother', li.openid), text('您好'), sendingOf())).toMatchObject({ kind: 'permanent' })
  })
})

describe('what one may conclude from a refusal', () => {
  const minute = (ms: number) => new Date(ms).toISOString()
  test.each<[number, string]>([
    [-1, 'retry'], [45011, 'retry'], [45009, 'retry'],
    [45015, 'hold'], [45047, 'hold'], [43004, 'unreachable'],
    [40003, 'permanent'], [45002, 'permanent'], [45098, 'permanent'], [87014, 'permanent'], [99999, 'permanent'],
    [40164, 'pause'], [48001, 'pause'], [48004, 'pause'], [50002, 'pause'],
  ])('%i: %s', async (code, kind) => {
    wechat.faults.refuse(code)
    expect(await conclusion()).toMatchObject({ kind, explain: expect.stringContaining(`(${code})`) })
    expect(wechat.count(SEND), 'and nothing is repeated').toBe(1)
  })
  test('too fast: in a minute; too many for today: at midnight in Beijing', async () => {
    const at = Date.parse('2026-11-24T15:59:00.000Z')
    const later = channelOf(wechat, { now: () => at })
    wechat.faults.rateLimit()
    wechat.faults.refuse(45009)
    expect(await send(text('好'), later)).toMatchObject({ retryAt: minute(at + 60_000) })
    expect(await send(text('好'), later)).toMatchObject({ retryAt: '2026-11-24T16:00:00.000Z' })
  })
  test.each<[string, () => unknown, object]>([
    ['a gateway’s page', () => wechat.faults.htmlError(502), { kind: 'retry', retryAt: null }],
    ['a gateway that waited in vain', () => wechat.faults.htmlError(504), { kind: 'ambiguous' }],
    ['a proxy’s page', () => wechat.faults.htmlError(403), { kind: 'away' }],
    ['a server error', () => wechat.faults.serverError(), { kind: 'retry' }],
    ['an answer that cannot be read', () => wechat.faults.badJson(), { kind: 'ambiguous' }],
    ['a page that says yes', () => wechat.faults.htmlError(200), { kind: 'ambiguous' }],
    ['no answer in time', () => wechat.faults.timeoutAfterAccept(), { kind: 'ambiguous' }],
    ['an answer that is slow, but comes', () => wechat.faults.slow(50), { kind: 'accepted' }],
    ['cut before it was read: it may have arrived all the same', () => wechat.faults.reset('before'), { kind: 'ambiguous' }],
    ['cut after it arrived', () => wechat.faults.reset('after'), { kind: 'ambiguous' }],
    ['nobody there: it cannot have arrived', () => wechat.down(), { kind: 'away' }],
    ['she unfollowed, and we were not told', () => wechat.faults.blocked(), { kind: 'unreachable' }],
    ['nobody there for the token: nothing left', () => wechat.faults.reset('after', { path: TOKEN }), { kind: 'away' }],
    ['the photo could not be brought up: nothing arrived', () => wechat.faults.timeoutAfterAccept({ path: '/media/upload' }), { kind: 'away' }],
  ])('%s', async (name, happens, expected) => {
    await happens()
    expect(await conclusion(name.startsWith('the photo') ? file('a.png', 'image/png') : undefined)).toMatchObject(expected)
  })
  test('the sixth message after hers waits for her next one', async () => {
    for (let i = 0; i < 5; i++) expect(await send(text(`第${i}条`))).toMatchObject({ kind: 'accepted' })
    expect(await send(text('第六条'))).toMatchObject({ kind: 'hold' })
    li.grants.wrote()
    expect(await send(text('第六条'))).toMatchObject({ kind: 'accepted' })
  })
  test('after two days too', async () => {
    wechat.clock.advance(48 * 3_600_000 + 1000)
    expect(await send()).toMatchObject({ kind: 'hold' })
  })
})

describe('the access token', () => {
  const many = () => Promise.all(Array.from({ length: 20 }, (_, i) => send(text(`${i}`), channel)))
  const free = () => { for (let i = 0; i < 40; i++) li.grants.acted() }
  test('is asked for once, however many wait for it', async () => {
    await many()
    expect(wechat.count(TOKEN)).toBe(1)
  })
  test('is renewed five minutes before its end, once', async () => {
    await send()
    wechat.clock.advance(6_800_000)
    free()
    await send()
    expect(wechat.count(TOKEN)).toBe(1)
    wechat.clock.advance(200_000)
    await many()
    expect(wechat.count(TOKEN)).toBe(2)
  })
  test('that another process renewed is fetched, not forced', async () => {
    await send()
    wechat.faults.tokenExpired()
    const answers = await many()
    expect(answers.filter((a) => a.kind === 'accepted')).toHaveLength(4)
    expect(wechat.count(TOKEN)).toBe(2)
  })
  test('that the platform gives although it is void is forced, once', async () => {
    await send()
    wechat.faults.tokenExpired('until-forced')
    expect((await many()).filter((a) => a.kind === 'accepted')).toHaveLength(4)
    expect(wechat.count(TOKEN)).toBe(3)
  })
  test('that is refused again and again pauses the account, and the platform is not stormed', async () => {
    wechat.faults.refuse(40001, { path: SEND, times: 100 })
    for (let i = 0; i < 5; i++) expect(await send()).toMatchObject({ kind: 'pause' })
    expect(wechat.count(TOKEN)).toBeLessThan(10)
  })
  test.each<[string, object, string]>([
    ['a wrong secret', { secret: 'f'.repeat(32) }, 'WECHAT_APP_SECRET'],
    ['a wrong AppID', { appId: 'wx0000000000000000' }, 'WECHAT_APP_ID'],
  ])('%s: the account is paused, with the cure', async (_, part, cure) => {
    const wrong = channelOf(wechat, part)
    expect(await wrong.check?.()).toMatchObject({ kind: 'pause', explain: expect.stringContaining(cure) })
  })
  test('a check sends nothing', async () => {
    expect(await channel.check?.()).toBeNull()
    expect(wechat.count(SEND)).toBe(0)
  })
})

describe('an account that is not verified', () => {
  test('can only answer while WeChat waits', async () => {
    const humble = channelOf(wechat, { kind: 'subscription-unverified' })
    expect(await send(text('您好'), humble)).toMatchObject({ kind: 'hold' })
    expect(await send(file('a.png', 'image/png'), humble)).toMatchObject({ kind: 'permanent' })
    expect(wechat.requests).toEqual([])
    expect(humble.can).toMatchObject({ buttons: null, files: null, window: { for: 4500, most: 1 } })
  })
})

describe('that an answer waits', () => {
  const words: Readonly<Record<string, string>> = { zh: '您的答复已经准备好了。', it: 'La Sua risposta è pronta.', ar: 'الرد على سؤالكم جاهز.' }
  const announcing = (templateId: string) => {
    const announcer = channelOf(wechat, { templateId })
    return (language: string) => announcer.announce?.(recipientOf('wechat', wechat.appId, li.openid), sendingOf({ language, text: () => words[language] ?? '' }))
  }
  test.each([['zh', '您的答复已经准备好了'], ['it', 'La Sua risposta è…'], ['ar', 'الرد على سؤالكم جاهز']])('is said by a template, in her language and as long as its fields: %s', async (language, said) => {
    const announce = announcing(TEMPLATE.id)
    expect(await announce(language)).toMatchObject({ kind: 'accepted' })
    expect(li.chat.at(-1)).toMatchObject({ via: 'template', text: expect.stringContaining(`咨询结果${said}`) })
    expect(wechat.count('get_all_private_template')).toBe(1)
  })
  test('the template’s fields are asked for once', async () => {
    const announce = announcing(TEMPLATE.id)
    await announce('zh')
    await announce('zh')
    expect(wechat.count('get_all_private_template')).toBe(1)
  })
  test.each<[string, string, string]>([['a template that is not the account’s', `${TEMPLATE.id}x`, 'WECHAT_TEMPLATE_ID'], ['one with a field that cannot be filled', PHRASED.id, 'phrase3']])('%s', async (_, id, cure) => {
    expect(await announcing(id)('zh')).toMatchObject({ kind: 'permanent', explain: expect.stringContaining(cure) })
  })
  test('without a template there is no such way', () => {
    expect(channel.announce).toBeUndefined()
  })
})

describe('her files', () => {
  const bytesOf = async (id: string): Promise<Buffer> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await channel.fetch?.(id)) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  test('come from the platform, also when the token has just ended', async () => {
    const media = wechat.media.keep('audio/amr', Buffer.from('#!AMR\n你好'))
    expect((await bytesOf(media.id)).toString()).toBe('#!AMR\n你好')
    wechat.faults.tokenExpired()
    expect((await bytesOf(media.id)).toString()).toBe('#!AMR\n你好')
  })
  test.each<[string, () => unknown]>([['after three days', () => wechat.clock.advance(3 * 86_400_000 + 1)], ['where the account may not have them', () => wechat.faults.refuse(48001)]])('are gone for good %s', async (_, happens) => {
    const { id } = wechat.media.keep('image/jpeg', PNG)
    await happens()
    await expect(channel.fetch?.(id)).rejects.toMatchObject({ name: 'FetchRefused' })
  })
  test.each<[string, () => unknown]>([['a gateway’s page', () => wechat.faults.htmlError(502)], ['a busy platform', () => wechat.faults.refuse(-1)], ['nobody there', () => wechat.down()]])('are tried again after %s, and no error holds the token', async (_, happens) => {
    const { id } = wechat.media.keep('image/jpeg', PNG)
    await happens()
    await expect(channel.fetch?.(id)).rejects.toSatisfy((error: Error) => error.name !== 'FetchRefused' && !/access_token|88_T/.test(`${error.message}${error.stack}${JSON.stringify(error.cause ?? '')}`))
  })
})

describe('the menu at the foot of the chat', () => {
  const named = (key: string) => ({ 'channels:wechat-menu.permit': '居留', 'channels:wechat-menu.person': '转人工', 'channels:wechat-menu.language': '语言' })[key] ?? key
  test('is made at start, also when WeChat is away for a moment', async () => {
    wechat.faults.htmlError(502, { path: '/menu/create' })
    const stop = await channelOf(wechat, { menu: true }).start?.(inletOf(async () => {}, { text: named }))
    await expect.poll(() => wechat.menu().map(({ name, key }) => [name, key]), { timeout: 10_000 }).toEqual([['居留', 'door:permit-renewal'], ['转人工', 'command:person'], ['语言', 'command:language']])
    await stop?.()
  })
  test('names too long for it are cut at a letter', async () => {
    const stop = await channelOf(wechat, { menu: true }).start?.(inletOf(async () => {}, { languages: ['it'], text: () => 'Permesso di soggiorno è' }))
    await expect.poll(() => wechat.menu()[0]?.name, { timeout: 10_000 }).toBe('Permesso di s…')
    await stop?.()
  })
  test('an account that may have none hears so once', async () => {
    wechat.faults.refuse(48001, { path: '/menu/create', times: 9 })
    const inlet = inletOf(async () => {})
    const stop = await channelOf(wechat, { menu: true }).start?.(inlet)
    await expect.poll(() => inlet.warned, { timeout: 10_000 }).toEqual(['the menu could not be made'])
    await stop?.()
    expect(wechat.count('/menu/create')).toBe(1)
  })
})
