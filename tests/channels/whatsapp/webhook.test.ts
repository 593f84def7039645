import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { NotNow, type RawResponse, type Webhook } from '../../../src/channels/channel.ts'
import { createWhatsApp } from '../../../src/channels/whatsapp/whatsapp.ts'
import { metaJson, signature } from '../../emulators/whatsapp/webhook.ts'
import { inletOf } from '../../support/channels.ts'

const SECRET = '0123456789abcdef0123456789abcdef'
const VERIFY = 'parola-di-prova-123'
const channel = createWhatsApp({ token: 'EAAG'.padEnd(30, 'x'), phoneNumberId: '1', appSecret: SECRET, verifyToken: VERIFY, apiRoot: 'http://127.0.0.1:9', template: null, fetch: globalThis.fetch, now: Date.now })
const hook = (method: string): Webhook => channel.webhooks?.find((w) => w.method === method) as Webhook
const inlet = inletOf(async () => {})

const post = (body: Buffer | string, given?: string): Promise<RawResponse> => hook('post').handle({ headers: given === undefined ? {} : { 'x-hub-signature-256': given }, query: {}, body: Buffer.from(body) }, inlet)
const signed = (body: Buffer | string) => post(body, signature(SECRET, Buffer.from(body)))
const notice = (text: string) => ({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { metadata: { phone_number_id: '1' }, messages: [{ id: 'wamid.1', from: '393331234567', timestamp: '1764000000', type: 'text', text: { body: text } }] } }] }] })

describe('the handshake', () => {
  const ask = (query: Record<string, unknown>) => hook('get').handle({ headers: {}, query, body: Buffer.alloc(0) }, inlet)
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY, 'hub.challenge': '1158201444' }
  test('gives the challenge back as plain text', async () => {
    expect(await ask(right)).toEqual({ status: 200, type: 'text/plain', body: '1158201444' })
  })
  test.each<[string, Record<string, unknown>]>([
    ['another word', { ...right, 'hub.verify_token': `${VERIFY}x` }], ['no word', { ...right, 'hub.verify_token': undefined }], ['two words', { ...right, 'hub.verify_token': [VERIFY, VERIFY] }],
    ['another mode', { ...right, 'hub.mode': 'unsubscribe' }], ['a challenge that is a page', { ...right, 'hub.challenge': '<script>' }], ['no challenge', { ...right, 'hub.challenge': undefined }], ['nothing', {}],
  ])('is refused with %s', async (_, query) => {
    expect(await ask(query)).toEqual({ status: 403 })
  })
})

describe('a signature', () => {
  test.each([['Chinese, escaped as Meta does', '我的居留 / 🪪'], ['Arabic', 'أريد تجديد الإقامة'], ['Italian', 'perché «così»?']])('is over the raw bytes: %s', async (_, text) => {
    const body = metaJson(notice(text))
    expect(body.every((byte) => byte < 0x80)).toBe(true)
    expect(await signed(body)).toEqual({ status: 200 })
    expect(await signed(JSON.stringify(notice(text)))).toEqual({ status: 200 })
  })
  const body = metaJson(notice('你好'))
  const right = signature(SECRET, body)
  test.each<[string, string | undefined]>([
    ['missing', undefined], ['empty', ''], ['of another body', signature(SECRET, Buffer.from('{}'))], ['with another secret', signature('x', body)], ['without its name', right.slice(7)],
    ['of the older kind', `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`], ['too short', right.slice(0, -2)], ['too long', `${right}00`], ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['over the same text written otherwise', signature(SECRET, Buffer.from(JSON.stringify(notice('你好'))))],
  ])('%s is refused', async (_, given) => {
    expect(await post(body, given)).toEqual({ status: 401 })
  })
  test('twice in one request is refused', async () => {
    expect(await hook('post').handle({ headers: { 'x-hub-signature-256': [right, right] }, query: {}, body }, inlet)).toEqual({ status: 401 })
  })
})

describe('what is signed', () => {
  test.each<[string, Buffer | string, number]>([
    ['nonsense', '{"object":', 400], ['null', 'null', 400], ['a list', '[]', 400], ['half a character', Buffer.from([0x7b, 0xe4, 0xbd]), 400], ['nothing', '', 400],
    ['of another product', '{"object":"page","entry":[]}', 200], ['of tomorrow', '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"hologram","value":{"你":"好"}}]}]}', 200], ['with nothing in it', '{"object":"whatsapp_business_account"}', 200],
  ])('%s', async (_, body, status) => {
    expect((await signed(body)).status).toBe(status)
  })
  test('but cannot be kept is refused, so that it comes again', async () => {
    const full = inletOf(async () => { throw new NotNow('disk full') })
    const body = metaJson(notice('你好'))
    await expect(hook('post').handle({ headers: { 'x-hub-signature-256': signature(SECRET, body) }, query: {}, body }, full)).rejects.toThrow(NotNow)
  })
  test('may have four megabytes', () => {
    expect(hook('post').limit).toBe(4 * 1024 * 1024)
  })
})
