import type { Media as Download } from '../wechat/media.ts'
import type { Json } from '../wechat/json.ts'
import { type Asked, jsonOf } from '../wechat/server.ts'
import { refusal, WRONG } from './errors.ts'
import type { Faults } from './faults.ts'
import type { Log } from './log.ts'
import type { Room } from './media.ts'
import { outgoing } from './outgoing.ts'
import type { Tokens } from './tokens.ts'
import type { FakeUser } from './user.ts'

export type Account = {
  readonly kf: string
  readonly servicers: readonly string[]
  readonly tokens: Tokens
  readonly media: Room
  readonly log: Log
  readonly faults: Faults
  readonly users: ReadonlyMap<string, FakeUser>
  /** Ids of messages that were taken. */
  readonly taken: Set<string>
}

const OK: Json = { errcode: 0, errmsg: 'ok' }
const MESSAGES = ['text', 'image', 'voice', 'video', 'file', 'msgmenu'] as const
const GREETINGS = ['text', 'msgmenu'] as const
const MOST = 5_000

function userOf({ kf, users }: Account, { open_kfid, touser, external_userid = touser }: Json): FakeUser {
  if (open_kfid !== kf) throw refusal(95004)
  const user = typeof external_userid === 'string' ? users.get(external_userid) : undefined
  if (user === undefined) throw refusal(40003)
  return user
}

/** A `msgid` must be new on the account. */
function idOf({ taken }: Account, { msgid }: Json): string {
  const id = msgid === undefined ? `auto${taken.size}` : msgid
  if (typeof id !== 'string' || !/^[0-9a-zA-Z_-]{1,32}$/.test(id) || taken.has(id)) throw refusal(WRONG)
  return id
}

function takes(account: Account, id: string): Json {
  account.taken.add(id)
  if (account.taken.size > MOST) account.taken.delete(account.taken.values().next().value as string)
  return { ...OK, msgid: id }
}

/** What a person refuses, or what was said to fail, is taken all the same. */
function send(account: Account, body: Json): Json {
  const user = userOf(account, body)
  const id = idOf(account, body)
  const shown = outgoing(body, account.media, MESSAGES)
  user.session.spend()
  const failure = user.refuses() ? 10 : account.faults.takeLater()
  if (failure === null) user.screen.show({ who: 'desk', via: 'message', ...shown })
  else user.sendFailed(id, failure)
  return takes(account, id)
}

function greet(account: Account, body: Json): Json {
  const id = idOf(account, body)
  const shown = outgoing(body, account.media, GREETINGS)
  const user = [...account.users.values()].find((u) => u.session.hasCode(String(body.code)))
  if (user === undefined) throw refusal(WRONG)
  user.session.greet()
  user.screen.show({ who: 'desk', via: 'welcome', ...shown })
  return takes(account, id)
}

function move(account: Account, body: Json): Json {
  const user = userOf(account, body)
  const { service_state: next, servicer_userid: servicer } = body
  if (next === 3 && (typeof servicer !== 'string' || !account.servicers.includes(servicer))) throw refusal(WRONG)
  user.session.move(next, typeof servicer === 'string' ? servicer : null)
  return { ...OK, msg_code: 'MSG_CODE' }
}

function download(account: Account, id: string | null): Download {
  const { id: same, mime, bytes, at } = account.media.find(id)
  return { id: same, mime, bytes, at }
}

/** One call of the API. @throws Refusal */
export function call(account: Account, asked: Asked): Json | Download {
  const { path, query } = asked
  if (path === '/cgi-bin/gettoken') return account.tokens.give(Object.fromEntries(query))
  account.tokens.check(query.get('access_token'))
  switch (path) {
    case '/cgi-bin/kf/sync_msg': return account.log.sync(jsonOf(asked))
    case '/cgi-bin/kf/send_msg': return send(account, jsonOf(asked))
    case '/cgi-bin/kf/send_msg_on_event': return greet(account, jsonOf(asked))
    case '/cgi-bin/kf/service_state/get': {
      const { session } = userOf(account, jsonOf(asked))
      return { ...OK, service_state: session.state(), servicer_userid: session.servicer() ?? '' }
    }
    case '/cgi-bin/kf/service_state/trans': return move(account, jsonOf(asked))
    case '/cgi-bin/kf/account/list': return { ...OK, account_list: [{ open_kfid: account.kf, name: '外国人咨询台', avatar: '' }] }
    case '/cgi-bin/media/upload': return account.media.upload(query.get('type'), asked.body, asked.type)
    case '/cgi-bin/media/get': return download(account, query.get('media_id'))
    default: throw refusal(48002)
  }
}
