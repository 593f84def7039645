import { encrypt, getSignature } from '@wecom/crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { type FakeWeCom, startWeCom } from '../../emulators/wecom/index.ts'
import { inletOf } from '../../support/channels.ts'
import { channelOf, knockable } from '../../support/wecom.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

type Knock = { readonly query: Record<string, string>; readonly body: string | Uint8Array }

async function account(): Promise<{ wecom: FakeWeCom; url: string }> {
  const wecom = await startWeCom()
  const { url, close } = await knockable(channelOf(wecom), inletOf(async () => {}))
  closing.push(wecom.stop, close)
  await expect.poll(() => wecom.count('/sync_msg')).toBe(1)
  return { wecom, url }
}
const xml = (part: Record<string, string> = {}): string => `<xml>${Object.entries({ ToUserName: 'ww1', CreateTime: '1764000000', MsgType: 'event', Event: 'kf_msg_or_event', Token: 'ENCx', OpenKfId: 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw', ...part }).map(([k, v]) => `<${k}><![CDATA[${v}]]></${k}>`).join('')}</xml>`
const sign = ({ token }: FakeWeCom, secret: string, by = token): Record<string, string> => ({ timestamp: '1764000000', nonce: '42', msg_signature: getSignature(by, '1764000000', '42', secret) })
const sealed = (wecom: FakeWeCom, inner: string, { corp = wecom.corpId, by = wecom.token, key = wecom.aesKey } = {}): Knock => {
  const secret = encrypt(key, inner, corp)
  return { query: sign(wecom, secret, by), body: `<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[${secret}]]></Encrypt><AgentID></AgentID></xml>` }
}

describe('who may knock', () => {
  test.each<[string, (wecom: FakeWeCom) => Knock, number, number]>([
    ['WeCom', (w) => sealed(w, xml({ Token: w.log.token() })), 200, 2],
    ['in the clear', () => ({ query: {}, body: xml() }), 403, 1],
    ['with another token', (w) => sealed(w, xml(), { by: 'other' }), 403, 1],
    ['with another key', (w) => sealed(w, xml(), { key: 'B'.repeat(43) }), 403, 1],
    ['for another organisation', (w) => sealed(w, xml(), { corp: 'wwother0000000000' }), 403, 1],
    ['with a signature over something else', (w) => ({ ...sealed(w, xml()), query: sealed(w, '<xml/>').query }), 403, 1],
    ['with a signature that is a list', (w) => ({ ...sealed(w, xml()), query: { 'msg_signature[]': 'a', timestamp: '1', nonce: '2' } }), 403, 1],
    ['without XML', (w) => ({ ...sealed(w, ''), body: '{}' }), 400, 1],
    ['without XML inside', (w) => sealed(w, '你好'), 400, 1],
    ['with half a character', (w) => ({ ...sealed(w, ''), body: new Uint8Array([0x3c, 0xe4, 0xbd]) }), 400, 1],
    ['with a document type inside', (w) => sealed(w, `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml()}`), 400, 1],
    ['with too much', (w) => ({ ...sealed(w, ''), body: 'x'.repeat(70_000) }), 413, 1],
    ['for another account', (w) => sealed(w, xml({ OpenKfId: 'wkOther' })), 200, 1],
    ['with something else', (w) => sealed(w, xml({ Event: 'change_contact' })), 200, 1],
  ])('%s', async (_, of, status, questions) => {
    const { wecom, url } = await account()
    const { query, body } = of(wecom)
    const answer = await fetch(`${url}?${new URLSearchParams(query)}`, { method: 'POST', body: body as never })
    expect([answer.status, await answer.text()]).toEqual([status, status === 200 ? 'success' : ''])
    await expect.poll(() => wecom.count('/sync_msg')).toBe(questions)
  })
  test('before the desk has begun: it is told so later, by asking', async () => {
    const wecom = await startWeCom()
    closing.push(wecom.stop)
    const [, knocks] = channelOf(wecom).webhooks ?? []
    const { query, body } = sealed(wecom, xml())
    expect(await knocks?.handle({ headers: {}, query, body: Buffer.from(body as string) }, inletOf(async () => {}))).toMatchObject({ status: 200 })
  })
})

describe('whether the address is ours', () => {
  test('is answered with what WeCom encrypted', async () => {
    const { wecom, url } = await account()
    expect(await wecom.connect(url)).toBe(true)
  })
  test.each<[string, (wecom: FakeWeCom) => Record<string, string>]>([
    ['without anything', () => ({})],
    ['in the clear', (w) => ({ ...sign(w, '7'), echostr: '7' })],
    ['with another token', (w) => ((secret) => ({ ...sign(w, secret, 'other'), echostr: secret }))(encrypt(w.aesKey, '7', w.corpId))],
    ['for another organisation', (w) => ((secret) => ({ ...sign(w, secret), echostr: secret }))(encrypt(w.aesKey, '7', 'wwother'))],
  ])('is not proved to a stranger: %s', async (_, query) => {
    const { wecom, url } = await account()
    const answer = await fetch(`${url}?${new URLSearchParams(query(wecom))}`)
    expect([answer.status, await answer.text()]).toEqual([403, ''])
  })
})
