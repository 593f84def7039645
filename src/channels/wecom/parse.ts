import { z } from 'zod'
import type { Failed, Incoming } from '../channel.ts'
import { contentOf, type Desk } from './contents.ts'
import { failedLater } from './errors.ts'
import { isPerson, type Message, ORIGIN } from './message.ts'

/** What a message means to the desk. `welcome`: the code with which she can be greeted. */
export type Parsed =
  | { readonly kind: 'inbound'; readonly message: Incoming; readonly welcome: string | null }
  | { readonly kind: 'lost'; readonly msgId: string; readonly at: string; readonly why: Failed }
  /** A person in WeCom has ended the conversation with her. */
  | { readonly kind: 'ended'; readonly address: string }
  | { readonly kind: 'nothing'; readonly what: string }

const Entered = z.object({ external_userid: z.string().refine(isPerson), welcome_code: z.string().max(512).optional(), scene_param: z.string().max(512).optional() })
const SendFailed = z.object({ fail_msgid: z.string().min(1).max(64), fail_type: z.number().int() })
/** `change_type`: https://developer.work.weixin.qq.com/document/path/94670 */
const SessionEnded = z.object({ external_userid: z.string().refine(isPerson), change_type: z.literal(3) })
const AnyEvent = z.looseObject({ event_type: z.string().regex(/^\w{1,60}$/), open_kfid: z.string().optional() })

/** As a link's: a poster's code, or the name of a procedure. */
const SCENE = /^[A-Za-z0-9_-]{1,64}$/

const nothing = (what: string): Parsed => ({ kind: 'nothing', what })

export function parse(message: Message, account: string, desk: Desk): Parsed {
  const { origin, msgtype, open_kfid: kf, external_userid: she } = message
  if (msgtype === 'event') return onEvent(message, account)
  if (origin === ORIGIN.person) return nothing('somebody in WeCom answered')
  if (origin !== ORIGIN.she) return nothing('of nobody')
  if (kf !== account) return nothing('for another account')
  if (!isPerson(she)) return nothing('unreadable')
  return { kind: 'inbound', welcome: null, message: { from: { channel: 'wecom', account, address: she }, externalId: message.msgid, ...contentOf(message, desk) } }
}

function onEvent(message: Message, account: string): Parsed {
  const event = AnyEvent.safeParse(message.event).data
  if (event === undefined) return nothing('event')
  if ((event.open_kfid ?? message.open_kfid ?? account) !== account) return nothing('for another account')
  switch (event.event_type) {
    case 'enter_session': return entered(message, account, event)
    case 'msg_send_fail': return sendFailed(message, event)
    case 'session_status_change': return sessionChanged(event)
    default: return nothing(`event ${event.event_type}`)
  }
}

/** It comes each time that she opens the chat: only the first time, and a poster's code, mean something. Otherwise she would be led back to the menu again and again. */
function entered({ msgid }: Message, account: string, event: object): Parsed {
  const { data } = Entered.safeParse(event)
  if (data === undefined) return nothing('unreadable')
  const scene = data.scene_param !== undefined && SCENE.test(data.scene_param) ? data.scene_param : null
  const welcome = data.welcome_code || null
  if (scene === null && welcome === null) return nothing('she opened the chat again')
  return { kind: 'inbound', welcome, message: { from: { channel: 'wecom', account, address: data.external_userid }, externalId: msgid, content: { kind: 'opened', language: null, flow: scene }, isEvent: true } }
}

function sendFailed({ send_time: seconds }: Message, event: object): Parsed {
  const { data } = SendFailed.safeParse(event)
  return data === undefined ? nothing('unreadable') : { kind: 'lost', msgId: data.fail_msgid, at: new Date(seconds * 1000).toISOString(), why: failedLater(data.fail_type) }
}

function sessionChanged(event: object): Parsed {
  const { data } = SessionEnded.safeParse(event)
  return data === undefined ? nothing('event session_status_change') : { kind: 'ended', address: data.external_userid }
}
