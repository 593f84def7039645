import { randomInt } from 'node:crypto'
import type { Incoming, Inlet, RawResponse, Webhook } from '../channel.ts'
import type { WeChatAccount } from './account.ts'
import { encrypt } from '../tencent/crypt.ts'
import type { Exchanges } from './exchanges.ts'
import { asksForMore } from './more.ts'
import { isSigned, open } from './open.ts'
import { parse } from './parse.ts'
import { signatureOf } from '../tencent/signature.ts'
import { type Fields, writeXml } from '../tencent/xml.ts'

export const PATH = '/wechat'
const LIMIT = 256 * 1024

/** What ends the platform's attempts and shows her nothing. */
const SUCCESS: RawResponse = { status: 200, type: 'text/plain', body: 'success' }

/** The platform asks whether the address is ours, when it is entered. */
export const verification = (account: WeChatAccount): Webhook => ({
  path: PATH, method: 'get', limit: LIMIT,
  async handle(request) {
    const { echostr } = request.query
    if (!isSigned(request, account) || typeof echostr !== 'string') return { status: 403 }
    return { status: 200, type: 'text/plain', body: echostr }
  },
})

/** Messages and events. The answer may ride on the response: https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html */
export const messages = (account: WeChatAccount, exchanges: Exchanges, now: () => number): Webhook => ({
  path: PATH, method: 'post', limit: LIMIT,
  async handle(request, inlet) {
    const opened = open(request, account)
    if ('status' in opened) return opened
    const { fields } = opened
    if (account.originalId !== null && fields.get('ToUserName') !== account.originalId) return SUCCESS
    const parsed = parse(fields, account.appId, inlet)
    if (parsed.kind === 'nothing') {
      inlet.log.info({ channel: 'wechat', what: parsed.what }, 'something that means nothing here was dropped')
      return SUCCESS
    }
    const words = await exchanges.answer(parsed.key, parsed.message.from.address, () => keep(parsed.message, inlet))
    return words === null ? SUCCESS : reply(words, fields, account, now)
  },
})

/** Resolves after the commit. True: something is on its way to her. */
async function keep(message: Incoming, inlet: Inlet): Promise<boolean> {
  const { from, content } = message
  if (content.kind === 'wrote' && asksForMore(content.text, inlet) && (await inlet.resume(from))) return true
  return (await inlet.receive(message)).answers
}

function reply(words: string, fields: Fields, { aesKey, appId, token }: WeChatAccount, now: () => number): RawResponse {
  const time = Math.floor(now() / 1000)
  const plain = writeXml({ ToUserName: fields.get('FromUserName') ?? '', FromUserName: fields.get('ToUserName') ?? '', CreateTime: time, MsgType: 'text', Content: words })
  if (aesKey === null) return { status: 200, type: 'text/xml', body: plain }
  const [sealed, nonce] = [encrypt(aesKey, plain, appId), String(randomInt(1e9, 1e10))]
  return { status: 200, type: 'text/xml', body: writeXml({ Encrypt: sealed, MsgSignature: signatureOf(token, String(time), nonce, sealed), TimeStamp: time, Nonce: nonce }) }
}
