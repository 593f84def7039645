import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatted } from './whatsapp/markup.ts'
import { type FakeUser, type FakeWhatsApp, startWhatsApp } from './whatsapp/index.ts'
import { signature } from './whatsapp/webhook.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are read here as a client reads them, field by field
type Json = any

let whatsapp: FakeWhatsApp
let li: FakeUser
const servers: Server[] = []
beforeEach(async () => {
  whatsapp = await startWhatsApp({ patience: 3000, retryMs: 5, templates: { pronta: { it: 'Pronta.', zh_CN: '好了。' } } })
  li = whatsapp.user({ name: '李伟', phone: '393331234567' })
  await li.say('你好')
})
afterEach(async () => {
  await whatsapp.stop()
  for (const server of servers.splice(0)) server.close()
})

const ask = async (path: string, init: RequestInit = {}): Promise<{ status: number; json: Json; code: number | undefined }> => {
  const { WHATSAPP_TOKEN: token, WHATSAPP_API_ROOT: root } = whatsapp.env
  const response = await fetch(`${root}/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as object) } })
  const json: Json = await response.json()
  return { status: response.status, json, code: json.error?.code }
}
const say = (body: object) => ask(`${whatsapp.env.WHATSAPP_PHONE_NUMBER_ID}/messages`, { method: 'POST', body: JSON.stringify({ messaging_product: 'whatsapp', to: '393331234567', ...body }) })
const words = (body: string) => ({ type: 'text', text: { body } })
const buttons = (titles: readonly string[], part: object = {}) => ({ type: 'interactive', interactive: { type: 'button', body: { text: '请选' }, action: { buttons: titles.map((title, i) => ({ type: 'reply', reply: { id: `m:${i}`, title } })) }, ...part } })
const list = (rows: readonly object[], button = '请选择') => ({ type: 'interactive', interactive: { type: 'list', body: { text: '请选' }, action: { button, sections: [{ rows }] } } })
const rows = (count: number, part: object = {}) => Array.from({ length: count }, (_, i) => ({ id: `m:${i}`, title: `${i} 居留`, ...part }))
const upload = (mime: string, bytes = 10) => {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), '文件')
  return ask(`${whatsapp.env.WHATSAPP_PHONE_NUMBER_ID}/media`, { method: 'POST', body: form })
}

/** A desk that has taken what was said before, and from then on answers with these, then with 200. */
async function desk(...statuses: readonly number[]): Promise<{ seen: { body: Json; raw: string; signed: boolean }[] }> {
  const seen: { body: Json; raw: string; signed: boolean }[] = []
  let isReady = false
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://desk')
    if (request.method === 'GET') return void response.end(searchParams.get('hub.challenge'))
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const raw = Buffer.concat(chunks)
      seen.push({ body: JSON.parse(raw.toString()), raw: raw.toString(), signed: request.headers['x-hub-signature-256'] === signature(whatsapp.env.WHATSAPP_APP_SECRET, raw) })
      response.writeHead((isReady && statuses[seen.length - 1]) || 200).end()
    })
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((done) => server.once('listening', done))
  await whatsapp.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`)
  await whatsapp.delivered()
  seen.length = 0
  isReady = true
  return { seen }
}
const messagesIn = (body: Json): Json[] => body.entry.flatMap((e: Json) => e.changes.flatMap((c: Json) => c.value.messages ?? []))
const statusesIn = (body: Json): Json[] => body.entry.flatMap((e: Json) => e.changes.flatMap((c: Json) => c.value.statuses ?? []))

