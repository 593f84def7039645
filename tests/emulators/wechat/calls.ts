import { customMessage } from './custom.ts'
import { refusal } from './errors.ts'
import type { Json } from './json.ts'
import type { Media, Room } from './media.ts'
import { type MenuItem, menuFrom } from './menu.ts'
import { type Asked, jsonOf } from './server.ts'
import { filled, type Template } from './template.ts'
import type { Tokens } from './tokens.ts'
import type { FakeUser } from './user.ts'

export type AccountKind = 'service-verified' | 'subscription-verified' | 'subscription-unverified'
export type Account = {
  readonly kind: AccountKind
  readonly tokens: Tokens
  readonly media: Room
  readonly users: ReadonlyMap<string, FakeUser>
  readonly templates: readonly Template[]
  readonly setMenu: (menu: readonly MenuItem[]) => void
}

const OK: Json = { errcode: 0, errmsg: 'ok' }

const followerOf = ({ users }: Account, { touser }: Json): FakeUser => {
  const user = typeof touser === 'string' ? users.get(touser) : undefined
  if (user === undefined) throw refusal(40003)
  if (!user.following) throw refusal(43004)
  return user
}

const allow = (account: Account, ...kinds: AccountKind[]): void => {
  if (!kinds.includes(account.kind)) throw refusal(48001)
}

function custom(account: Account, body: Json): Json {
  allow(account, 'service-verified', 'subscription-verified')
  const user = followerOf(account, body)
  const shown = customMessage(body, account.media)
  user.grants.spend()
  user.screen.show(shown)
  return OK
}

let templateMessages = 0
function template(account: Account, body: Json): Json {
  const user = followerOf(account, body)
  const text = filled(account.templates, body)
  templateMessages += 1
  user.screen.show({ who: 'account', via: 'template', kind: 'template', text, options: [] })
  void user.event('TEMPLATESENDJOBFINISH', { MsgID: templateMessages, Status: 'success' }).catch(() => {})
  return { ...OK, msgid: templateMessages }
}

/** One call of the API. @throws Refusal */
export function call(account: Account, asked: Asked): Json | Media {
  const { path, query } = asked
  if (path === '/cgi-bin/stable_token') return account.tokens.give(jsonOf(asked))
  account.tokens.check(query.get('access_token'))
  switch (path) {
    case '/cgi-bin/message/custom/send': return custom(account, jsonOf(asked))
    case '/cgi-bin/media/upload':
      allow(account, 'service-verified', 'subscription-verified')
      return account.media.upload(query.get('type'), asked.body, asked.type)
    case '/cgi-bin/media/get': {
      allow(account, 'service-verified', 'subscription-verified')
      const media = account.media.find(query.get('media_id') ?? '')
      return media.mime.startsWith('video/') ? { video_url: 'http://mmbiz.qpic.cn/video' } : media
    }
    case '/cgi-bin/menu/create':
      allow(account, 'service-verified', 'subscription-verified')
      account.setMenu(menuFrom(jsonOf(asked)))
      return OK
    case '/cgi-bin/template/get_all_private_template':
      allow(account, 'service-verified')
      return { template_list: account.templates.map(({ id, title, content }) => ({ template_id: id, title, content, primary_industry: '', deputy_industry: '', example: '' })) }
    case '/cgi-bin/message/template/send':
      allow(account, 'service-verified')
      return template(account, jsonOf(asked))
    case '/cgi-bin/get_api_domain_ip': return { ip_list: ['203.0.113.9'] }
    default: throw refusal(48001)
  }
}
