import type { Surroundings } from '../account.ts'
import type { Channel } from '../channel.ts'
import { createApi } from '../tencent/api.ts'
import { fetchMedia } from '../tencent/fetch-media.ts'
import { createTokens } from '../tencent/tokens.ts'
import type { WeChatAccount } from './account.ts'
import { createAnnounce } from './announce.ts'
import { BUDGET, canOf } from './can.ts'
import { codesOf, NEVER_GIVEN } from './errors.ts'
import { createExchanges } from './exchanges.ts'
import { makeMenu } from './menu.ts'
import { sendPart } from './send.ts'
import { stableToken } from './stable-token.ts'
import { messages, verification } from './webhook.ts'

export type WeChatOptions = WeChatAccount & Surroundings & {
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
  /** Milliseconds in which an answer may ride on the platform's request. */
  readonly budget?: number
}

/** WeChat through an official account. An address is the OpenID that somebody has on this account. */
export function createWeChat({ fetch, now, patience = 30_000, budget = BUDGET, ...account }: WeChatOptions): Channel {
  const line = { fetch, patience, provider: 'WeChat' }
  const codes = codesOf(now)
  const api = createApi(account.apiRoot, createTokens(stableToken(account), line, codes, now), line, codes)
  const exchanges = createExchanges(budget)
  const announce = account.templateId === null ? null : createAnnounce(api, account.templateId, now)
  return {
    name: 'wechat', can: canOf(account.kind), account: account.appId,
    send: (to, part, sending) => sendPart({ api, exchanges, account }, to, part, sending),
    ...(announce === null ? {} : { announce: (to, { text }) => announce(to.address, text('channels:announce')) }),
    async check() {
      const heard = await api.call({ path: '/cgi-bin/get_api_domain_ip', of: 'question' })
      return 'failed' in heard ? heard.failed : null
    },
    webhooks: [verification(account), messages(account, exchanges, now)],
    async start(inlet) {
      if (account.aesKey === null) inlet.log.warn({ channel: 'wechat' }, 'messages travel unencrypted: give WECHAT_ENCODING_AES_KEY')
      const stopMenu = account.menu ? makeMenu(api, inlet, patience) : null
      return async () => {
        exchanges.stop()
        await stopMenu?.()
      }
    },
    fetch: (source) => fetchMedia(api, line, { never: NEVER_GIVEN, tokenRefused: codes.tokenRefused }, source),
  }
}
