import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decrypt, getSignature } from '@wecom/crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PNG } from '../support/bytes.ts'
import { type FakeUser, type FakeWeCom, startWeCom } from './wecom/index.ts'
import { read } from './wechat/xml.ts'

type Answer = Readonly<Record<string, unknown>>
const HOURS = 3_600_000

let wecom: FakeWeCom
let li: FakeUser
let token: string
let ids = 0
const closing: Server[] = []
beforeEach(async () => {
  wecom = await startWeCom({ attemptMs: 100, patience: 2000 })
  li = wecom.user({ nickname: '李伟' })
  token = String((await fresh()).access_token)
})
afterEach(async () => {
  for (const server of closing.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  await wecom.stop()
})

const post = async (path: string, body: unknown, by = token): Promise<Answer> => (await (await fetch(`${wecom.url}/cgi-bin/kf/${path}?access_token=${by}`, { method: 'POST', body: JSON.stringify(body) })).json()) as Answer
const fresh = async (part: Record<string, string> = {}): Promise<Answer> => (await (await fetch(`${wecom.url}/cgi-bin/gettoken?${new URLSearchParams({ corpid: wecom.corpId, corpsecret: wecom.secret, ...part })}`)).json()) as Answer
const send = (part: object, by?: string) => post('send_msg', { touser: li.id, open_kfid: wecom.kf, msgid: `m${++ids}`, ...part }, by)
const say = (content: string, part: object = {}) => send({ msgtype: 'text', text: { content }, ...part })
const click = (id: string, content: string) => ({ type: 'click', click: { id, content } })
const menu = (list: readonly object[], head = '请选') => send({ msgtype: 'msgmenu', msgmenu: { head_content: head, list } })
const sync = (part: object = {}) => post('sync_msg', { open_kfid: wecom.kf, token: wecom.log.token(), ...part })
const listOf = (answer: Answer) => answer.msg_list as readonly Answer[]
/** With which she can be greeted who came last. */
const codeOf = (answer: Answer) => (listOf(answer).at(-1)?.event as Answer | undefined)?.welcome_code
const state = async () => (await post('service_state/get', { open_kfid: wecom.kf, external_userid: li.id })).service_state
const trans = (service_state: number, servicer_userid?: string) => post('service_state/trans', { open_kfid: wecom.kf, external_userid: li.id, service_state, servicer_userid })
async function upload(type: string, bytes: Buffer, name = 'a.png'): Promise<Answer> {
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(bytes)]), name)
  return (await (await fetch(`${wecom.url}/cgi-bin/media/upload?access_token=${token}&type=${type}`, { method: 'POST', body: form })).json()) as Answer
}

