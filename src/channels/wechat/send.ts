import type { Accepted, Failed, Part, Recipient, Sending } from '../channel.ts'
import type { WeChatAccount } from './account.ts'
import type { Api } from '../tencent/api.ts'
import type { Heard } from '../tencent/ask.ts'
import { isVerified } from './can.ts'
import type { Exchanges } from './exchanges.ts'
import { withMore } from './more.ts'
import { uploadPhoto } from './upload.ts'

export type Sender = { readonly api: Api; readonly exchanges: Exchanges; readonly account: Pick<WeChatAccount, 'appId' | 'kind'> }

/** What an answer on the platform's own request costs: nothing of the window. */
const CARRIED: Accepted = { kind: 'accepted', externalId: null, free: true }

/** Sends one part: on her own request while it waits, else as a customer-service message. */
export async function sendPart(sender: Sender, { account, address: openId }: Recipient, part: Part, sending: Sending): Promise<Accepted | Failed> {
  const { exchanges, account: { appId, kind } } = sender
  if (account !== appId) return { kind: 'permanent', explain: 'She wrote to another account, whose secret this desk does not have.' }
  const verified = isVerified(kind)
  if (part.kind === 'text' && part.buttons.length === 0) {
    const rode = await exchanges.carry(openId, verified ? part.text : withMore(part.text, sending))
    if (rode === 'carried') return CARRIED
    if (rode === 'late') return { kind: 'ambiguous', explain: 'WeChat may have hung up before the answer: it may have arrived.' }
  }
  if (!verified) return part.kind === 'file' ? { kind: 'permanent', explain: 'An account that is not verified cannot send files.' } : { kind: 'hold', explain: 'An account that is not verified can only answer while WeChat waits: it goes when she writes again.' }
  exchanges.release(openId)
  return part.kind === 'text' ? sendText(sender.api, openId, part) : sendImage(sender.api, openId, part, sending)
}

/** Some accounts may not send menus although they are verified: to them the choices are numbers to type. */
const NO_MENUS = 40200

async function sendText(api: Api, openId: string, { text, buttons }: Extract<Part, { kind: 'text' }>): Promise<Accepted | Failed> {
  if (buttons.length === 0) return accepted(await custom(api, openId, 'text', { content: text }))
  const heard = await custom(api, openId, 'msgmenu', { head_content: text, list: buttons.map(({ id, label }) => ({ id, content: label })), tail_content: '' })
  if (!('failed' in heard) || heard.code !== NO_MENUS) return accepted(heard)
  return accepted(await custom(api, openId, 'text', { content: [text, '', ...buttons.map(({ label }, i) => `${i + 1}. ${label}`)].join('\n') }))
}

async function sendImage(api: Api, openId: string, { file }: Extract<Part, { kind: 'file' }>, { bytes }: Sending): Promise<Accepted | Failed> {
  const uploaded = await uploadPhoto(api, file, bytes)
  return 'failed' in uploaded ? uploaded.failed : accepted(await custom(api, openId, 'image', { media_id: uploaded.id }))
}

/** https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
const custom = (api: Api, openId: string, type: 'text' | 'msgmenu' | 'image', content: object): Promise<Heard> =>
  api.call({ path: '/cgi-bin/message/custom/send', body: { touser: openId, msgtype: type, [type]: content }, of: 'message' })

/** The platform names no id of what it took. */
const accepted = (heard: Heard): Accepted | Failed => ('failed' in heard ? heard.failed : { kind: 'accepted', externalId: null })
