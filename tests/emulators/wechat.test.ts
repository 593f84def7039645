import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PNG } from '../support/bytes.ts'
import { type FakeUser, type FakeWeChat, startWeChat } from './wechat/index.ts'
import { written } from './wechat/xml.ts'

type Answer = Readonly<Record<string, unknown>>

let wechat: FakeWeChat
let li: FakeUser
let token: string
const closing: Server[] = []
beforeEach(async () => {
  wechat = await startWeChat({ safe: false, attemptMs: 100, patience: 2000, templates: [{ id: 'T1', title: '通知', content: '{{thing1.DATA}} {{phrase2.DATA}} {{time3.DATA}}' }] })
  li = wechat.user({ nickname: '李伟' })
  li.grants.wrote()
  token = String((await fresh()).access_token)
})
afterEach(async () => {
  for (const server of closing.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await wechat.stop()
})

const post = async (path: string, body: unknown, by = token): Promise<Answer> => (await (await fetch(`${wechat.url}${path}?access_token=${by}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })).json()) as Answer
const fresh = (force = false, part: object = {}): Promise<Answer> => post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: wechat.appId, secret: wechat.secret, force_refresh: force, ...part })
const send = (part: object, by?: string) => post('/cgi-bin/message/custom/send', { touser: li.openid, ...part }, by)
const say = (content: string, by?: string) => send({ msgtype: 'text', text: { content } }, by)
const menu = (items: readonly object[], head = '请选') => send({ msgtype: 'msgmenu', msgmenu: { head_content: head, list: items, tail_content: '' } })

/** A desk that answers as it is told, and remembers what came. */
async function desk(answer: (body: string, count: number) => string | number | null): Promise<string[]> {
  const came: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    if (request.method === 'POST') came.push(body)
    const said = request.method === 'GET' ? (new URL(request.url ?? '', 'http://x').searchParams.get('echostr') ?? '') : answer(body, came.length)
    if (typeof said === 'number') response.writeHead(said).end()
    else if (said !== null) response.end(said)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(server)
  expect(await wechat.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toBe(true)
  return came
}
const reply = (part: object = {}) => written({ ToUserName: li.openid, FromUserName: wechat.original, CreateTime: 1_764_000_000, MsgType: 'text', Content: '您好 👋', ...part })

describe('the access token', () => {
  test('is the same while it lives, and the next one five minutes before its end', async () => {
    expect((await fresh()).access_token).toBe(token)
    wechat.clock.advance(6_950_000)
    expect((await fresh()).access_token).not.toBe(token)
    expect(await say('两个都有效')).toMatchObject({ errcode: 0 })
    wechat.clock.advance(300_000)
    li.grants.wrote()
    expect(await say('旧的', token)).toMatchObject({ errcode: 42001 })
  })
  test('forced, voids the one before, and not twice in thirty seconds', async () => {
    const next = String((await fresh(true)).access_token)
    expect(await say('旧的')).toMatchObject({ errcode: 40001 })
    expect(await say('新的', next)).toMatchObject({ errcode: 0 })
    expect(await fresh(true)).toMatchObject({ errcode: 45011 })
  })
  test.each<[string, object, number]>([['a wrong AppID', { appid: 'wx0' }, 40013], ['a wrong secret', { secret: 'x' }, 40125]])('%s', async (_, part, errcode) => {
    expect(await fresh(false, part)).toMatchObject({ errcode })
  })
  test('missing', async () => {
    expect(await say('好', '')).toMatchObject({ errcode: 41001 })
  })
})

describe('what it refuses to send', () => {
  const item = (i: number, part: object = {}) => ({ id: `m:${i}`, content: `选项${i}`, ...part })
  test.each<[string, () => Promise<Answer>, number]>([
    ['a text of 2049 bytes', () => say(`${'好'.repeat(682)}abc`), 45002],
    ['an empty text', () => say(' \n'), 44004],
    ['no JSON', () => post('/cgi-bin/message/custom/send', '{'), 47001],
    ['nobody', () => send({ touser: 'oNOBODY', msgtype: 'text', text: { content: '好' } }), 40003],
    ['an unknown kind', () => send({ msgtype: 'sticker', sticker: {} }), 40008],
    ['a text that is no object', () => send({ msgtype: 'text', text: '好' }), 47001],
    ['seven choices', () => menu(Array.from({ length: 7 }, (_, i) => item(i))), 45098],
    ['no choice', () => menu([]), 45098],
    ['a choice with too long an id', () => menu([item(1, { id: 'x'.repeat(65) })]), 45098],
    ['a choice with too long a label', () => menu([item(1, { content: '居'.repeat(43) })]), 45098],
    ['a menu of more than 2048 bytes', () => menu([item(1)], '好'.repeat(682)), 45002],
    ['a picture that was never uploaded', () => send({ msgtype: 'image', image: { media_id: 'x' } }), 40007],
    ['a template that there is not', () => post('/cgi-bin/message/template/send', { touser: li.openid, template_id: 'T9', data: {} }), 40037],
    ['a phrase that is not Chinese', () => template({ phrase2: 'pronto' }), 47003],
    ['a thing of 21 letters', () => template({ thing1: 'x'.repeat(21) }), 47003],
    ['a time that is none', () => template({ time3: 'domani' }), 47003],
    ['a field left out', () => template({ thing1: undefined }), 47003],
    ['four columns of a menu', () => post('/cgi-bin/menu/create', { button: Array.from({ length: 4 }, () => ({ type: 'click', name: '居留', key: 'k' })) }), 40016],
    ['a name of 17 bytes', () => post('/cgi-bin/menu/create', { button: [{ type: 'click', name: '居留居留居留', key: 'k' }] }), 40018],
    ['a key of 129 bytes', () => post('/cgi-bin/menu/create', { button: [{ type: 'click', name: '居留', key: 'k'.repeat(129) }] }), 40019],
    ['a path that there is not', () => post('/cgi-bin/unknown', {}), 48001],
  ])('%s', async (_, act, errcode) => {
    expect(await act()).toMatchObject({ errcode })
    expect(li.chat).toEqual([])
  })
  const template = (part: object) => post('/cgi-bin/message/template/send', { touser: li.openid, template_id: 'T1', data: Object.fromEntries(Object.entries({ thing1: '您的答复', phrase2: '已回复', time3: '2026-11-24 14:30', ...part }).map(([name, value]) => [name, { value }])) })

  test('an upload that is no picture, and one that is', async () => {
    const upload = async (bytes: Buffer) => {
      const form = new FormData()
      form.set('media', new Blob([new Uint8Array(bytes)]), 'a.png')
      return (await (await fetch(`${wechat.url}/cgi-bin/media/upload?access_token=${token}&type=image`, { method: 'POST', body: form })).json()) as Answer
    }
    expect(await upload(Buffer.from('%PDF'))).toMatchObject({ errcode: 40005 })
    expect(await send({ msgtype: 'image', image: { media_id: (await upload(PNG)).media_id } })).toMatchObject({ errcode: 0 })
    expect(li.chat.at(-1)?.bytes).toEqual(PNG)
  })
})

describe('how much it lets through', () => {
  test('five after a message, for two days', async () => {
    for (let i = 0; i < 5; i++) expect(await say(`${i}`)).toMatchObject({ errcode: 0 })
    expect(await say('6')).toMatchObject({ errcode: 45047 })
    li.grants.wrote()
    wechat.clock.advance(48 * 3_600_000)
    token = String((await fresh()).access_token)
    expect(await say('太晚')).toMatchObject({ errcode: 45015 })
  })
  test('three in a minute after an event', async () => {
    const ana = wechat.user({ nickname: 'Ana' })
    ana.grants.acted()
    for (let i = 0; i < 3; i++) expect(await send({ touser: ana.openid, msgtype: 'text', text: { content: '好' } })).toMatchObject({ errcode: 0 })
    expect(await send({ touser: ana.openid, msgtype: 'text', text: { content: '好' } })).toMatchObject({ errcode: 45047 })
  })
  test('nothing to whom left', async () => {
    await desk(() => 'success')
    await li.unfollow()
    expect(await say('好')).toMatchObject({ errcode: 43004 })
  })
  test('nothing at all from an account that is not verified', async () => {
    const humble = await startWeChat({ kind: 'subscription-unverified' })
    const { access_token: by } = (await (await fetch(`${humble.url}/cgi-bin/stable_token`, { method: 'POST', body: JSON.stringify({ grant_type: 'client_credential', appid: humble.appId, secret: humble.secret }) })).json()) as { access_token: string }
    for (const path of ['message/custom/send', 'menu/create', 'message/template/send', 'media/get']) expect(await (await fetch(`${humble.url}/cgi-bin/${path}?access_token=${by}`, { method: 'POST', body: '{}' })).json()).toMatchObject({ errcode: 48001 })
    await humble.stop()
  })
})

describe('what she sees of an answer to her own message', () => {
  test.each<[string, () => string | number | null, string | null]>([
    ['success', () => 'success', null],
    ['nothing', () => '', null],
    ['a text', () => reply(), '您好 👋'],
    ['a text to somebody else', () => reply({ ToUserName: 'oOTHER' }), '故障'],
    ['a text that is too long', () => reply({ Content: '好'.repeat(683) }), '故障'],
    ['an empty text', () => reply({ Content: '' }), '故障'],
    ['a text without a time', () => reply({ CreateTime: 'now' }), '故障'],
    ['JSON', () => '{"errcode":0}', '故障'],
    ['XML that is cut', () => reply().slice(0, -3), '故障'],
    ['an error, three times', () => 500, '故障'],
    ['no answer, three times', () => null, '故障'],
  ])('%s', async (_, answer, seen) => {
    await desk(answer)
    await li.say('你好')
    expect(li.chat.filter((m) => m.who !== 'she').map((m) => m.text)).toEqual(seen === null ? [] : [expect.stringContaining(seen)])
  })
  test('a message comes three times at most, always with the same number', async () => {
    const came = await desk((_, count) => (count < 3 ? null : reply()))
    await li.say('你好')
    expect(new Set(came.map((body) => /<MsgId><!\[CDATA\[(\d+)/.exec(body)?.[1])).size).toBe(1)
    expect([came.length, li.chat.at(-1)?.via]).toEqual([3, 'passive'])
  })
  test('in safe mode an answer in the clear is none', async () => {
    await wechat.stop()
    wechat = await startWeChat({ safe: true, attemptMs: 100 })
    li = wechat.user({ nickname: '李伟' })
    const came = await desk(() => reply())
    await li.say('你好')
    expect(came[0]).not.toContain('你好')
    expect(li.chat.at(-1)?.who).toBe('wechat')
  })
})

describe('what can go wrong on purpose', () => {
  test.each<[string, () => void, number]>([
    ['taken, and never answered', () => wechat.faults.timeoutAfterAccept(), 1], ['cut before', () => wechat.faults.reset('before'), 0], ['cut after', () => wechat.faults.reset('after'), 1],
    ['half an answer', () => wechat.faults.badJson(), 1], ['a page', () => wechat.faults.htmlError(), 0], ['a server error', () => wechat.faults.serverError(), 0],
  ])('%s', async (_, arm, seen) => {
    arm()
    await expect(fetch(`${wechat.url}/cgi-bin/message/custom/send?access_token=${token}`, { method: 'POST', body: JSON.stringify({ touser: li.openid, msgtype: 'text', text: { content: '好' } }), signal: AbortSignal.timeout(200) }).then((r) => r.json())).rejects.toThrow()
    expect(li.chat).toHaveLength(seen)
    expect(await say('再来')).toMatchObject({ errcode: 0 })
  })
})
