import type { RawRequest } from '../channel.ts'
import { isSame } from '../secret.ts'
import { decrypt } from './crypt.ts'
import { signatureOf } from './signature.ts'
import { decoded, type Fields, readXml } from './xml.ts'

/** `receiver`: for whom the platform encrypts: an AppID, or a CorpID. */
export type Keys = { readonly token: string; readonly aesKey: string; readonly receiver: string }

/** 403: it is not from the platform, or not for this account. 400: it is, and cannot be read. */
export type Opened = { readonly fields: Fields } | { readonly status: 400 | 403 }

/** What is encrypted is also signed: https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html . null: not by the platform, or not for this account. */
export function unseal({ query }: Pick<RawRequest, 'query'>, secret: unknown, { token, aesKey, receiver }: Keys): string | null {
  const { msg_signature: signature, timestamp, nonce } = query
  if (!isText(secret) || !isText(signature) || !isText(timestamp) || !isText(nonce)) return null
  return isSame(signature, signatureOf(token, timestamp, nonce, secret)) ? decrypt(aesKey, secret, receiver) : null
}

/** A push whose fields are encrypted. Old timestamps are not refused: what comes twice is one message. */
export function openSealed(request: RawRequest, keys: Keys): Opened {
  const outer = fieldsOf(request.body)
  if (outer === null) return { status: 400 }
  const xml = unseal(request, outer.get('Encrypt'), keys)
  if (xml === null) return { status: 403 }
  return withType(readXml(xml))
}

/** A push in the clear. */
export const openClear = (request: RawRequest): Opened => withType(fieldsOf(request.body))

function fieldsOf(body: Buffer): Fields | null {
  const xml = decoded(body)
  return xml === null ? null : readXml(xml)
}

const withType = (fields: Fields | null): Opened => (fields?.has('MsgType') ? { fields } : { status: 400 })

export const isText = (value: unknown): value is string => typeof value === 'string'
