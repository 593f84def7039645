import type { RawRequest } from '../channel.ts'
import { isSame } from '../secret.ts'
import { isText, openClear, type Opened, openSealed } from '../tencent/open.ts'
import { signatureOf } from '../tencent/signature.ts'
import type { WeChatAccount } from './account.ts'

type Keys = Pick<WeChatAccount, 'appId' | 'token' | 'aesKey'>

/** That the platform asks, with its own signature over nothing but the time: https://developers.weixin.qq.com/doc/service/guide/dev/push/ */
export function isSigned({ query }: Pick<RawRequest, 'query'>, { token }: Keys): boolean {
  const { signature, timestamp, nonce } = query
  return isText(signature) && isText(timestamp) && isText(nonce) && isSame(signature, signatureOf(token, timestamp, nonce))
}

/** With a key only what is encrypted counts, because the plain signature does not cover what is said. */
export function open(request: RawRequest, { aesKey, token, appId: receiver }: Keys): Opened {
  if (aesKey !== null) return openSealed(request, { token, aesKey, receiver })
  return isSigned(request, { appId: receiver, token, aesKey }) ? openClear(request) : { status: 403 }
}
