import type { TokenSource } from '../tencent/tokens.ts'
import type { WeChatAccount } from './account.ts'

/** The stable token: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken */
export const stableToken = ({ appId, secret, apiRoot }: Pick<WeChatAccount, 'appId' | 'secret' | 'apiRoot'>): TokenSource => ({
  forces: true,
  ask: (force) => ({
    url: new URL('/cgi-bin/stable_token', apiRoot),
    init: { method: 'POST', body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret, force_refresh: force }), headers: { 'content-type': 'application/json' } },
  }),
})
