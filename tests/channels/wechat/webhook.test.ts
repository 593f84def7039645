import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { encrypt, getSignature } from '@wecom/crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { type Accepted, type Channel, type Failed, type Incoming, type Inlet, type Kept, NotNow, type Part } from '../../../src/channels/channel.ts'
import { createExchanges } from '../../../src/channels/wechat/exchanges.ts'
import { type FakeUser, type FakeWeChat, startWeChat, type WeChatOptions } from '../../emulators/wechat/index.ts'
import { inletOf, recipientOf, sendingOf } from '../../support/channels.ts'
import { channelOf, knockable } from '../../support/wechat.ts'

type Receive = (message: Incoming) => Promise<Partial<Kept> | undefined>
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const text = (words: string, labels: readonly string[] = []): Part => ({ kind: 'text', text: words, buttons: labels.map((label, i) => ({ id: `m1.1:o${i}`, label })), list: null })

/** An account in front of a desk that does what the test says. */
async function account(receive: Receive, options: WeChatOptions & { readonly budget?: number } = {}, part: Partial<Inlet> = {}): Promise<{ wechat: FakeWeChat; channel: Channel; url: string; li: FakeUser; send: (part: Part, more?: boolean, to?: FakeUser) => Promise<Accepted | Failed> }> {
  const wechat = await startWeChat({ patience: 3000, ...options })
  const channel = channelOf(wechat, { budget: options.budget ?? 2000 })
  const { url, close } = await knockable(channel, inletOf(receive, part))
  closing.push(wechat.stop, close)
  if (!(await wechat.connect(url))) throw new Error('The address was not verified')
  const li = wechat.user({ nickname: '李伟' })
  return { wechat, channel, url, li, send: (what, more = false, to = li) => channel.send(recipientOf('wechat', wechat.appId, to.openid), what, sendingOf({ more, text: (key) => (key === 'channels:more' ? '回复“继续”看下文。' : key) })) }
}

describe('who may knock', () => {
  const xml = (inner = '<Content><![CDATA[您好]]></Content>') => `<xml><ToUserName><![CDATA[gh_3a1b2c4d5e6f]]></ToUserName><FromUserName><![CDATA[oABCD1234]]></FromUserName><CreateTime>1764000000</CreateTime><MsgType><![CDATA[text]]></MsgType>${inner}<MsgId>1</MsgId></xml>`
  const sha1 = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest('hex')
  type Knock = { readonly query: Record<string, string>; readonly body: string | Buffer }
  const clear = ({ token }: FakeWeChat, body: string | Buffer): Knock => ({ query: { timestamp: '1764000000', nonce: '42', signature: sha1(token, '1764000000', '42') }, body })
  const sealed = (wechat: FakeWeChat, inner: string, appId = wechat.appId): Knock => {
    const secret = encrypt(wechat.aesKey as string, inner, appId)
    const { query } = clear(wechat, '')
    return { query: { ...query, encrypt_type: 'aes', msg_signature: getSignature(wechat.token, '1764000000', '42', secret) }, body: `<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[${secret}]]></Encrypt></xml>` }
  }
  const knock = (url: string, { query, body }: Knock) => fetch(`${url}?${new URLSearchParams(query)}`, { method: 'POST', body: body as never })
  const DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

  test.each<[string, boolean, (wechat: FakeWeChat) => Knock, number, number]>([
    ['WeChat, encrypted', true, (w) => sealed(w, xml()), 200, 1],
    ['WeChat, in the clear', false, (w) => clear(w, xml()), 200, 1],
    ['in the clear, where messages are encrypted', true, (w) => clear(w, xml()), 403, 0],
    ['both at once: only what is encrypted counts', true, (w) => ({ ...sealed(w, xml()), body: xml('<Content>forged</Content>') }), 403, 0],
    ['nobody', false, () => ({ query: {}, body: xml() }), 403, 0],
    ['another token', false, (w) => ({ ...clear(w, xml()), query: { ...clear(w, '').query, signature: sha1('other', '1764000000', '42') } }), 403, 0],
    ['a signature that is a list', false, (w) => ({ ...clear(w, xml()), query: { 'signature[]': 'a', timestamp: '1', nonce: '2' } }), 403, 0],
    ['a signature over something else', true, (w) => ({ ...sealed(w, xml()), query: sealed(w, '<xml/>').query }), 403, 0],
    ['another account’s AppID inside', true, (w) => sealed(w, xml(), 'wxother0000000000'), 403, 0],
    ['half a character', false, (w) => clear(w, Buffer.from([0x3c, 0xe4, 0xbd])), 400, 0],
    ['no XML', true, (w) => ({ ...sealed(w, ''), body: '{}' }), 400, 0],
    ['no XML inside', true, (w) => sealed(w, 'hello'), 400, 0],
    ['a document type', false, (w) => clear(w, `${DOCTYPE}${xml('<Content>&e;</Content>')}`), 400, 0],
    ['a document type inside', true, (w) => sealed(w, `${DOCTYPE}${xml('<Content>&e;</Content>')}`), 400, 0],
    ['too much', false, (w) => clear(w, Buffer.alloc(300 * 1024, 'x')), 413, 0],
    ['something of tomorrow', false, (w) => clear(w, xml().replace('[text]', '[hologram]')), 200, 0],
    ['an event of tomorrow', true, (w) => sealed(w, xml('<Event>dream</Event>').replace('[text]', '[event]')), 200, 0],
    ['a message for another account', true, (w) => sealed(w, xml().replace('gh_3a1b2c4d5e6f', 'gh_other')), 200, 0],
  ])('%s', async (_, safe, of, status, received) => {
    const heard: Incoming[] = []
    const { wechat, url } = await account(async (m) => void heard.push(m) as undefined, { safe })
    const answer = await knock(url, of(wechat))
    expect([answer.status, await answer.text(), heard.length]).toEqual([status, status === 200 ? 'success' : '', received])
  })
  test.each([[{}], [{ signature: 'x', timestamp: '1', nonce: '2', echostr: '7' }]])('the address is not proved to a stranger: %o', async (query) => {
    const { url } = await account(async () => undefined)
    expect((await fetch(`${url}?${new URLSearchParams(query as Record<string, string>)}`)).status).toBe(403)
  })
  test('a request that is played again later is the same message to the desk', async () => {
    const ids: unknown[] = []
    const { wechat, url } = await account(async (m) => void ids.push(m.externalId) as undefined, { safe: false })
    for (let i = 0; i < 2; i++) await knock(url, clear(wechat, xml()))
    expect(new Set(ids)).toEqual(new Set(['1']))
  })
})

