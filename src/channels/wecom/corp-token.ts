import type { TokenSource } from '../tencent/tokens.ts'
import type { WeComAccount } from './account.ts'

/** https://developer.work.weixin.qq.com/document/path/91039 . The same while it lives, whoever asks; the address holds the secret. */
export const corpToken = ({ corpId, secret, apiRoot }: Pick<WeComAccount, 'corpId' | 'secret' | 'apiRoot'>): TokenSource => ({
  forces: false,
  ask: () => ({ url: new URL(`/cgi-bin/gettoken?${new URLSearchParams({ corpid: corpId, corpsecret: secret })}`, apiRoot), init: {} }),
})
