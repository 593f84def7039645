import type { Surroundings } from '../account.ts'
import type { Channel, Failed } from '../channel.ts'
import { type Api, createApi } from '../tencent/api.ts'
import { fetchMedia } from '../tencent/fetch-media.ts'
import { createTokens } from '../tencent/tokens.ts'
import type { WeComAccount } from './account.ts'
import { WECOM } from './can.ts'
import { corpToken } from './corp-token.ts'
import { codesOf, NEVER_GIVEN } from './errors.ts'
import { createHandoffs, type Handoffs } from './handoffs.ts'
import { createKeep } from './keep.ts'
import { createNames } from './names.ts'
import { type Pull, pull } from './pull.ts'
import { sendPart } from './send.ts'
import { knocks, verification } from './webhook.ts'
import { createWelcomes } from './welcomes.ts'

export type WeComOptions = WeComAccount & Surroundings & {
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
  /** Milliseconds after which WeCom is asked for messages although it did not knock. */
  readonly idle?: number
}

const ACCOUNTS = 100
/** Of the patience, for how long nothing may be begun to somebody before she is given to a person in WeCom. */
const QUIET = 1 / 10

/** WeCom's customer service (微信客服). An address is the external_userid that somebody in WeChat has in this organisation. */
export function createWeCom({ fetch, now, patience = 30_000, idle = 60_000, ...account }: WeComOptions): Channel {
  const { openKfId, servicer } = account
  const line = { fetch, patience, provider: 'WeCom' }
  const codes = codesOf(now)
  const tokens = createTokens(corpToken(account), line, codes, now)
  const apiOver = (over: typeof fetch): Api => createApi(account.apiRoot, tokens, { ...line, fetch: over }, codes)
  const api = apiOver(fetch)
  const apiUntil = (stop: AbortSignal): Api => apiOver((url, init) => fetch(url, { ...init, signal: AbortSignal.any([stop, ...(init?.signal ? [init.signal] : [])]) }))
  const [names, welcomes] = [createNames(now), createWelcomes(now)]
  const keys = { token: account.token, aesKey: account.aesKey, receiver: account.corpId }
  let begun: { readonly handoffs: Handoffs | null; readonly pull: Pull } | null = null
  return {
    name: 'wecom', can: WECOM, account: openKfId,
    async send(to, part, sending) {
      const send = () => sendPart({ api, account, names, welcomes, now }, to, part, sending)
      return begun?.handoffs?.whileSending(to.address, sending.more, send) ?? send()
    },
    check: () => check(api, openKfId),
    webhooks: [verification(keys), knocks(keys, openKfId, (token) => begun?.pull.ring(token))],
    async start(inlet) {
      const handoffs = servicer === null ? null : createHandoffs({ api, openKfId, servicer, quiet: patience * QUIET, log: inlet.log })
      const keep = createKeep({ account, names, welcomes, handoffs }, inlet)
      const pulling = pull({ apiUntil, openKfId, begin: () => names.begin(inlet), keep }, inlet, { patience, idle, now })
      begun = { handoffs, pull: pulling }
      return async () => {
        await pulling.stop()
        handoffs?.stop()
      }
    },
    fetch: (source) => fetchMedia(api, line, { never: NEVER_GIVEN, tokenRefused: codes.tokenRefused }, source),
  }
}

/** Whether the account is among those that the secret may use: https://developer.work.weixin.qq.com/document/path/94661 */
async function check(api: Api, openKfId: string): Promise<Failed | null> {
  const heard = await api.call({ path: '/cgi-bin/kf/account/list', body: { offset: 0, limit: ACCOUNTS }, of: 'question' })
  if ('failed' in heard) return heard.failed
  const list = Array.isArray(heard.json.account_list) ? (heard.json.account_list as readonly { open_kfid?: unknown }[]) : []
  if (list.length >= ACCOUNTS || list.some((one) => one?.open_kfid === openKfId)) return null
  return { kind: 'pause', explain: 'The secret may not use this account: check WECOM_OPEN_KFID, and 微信客服 → API.', code: 'configuration' }
}