describe.each([['encrypted', true], ['in the clear', false]] as const)('an answer that rides on her own request, %s', (_, safe) => {
  test.each(['您好 👋🏽', 'مرحبا ١٢٣', '<b>&amp;</b> ]]> ]]]]> 46,00 €', '家'.repeat(682), 'ok\u0007\uffff'])('«%s» arrives as it was written, and is free', async (words) => {
    const { li, send, wechat } = await account(async () => {
      void send(text(words)).then((a) => answers.push(a))
      return { answers: true }
    }, { safe })
    const answers: object[] = []
    await li.say('你好')
    expect((await li.expect(() => true)).text).toBe(words.replace(/[\u0007\uffff]/g, ''))
    await expect.poll(() => answers).toEqual([{ kind: 'accepted', externalId: null, free: true }])
    expect(wechat.requests).toEqual([])
  })
})

describe('the five seconds', () => {
  test('nothing is on its way to her: the request ends at once', async () => {
    const { li } = await account(async () => ({ answers: false }), { budget: 60_000 })
    await li.say('谢谢')
    await li.expectSilence(50)
  })
  test('an answer that is late goes by itself', async () => {
    const { li, send } = await account(async () => ({ answers: true }), { budget: 50 })
    await li.say('慢')
    await li.expectSilence(20)
    expect(await send(text('想好了 💡'))).toEqual({ kind: 'accepted', externalId: null })
    expect(await li.expect('想好了')).toMatchObject({ via: 'service' })
  })
  test('choices cannot ride: they go by themselves, and her request does not wait for them', async () => {
    const { li, send } = await account(async () => {
      setTimeout(() => void send(text('请选', ['续居留', 'الإقامة'])), 10)
      return { answers: true }
    }, { budget: 60_000 })
    await li.say('你好')
    expect(await li.expect('请选')).toMatchObject({ via: 'service', kind: 'menu' })
  })
  test('of two messages the first rides, the second follows', async () => {
    const { li, send } = await account(async () => {
      void send(text('一'), true).then(() => send(text('二')))
      return { answers: true }
    })
    await li.say('你好')
    expect((await li.expect('二')).via).toBe('service')
    expect(li.chat.map((m) => m.via)).toContain('passive')
  })
  test('each of two people gets her own', async () => {
    const { li, wechat, send } = await account(async (m) => {
      void send(text(`给${m.from.address}`), false, m.from.address === li.openid ? li : ana)
      return { answers: true }
    })
    const ana = wechat.user({ nickname: 'Ana' })
    await Promise.all([li.say('1'), ana.say('2')])
    expect([(await li.expect('给')).text, (await ana.expect('给')).text]).toEqual([`给${li.openid}`, `给${ana.openid}`])
  })
  test('nothing is confirmed before it is kept, however long that takes: the attempts share one turn, and one answer', async () => {
    const turns: unknown[] = []
    const { li, send } = await account(async (m) => {
      turns.push(m.externalId)
      await pause(1350)
      void send(text('保存好了 ✅'))
      return { answers: true }
    }, { attemptMs: 600, budget: 450 })
    await li.say('你好')
    await li.expect('保存好了')
    expect([turns.length, li.chat.filter((m) => m.who !== 'she').length]).toEqual([1, 1])
  })
  test('an answer that was lost on the way is given again to the next attempt', async () => {
    const turns: unknown[] = []
    const { li, send, wechat } = await account(async () => {
      turns.push(1)
      void send(text('再说一遍 🔁'))
      return { answers: true }
    }, { attemptMs: 500 })
    wechat.faults.deliveries.lost = 1
    await li.say('你好')
    await li.expect('再说一遍')
    expect([turns.length, li.chat.filter((m) => m.who === 'account').length]).toEqual([1, 1])
  })
  test('the same message twice is one turn and one answer', async () => {
    const turns: unknown[] = []
    const { li, send, wechat } = await account(async () => {
      turns.push(1)
      void send(text('只一次'))
      return { answers: true }
    })
    wechat.faults.deliveries.duplicate = 1
    await li.say('你好')
    expect([turns.length, li.chat.filter((m) => m.who === 'account').length]).toEqual([1, 1])
  })
  test.each<[string, () => Error]>([['the database is away', () => new NotNow(new Error('full'))], ['a turn breaks', () => new Error('bad')]])('%s: the platform brings it again', async (_, error) => {
    let tries = 0
    const { li, send } = await account(async () => {
      tries += 1
      if (tries === 1) throw error()
      void send(text('现在好了'))
      return { answers: true }
    }, { attemptMs: 500 })
    await li.say('你好')
    await li.expect('现在好了')
    expect(tries).toBe(2)
  })
  test('where nothing can be kept WeChat itself says so, and no answer rides on what was not kept', async () => {
    const { li, send } = await account(async () => {
      void send(text('丢了')).then((a) => answers.push(a.kind))
      throw new NotNow(new Error('full'))
    }, { attemptMs: 300 })
    const answers: string[] = []
    await li.say('你好')
    expect((await li.expect('故障')).who).toBe('wechat')
    await expect.poll(() => answers).toEqual(['accepted', 'accepted', 'accepted'])
    expect(li.chat.flatMap((m) => (m.who === 'account' ? [m.via] : []))).toEqual(['service', 'service', 'service'])
  })
  test('requests that wait are counted, and forgotten at the end', async () => {
    const exchanges = createExchanges(60_000)
    const waiting = Array.from({ length: 6000 }, (_, i) => exchanges.answer(String(i), `o${i}`, async () => true))
    expect(exchanges.size()).toBe(5000)
    exchanges.stop()
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([null]))
    expect(exchanges.size()).toBe(0)
  })
})

describe('an account that may only answer', () => {
  test('says how to read on, and the rest rides on her asking for it', async () => {
    const heard: Incoming[] = []
    const { li, send } = await account(async (m) => {
      heard.push(m)
      void send(text('第一部分'), true)
      return { answers: true }
    }, { kind: 'subscription-unverified' }, {
      text: (key, language) => (key === 'channels:more-words' ? ({ it: 'continua, avanti', zh: '继续, 更多' }[language] ?? '') : key),
      resume: async () => {
        if (held.length === 0) return false
        void send(text(held.shift() as string), held.length > 0)
        return true
      },
    })
    const held = ['第二部分 📄', '第三部分']
    await li.say('材料')
    expect((await li.expect('第一')).text).toBe('第一部分\n\n回复“继续”看下文。')
    await li.say('继续')
    expect((await li.expect('第二')).text).toBe('第二部分 📄\n\n回复“继续”看下文。')
    await li.say('Continua!')
    expect((await li.expect('第三')).text).toBe('第三部分')
    expect(heard).toHaveLength(1)
    await li.say('继续')
    expect(heard.at(-1)?.content, 'nothing is held: it is a message like any other').toEqual({ kind: 'wrote', text: '继续' })
  })
})