describe('what it refuses, and with which code', () => {
  test.each<[string, object, number]>([
    ['too long a text', words('好'.repeat(4097)), 100], ['an empty text', words(' '), 100], ['a key that it does not know', { ...words('好'), parse_mode: 'HTML' }, 100], ['a type that it does not know', { type: 'poll' }, 100], ['nobody', { ...words('好'), to: undefined }, 131008],
    ['an id of the wrong form', { ...words('好'), to: undefined, recipient: '393331234567' }, 100], ['a group', { ...words('好'), recipient_type: 'user' }, 100],
    ['no button', buttons([]), 131009], ['four buttons', buttons(['一', '二', '三', '四']), 131009], ['a long label', buttons(['好'.repeat(21)]), 131009], ['two labels that read the same', buttons(['好', '好']), 131009], ['too long a text over buttons', buttons(['好'], { body: { text: '好'.repeat(1025) } }), 131009],
    ['no text over buttons', buttons(['好'], { body: undefined }), 131008], ['eleven rows', list(rows(11)), 131009], ['a long row', list(rows(1, { title: '好'.repeat(25) })), 131009], ['a long description', list(rows(1, { description: '好'.repeat(73) })), 131009], ['a long id', list(rows(1, { id: 'x'.repeat(201) })), 131009],
    ['two rows with one id', list([...rows(1), ...rows(1)]), 131009], ['a long opener', list(rows(1), '好'.repeat(21)), 131009], ['a picture that was never uploaded', { type: 'image', image: { id: '1' } }, 100],
    ['a template in another language', { type: 'template', template: { name: 'pronta', language: { code: 'ar' } } }, 132001], ['a template with parameters', { type: 'template', template: { name: 'pronta', language: { code: 'it' }, components: [{ type: 'body' }] } }, 132000],
  ])('%s', async (_, body, code) => {
    expect((await say(body)).code).toBe(code)
  })
  test.each<[string, string, number, number | undefined]>([['a calendar', 'text/calendar', 10, 100], ['a zip', 'application/zip', 10, 100], ['a large picture', 'image/jpeg', 5 * 1024 * 1024 + 1, 100], ['an empty file', 'application/pdf', 0, 100], ['a paper', 'application/pdf', 10, undefined]])('uploading %s', async (_, mime, bytes, code) => {
    expect((await upload(mime, bytes)).code).toBe(code)
  })
  test('another number’s id, another token, another path', async () => {
    expect((await ask('222222222/messages', { method: 'POST', body: '{}' })).json.error).toMatchObject({ code: 100, error_subcode: 33 })
    expect(await ask(whatsapp.env.WHATSAPP_PHONE_NUMBER_ID, { headers: { authorization: 'Bearer x' } })).toMatchObject({ status: 401, code: 190 })
    expect((await ask('me/accounts')).code).toBe(2500)
  })
  test('too many to one person in a short time', async () => {
    for (let i = 0; i < 45; i++) expect((await say(words(`${i}`))).status).toBe(200)
    expect((await say(words('还有'))).code).toBe(131056)
    whatsapp.clock.advance(6_000)
    expect((await say(words('还有'))).status).toBe(200)
  })
})

describe('what it takes, and says later', () => {
  test('sent, delivered, read: with the name that was given along', async () => {
    const { seen } = await desk()
    await say({ ...words('您好 🪪'), biz_opaque_callback_data: '12.0' })
    expect((await li.expect('您好')).text).toBe('您好 🪪')
    await li.read()
    await whatsapp.delivered()
    const told = seen.flatMap(({ body }) => statusesIn(body))
    expect(told.map((s) => [s.status, s.biz_opaque_callback_data])).toEqual([['sent', '12.0'], ['delivered', '12.0'], ['read', '12.0']])
  })
  test.each<[string, () => unknown, number]>([['a day after her last message', () => whatsapp.clock.advance(24 * 3_600_000), 131047], ['when she blocked the number', () => li.block(), 131026]])('%s it fails, without her contact', async (_, happens, code) => {
    const { seen } = await desk()
    await happens()
    expect((await say(words('您好'))).status).toBe(200)
    await expect.poll(() => seen.flatMap(({ body }) => statusesIn(body))).toMatchObject([{ status: 'failed', errors: [{ code }] }])
    expect(JSON.stringify(seen.at(-1)?.body)).not.toContain('contacts')
    await li.expectSilence(30)
  })
  test('an id where a number should be is taken, and reaches nobody', async () => {
    expect((await say({ ...words('您好'), to: li.person.userId })).status).toBe(200)
    await li.expectSilence(50)
    expect((await say({ ...words('您好'), to: undefined, recipient: li.person.userId })).json.contacts).toEqual([{ input: li.person.userId, user_id: li.person.userId }])
    await li.expect('您好')
  })
  test('a paper that is sent as a picture', async () => {
    const { seen } = await desk()
    const { json: { id } } = await upload('application/pdf')
    expect((await say({ type: 'image', image: { id } })).status).toBe(200)
    await expect.poll(() => seen.flatMap(({ body }) => statusesIn(body))).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }])
  })
  test('a template passes at any hour', async () => {
    whatsapp.clock.advance(48 * 3_600_000)
    await say({ type: 'template', template: { name: 'pronta', language: { code: 'zh_CN' } } })
    await li.expect('好了')
  })
})

