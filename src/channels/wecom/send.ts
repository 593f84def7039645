import type { Accepted, Failed, Part, Recipient, Sending } from '../channel.ts'
import type { Api } from '../tencent/api.ts'
import type { Heard } from '../tencent/ask.ts'
import { upload } from '../tencent/upload.ts'
import type { WeComAccount } from './account.ts'
import { NOT_OURS } from './errors.ts'
import { uploadOf } from './files.ts'
import type { Names } from './names.ts'
import { notOurs } from './session.ts'
import type { Welcomes } from './welcomes.ts'

export type Sender = { readonly api: Api; readonly account: Pick<WeComAccount, 'openKfId'>; readonly names: Names; readonly welcomes: Welcomes; readonly now: () => number }

const SOON = 1_000

/** Sends one part: to greet whoever has just opened the chat, else as a message in her window. */
export async function sendPart(sender: Sender, { account, address }: Recipient, part: Part, sending: Sending): Promise<Accepted | Failed> {
  const { api, names, now, account: { openKfId } } = sender
  if (account !== openKfId) return { kind: 'permanent', explain: 'She wrote to another account, which this desk does not have.' }
  const msgid = names.msgId(sending.ref)
  if (msgid === null) return { kind: 'retry', retryAt: new Date(now() + SOON).toISOString(), explain: 'The channel is only just starting.' }
  const content = part.kind === 'text' ? wordsOf(part) : await fileOf(api, part, sending)
  if (isFailed(content)) return content.failed
  const greeted = part.kind === 'text' ? await greet(sender, address, { msgid, ...content }) : null
  const heard = greeted ?? (await once(api, 'send_msg', { touser: address, open_kfid: openKfId, msgid, ...content }))
  if (!('failed' in heard)) return { kind: 'accepted', externalId: msgid }
  return heard.code === NOT_OURS ? notOurs(api, openKfId, address, sending.by) : heard.failed
}

/** null: she cannot be greeted, or not any more. https://developer.work.weixin.qq.com/document/path/95122 */
async function greet({ api, welcomes }: Sender, address: string, content: object): Promise<Heard | null> {
  const welcome = welcomes.take(address)
  if (welcome === null) return null
  const heard = await once(api, 'send_msg_on_event', { code: welcome.code, ...content })
  if (!('failed' in heard) || heard.failed.kind === 'ambiguous') return heard
  if (heard.code !== undefined && heard.failed.kind !== 'retry' && heard.failed.kind !== 'pause') return null
  welcome.giveBack()
  return heard
}

/** What was not answered is sent once more: under the same `msgid` it cannot arrive twice, only be refused. What is refused then may have arrived before. */
async function once(api: Api, path: 'send_msg' | 'send_msg_on_event', body: object): Promise<Heard> {
  const call = { path: `/cgi-bin/kf/${path}`, body, of: 'message' } as const
  const first = await api.call(call)
  if (!('failed' in first) || first.failed.kind !== 'ambiguous') return first
  const second = await api.call(call)
  return 'failed' in second ? first : second
}

type Content = { readonly msgtype: string; readonly [kind: string]: unknown }

function wordsOf({ text, buttons }: Extract<Part, { kind: 'text' }>): Content {
  if (buttons.length === 0) return { msgtype: 'text', text: { content: text } }
  return { msgtype: 'msgmenu', msgmenu: { head_content: text, list: buttons.map(({ id, label }) => ({ type: 'click', click: { id, content: label } })) } }
}

async function fileOf(api: Api, { file }: Extract<Part, { kind: 'file' }>, { bytes }: Sending): Promise<Content | { readonly failed: Failed }> {
  const as = uploadOf(file)
  const uploaded = await upload(api, as, file, bytes)
  return 'failed' in uploaded ? uploaded : { msgtype: as.type, [as.type]: { media_id: uploaded.id } }
}

const isFailed = (content: Content | { readonly failed: Failed }): content is { readonly failed: Failed } => !('msgtype' in content)
