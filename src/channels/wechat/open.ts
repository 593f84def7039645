import type { RawRequest } from '../channel.ts'
import { isSame } from '../secret.ts'
import type { WeChatAccount } from './account.ts'
import { decrypt } from './crypt.ts'
import { signatureOf } from './signature.ts'
import { decoded, type Fields, readXml } from './xml.ts'

type Keys = Pick<WeChatAccount, 'appId' | 'token' | 'aesKey'>

/** 403: it is not from WeChat, or not for this account. 400: it is, and cannot be read. */
export type Opened = { readonly fields: Fields } | { readonly status: 400 | 403 }

/** That the platform asks, with its own signature over nothing but the time: https://developers.weixin.qq.com/doc/service/guide/dev/push/ */
export function isSigned({ query }: Pick<RawRequest, 'query'>, { token }: Keys): boolean {
  const { signature, timestamp, nonce } = query
  return isText(signature) && isText(timestamp) && isText(nonce) && isSame(signature, signatureOf(token, timestamp, nonce))
}

/** With a key only what is encrypted counts, because the plain signature does not cover what is said. Old timestamps are not refused: what comes twice is one message. */
export function open(request: RawRequest, keys: Keys): Opened {
  if (keys.aesKey === null && !isSigned(request, keys)) return { status: 403 }
  const xml = decoded(request.body)
  const fields = xml === null ? null : readXml(xml)
  if (fields === null) return { status: 400 }
  return keys.aesKey === null ? clear(fields) : sealed(fields, request, { ...keys, aesKey: keys.aesKey })
}

const clear = (fields: Fields): Opened => (fields.has('MsgType') ? { fields } : { status: 400 })

function sealed(outer: Fields, { query }: RawRequest, { token, aesKey, appId }: Keys & { readonly aesKey: string }): Opened {
  const { msg_signature: signature, timestamp, nonce } = query
  const secret = outer.get('Encrypt')
  if (secret === undefined || !isText(signature) || !isText(timestamp) || !isText(nonce)) return { status: 403 }
  if (!isSame(signature, signatureOf(token, timestamp, nonce, secret))) return { status: 403 }
  const xml = decrypt(aesKey, secret, appId)
  if (xml === null) return { status: 403 }
  const fields = readXml(xml)
  return fields === null ? { status: 400 } : clear(fields)
}

const isText = (value: unknown): value is string => typeof value === 'string'