describe('webhooks', () => {
  test('are signed over what is sent, escaped', async () => {
    const { seen } = await desk()
    await li.say('居留 / إقامة 🪪')
    await whatsapp.delivered()
    const last = seen.at(-1)
    expect([last?.signed, messagesIn(last?.body)[0].text.body]).toEqual([true, '居留 / إقامة 🪪'])
    expect(last?.raw).toMatch(/\\u5c45.*\\\//)
  })
  test('come again until they are taken', async () => {
    const { seen } = await desk(500, 503, 500)
    await li.say('还在吗')
    await whatsapp.delivered()
    expect(new Set(seen.flatMap(({ body }) => messagesIn(body).filter((m) => m.text.body === '还在吗').map((m) => m.id))).size).toBe(1)
    expect(whatsapp.answers.filter((status) => status !== 200)).toEqual([500, 503, 500])
  })
  test('come twice, or several in one request, last first', async () => {
    const { seen } = await desk()
    await whatsapp.delivered()
    const before = seen.length
    whatsapp.faults.deliveries.duplicate()
    await li.say('一')
    await whatsapp.delivered()
    whatsapp.faults.deliveries.collect(2, true)
    await li.say('二')
    await li.say('三')
    await whatsapp.delivered()
    expect(seen.slice(before).map(({ body }) => messagesIn(body).map((m) => m.text.body))).toEqual([['一'], ['一'], ['三', '二']])
  })
  test('show no number of somebody who hides it', async () => {
    const { seen } = await desk()
    const wang = whatsapp.user({ name: '王芳', username: 'wang', hidesPhone: true, phone: '393339999999' })
    await wang.say('你好')
    await wang.changeNumber('393338888888')
    await whatsapp.delivered()
    expect(JSON.stringify(seen)).not.toMatch(/39333(9999999|8888888)/)
    expect(messagesIn(seen.at(-1)?.body)).toMatchObject([{ type: 'system', system: { type: 'user_changed_user_id' } }])
  })
})

describe('her files', () => {
  test('have links that live five minutes, and want the token and a name', async () => {
    const { id } = whatsapp.world.media.offer(Buffer.from('照片'), 'image/jpeg')
    const { json } = await ask(id)
    const get = (headers: Record<string, string>) => fetch(json.url as string, { headers })
    const token = { authorization: `Bearer ${whatsapp.env.WHATSAPP_TOKEN}` }
    expect([(await get({ ...token, 'user-agent': 'x' })).status, (await get(token)).status, (await get({ 'user-agent': 'x' })).status]).toEqual([200, 403, 401])
    whatsapp.clock.advance(301_000)
    expect((await get({ ...token, 'user-agent': 'x' })).status).toBe(404)
  })
})

describe('what a phone makes of marks', () => {
  test.each<[string, string, number]>([
    ['*合计 46 €*', '合计 46 €', 1], ['5*3*2', '5*3*2', 0], ['a _b_ c', 'a b c', 1], ['表格*1和*2', '表格*1和*2', 0], ['*\u200b不 是*', '*\u200b不 是*', 0], ['https://x.it/_a_/b', 'https://x.it/_a_/b', 0], ['~مجاني~ 🪪', 'مجاني 🪪', 1], ['*两\n行*', '*两\n行*', 0],
  ])('%s', (text, seen, marks) => {
    expect(formatted(text)).toMatchObject({ text: seen, marked: { length: marks } })
  })
})