/** A desk that answers as it is told, and remembers who knocked. */
async function desk(answer: (count: number) => number | null): Promise<{ body: string; query: URLSearchParams }[]> {
  const came: { body: string; query: URLSearchParams }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const query = new URL(request.url ?? '', 'http://x').searchParams
    if (request.method === 'GET') return void response.end(decrypt(wecom.aesKey, query.get('echostr') ?? '').message)
    came.push({ body, query })
    const status = answer(came.length)
    if (status !== null) response.writeHead(status).end('success')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(server)
  expect(await wecom.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toBe(true)
  return came
}

describe('the access token', () => {
  test('is the same while it lives, and another after two hours', async () => {
    expect((await fresh()).access_token).toBe(token)
    wecom.clock.advance(7_200_000)
    expect(await say('旧的')).toMatchObject({ errcode: 42001 })
    expect((await fresh()).access_token).not.toBe(token)
  })
  test.each<[string, Record<string, string>, number]>([['a wrong secret', { corpsecret: 'x' }, 40001], ['a wrong CorpID', { corpid: 'ww0' }, 40013]])('%s', async (_, part, errcode) => {
    expect(await fresh(part)).toMatchObject({ errcode })
  })
  test('one that was never given, and one that was made void', async () => {
    expect(await send({ msgtype: 'text', text: { content: '好' } }, 'stranger')).toMatchObject({ errcode: 40014 })
    wecom.faults.tokenExpired()
    expect(await say('好')).toMatchObject({ errcode: 40014 })
  })
})

describe('what may be sent', () => {
  test.each<[string, () => Promise<Answer>, number]>([
    ['a text', () => say('您好 👋🏽 مرحبا'), 0],
    ['a text of 2048 bytes', () => say(`${'家'.repeat(682)}xx`), 0],
    ['one more', () => say(`${'家'.repeat(682)}xxx`), 40058],
    ['nothing', () => say(''), 40058],
    ['ten choices', () => menu(Array.from({ length: 10 }, (_, i) => click(`${i}`, '续居留'))), 0],
    ['eleven', () => menu(Array.from({ length: 11 }, (_, i) => click(`${i}`, '续居留'))), 95008],
    ['a choice without a name', () => menu([click('', '续居留')]), 40058],
    ['a name of 65 bytes', () => menu([click('x'.repeat(65), '续居留')]), 40058],
    ['a label of 129 bytes', () => menu([click('1', 'x'.repeat(129))]), 40058],
    ['a head of 1025 bytes', () => menu([click('1', '好')], 'x'.repeat(1025)), 40058],
    ['a choice of no kind', () => menu([{ id: '1', content: '好' }]), 95009],
    ['a kind that it does not know', () => send({ msgtype: 'hologram', hologram: {} }), 40008],
    ['a file that it never had', () => send({ msgtype: 'image', image: { media_id: 'x' } }), 40007],
    ['an id with a dot', () => say('好', { msgid: '12.0' }), 40058],
    ['an id of 33 letters', () => say('好', { msgid: 'x'.repeat(33) }), 40058],
    ['to another account’s people', () => say('好', { open_kfid: 'wkOther' }), 95004],
    ['to nobody', () => say('好', { touser: 'wmNobody' }), 40003],
  ])('%s: %#', async (_, act, errcode) => {
    await li.say('你好')
    const answer = await act()
    expect(answer).toMatchObject({ errcode })
    expect(li.chat.filter((m) => m.who === 'desk')).toHaveLength(errcode === 0 ? 1 : 0)
  })
  test('an id is good once on the account; one that was refused is still good', async () => {
    await li.say('你好')
    expect(await say('', { msgid: 'once' })).toMatchObject({ errcode: 40058 })
    expect(await say('一', { msgid: 'once' })).toMatchObject({ errcode: 0, msgid: 'once' })
    expect(await say('一', { msgid: 'once' })).toMatchObject({ errcode: 40058 })
  })
  test.each<[string, string, Buffer, number]>([
    ['a photo', 'image', PNG, 0], ['a text as photo', 'image', Buffer.from('no photo'), 40004], ['a photo of three megabytes', 'image', Buffer.concat([PNG, Buffer.alloc(3_000_000)]), 40009],
    ['a voice', 'voice', Buffer.from('#!AMR\n你好'), 0], ['a PDF', 'file', Buffer.from('%PDF-1.7'), 0], ['a file of five bytes', 'file', Buffer.from('12345'), 40006], ['a kind of tomorrow', 'hologram', PNG, 40004],
  ])('%s goes up', async (_, type, bytes, errcode) => {
    const answer = await upload(type, bytes)
    expect(answer.errcode).toBe(errcode)
    if (errcode !== 0) return
    await li.say('你好')
    expect(await send({ msgtype: type, [type]: { media_id: answer.media_id } })).toMatchObject({ errcode: 0 })
    expect(li.chat.at(-1)).toMatchObject({ kind: type, text: 'a.png', bytes })
  })
})

describe('when something may be sent', () => {
  test('never before she wrote, five times after, and again when she writes again', async () => {
    expect(await say('太早')).toMatchObject({ errcode: 95013 })
    await li.say('你好')
    for (let i = 0; i < 5; i++) expect(await say(`${i}`)).toMatchObject({ errcode: 0 })
    expect(await say('第六条')).toMatchObject({ errcode: 95001 })
    await li.say('还有')
    expect(await say('第六条')).toMatchObject({ errcode: 0 })
  })
  test('not after two days', async () => {
    await li.say('你好')
    wecom.clock.advance(48 * HOURS + 1000)
    token = String((await fresh()).access_token)
    expect(await say('太晚')).toMatchObject({ errcode: 95002 })
  })
  test('whoever opens the chat can be greeted once, within twenty seconds, with words', async () => {
    await li.open('zh_permit-renewal')
    const [entered] = listOf(await sync())
    const code = entered && codeOf({ msg_list: [entered] })
    expect(entered).toMatchObject({ origin: 4, msgtype: 'event', event: { event_type: 'enter_session', open_kfid: wecom.kf, external_userid: li.id, scene_param: 'zh_permit-renewal' } })
    const greet = (part: object = {}) => post('send_msg_on_event', { code, msgid: `g${++ids}`, msgtype: 'text', text: { content: '您好' }, ...part })
    expect(await greet({ msgtype: 'image', image: {} })).toMatchObject({ errcode: 40008 })
    expect(await greet()).toMatchObject({ errcode: 0 })
    expect(await greet()).toMatchObject({ errcode: 40058 })
    expect(li.chat.map((m) => m.via)).toEqual(['welcome'])
    await li.open()
    expect(codeOf(await sync()), 'greeted two days long').toBeUndefined()
  })
  test('not twenty-one seconds later, and not where she already wrote', async () => {
    await li.open()
    const code = codeOf(await sync())
    wecom.clock.advance(21_000)
    expect(await post('send_msg_on_event', { code, msgtype: 'text', text: { content: '您好' } })).toMatchObject({ errcode: 40058 })
    const wang = wecom.user({ nickname: '王芳' })
    await wang.say('你好')
    await wang.open()
    expect(codeOf(await sync())).toBeUndefined()
  })
  test('what a person in WeCom has the API may not answer, until she writes after its end', async () => {
    expect(await state()).toBe(4)
    await li.say('你好')
    expect(await state()).toBe(0)
    expect(await trans(3, 'stranger')).toMatchObject({ errcode: 40058 })
    expect(await trans(3, 'anna')).toMatchObject({ errcode: 0 })
    expect(await say('我')).toMatchObject({ errcode: 95018 })
    expect(await trans(1)).toMatchObject({ errcode: 40058 })
    li.person.say('我是安娜 🙋')
    li.person.end()
    expect(await say('我')).toMatchObject({ errcode: 95013 })
    await li.say('还有问题')
    expect(await say('我')).toMatchObject({ errcode: 0 })
  })
})

describe('what she did', () => {
  test('stands in its order, page by page, behind a cursor', async () => {
    for (const text of ['一', 'اثنان', '三 🪪']) await li.say(text)
    const first = await sync({ limit: 2 })
    expect([listOf(first).map((m) => (m.text as Answer).content), first.has_more]).toEqual([['一', 'اثنان'], 1])
    const second = await sync({ cursor: first.next_cursor })
    expect([listOf(second).map((m) => (m.text as Answer).content), second.has_more]).toEqual([['三 🪪'], 0])
    expect(await sync({ cursor: second.next_cursor })).toMatchObject({ next_cursor: second.next_cursor, has_more: 0, msg_list: [] })
  })
  test('for three days', async () => {
    await li.say('旧')
    wecom.clock.advance(72 * HOURS + 1000)
    token = String((await fresh()).access_token)
    await li.say('新')
    expect(listOf(await sync()).map((m) => (m.text as Answer).content)).toEqual(['新'])
  })
  test('what the desk sent is not among it, what a person in WeCom wrote is', async () => {
    await li.say('你好')
    await say('我们的回答')
    await trans(3, 'anna')
    li.person.say('我来')
    expect(listOf(await sync()).map((m) => m.origin)).toEqual([3, 5])
  })
  test.each<[string, object, number]>([['a token of nobody', { token: 'x' }, 95007], ['a cursor of nobody', { cursor: 'x' }, 40058], ['more than a thousand', { limit: 1001 }, 40058], ['another account', { open_kfid: 'wkOther' }, 95004]])('%s', async (_, part, errcode) => {
    expect(await sync(part)).toMatchObject({ errcode })
  })
  test('a token is good for ten minutes; without one it may be asked only now and then', async () => {
    const old = wecom.log.token()
    wecom.clock.advance(601_000)
    expect(await sync({ token: old })).toMatchObject({ errcode: 95007 })
    const codes = []
    for (let i = 0; i < 12; i++) codes.push((await sync({ token: undefined })).errcode)
    expect(codes).toContain(45009)
  })
  test('a message that she refuses is taken, and said to have failed', async () => {
    await li.say('你好')
    await li.block()
    expect(await say('好', { msgid: 'lost' })).toMatchObject({ errcode: 0 })
    expect(listOf(await sync()).at(-1)).toMatchObject({ event: { event_type: 'msg_send_fail', fail_msgid: 'lost', fail_type: 10 } })
    expect(li.chat.filter((m) => m.who === 'desk')).toEqual([])
  })
})

describe('the knock', () => {
  test('is encrypted for the organisation and signed, and says only that there is something', async () => {
    const came = await desk(() => 200)
    await li.say('秘密 🤫')
    await wecom.settled()
    const { body, query } = came[0] as (typeof came)[number]
    const secret = read(body)?.Encrypt ?? ''
    expect(query.get('msg_signature')).toBe(getSignature(wecom.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', secret))
    const { message, id } = decrypt(wecom.aesKey, secret)
    expect([id, read(message)]).toEqual([wecom.corpId, expect.objectContaining({ MsgType: 'event', Event: 'kf_msg_or_event', OpenKfId: wecom.kf, Token: expect.any(String) })])
    expect(message).not.toContain('秘密')
  })
  test.each<[string, (count: number) => number | null, number]>([['a good answer', () => 200, 1], ['an error, then a good one', (n) => (n === 1 ? 500 : 200), 2], ['never an answer', () => null, 3]])('%s', async (_, answer, times) => {
    const came = await desk(answer)
    await li.say('你好')
    await wecom.settled()
    expect(came).toHaveLength(times)
  })
  test('comes twice, or not at all, when it is told to', async () => {
    const came = await desk(() => 200)
    wecom.faults.deliveries.duplicate = 1
    await li.say('一')
    await wecom.settled()
    wecom.faults.deliveries.silent = 1
    await li.say('二')
    await wecom.settled()
    expect(came).toHaveLength(2)
  })
})

test.each<[string, () => void, (answer: Promise<Response>) => Promise<unknown>]>([
  ['a refusal', () => wecom.faults.refuse(60020), async (a) => expect(await (await a).json()).toMatchObject({ errcode: 60020 })],
  ['a page', () => wecom.faults.htmlError(502), async (a) => expect((await a).status).toBe(502)],
  ['an answer that is cut', () => wecom.faults.badJson(), async (a) => expect((await a).json()).rejects.toThrow()],
  ['a cut line', () => wecom.faults.reset('after'), async (a) => expect(a).rejects.toThrow()],
])('a fault: %s', async (_, arm, look) => {
  await li.say('你好')
  arm()
  await look(fetch(`${wecom.url}/cgi-bin/kf/send_msg?access_token=${token}`, { method: 'POST', body: JSON.stringify({ touser: li.id, open_kfid: wecom.kf, msgtype: 'text', text: { content: '好' } }) }))
})
