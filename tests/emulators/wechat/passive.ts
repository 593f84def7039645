import { decrypt, getSignature } from '@wecom/crypto'
import { bytesIn } from './json.ts'
import { read } from './xml.ts'

export type Keys = { readonly token: string; readonly appId: string; /** null: messages travel in the clear. */ readonly aesKey: string | null }
/** `trouble`: WeChat tells her that the account is out of order. */
export type Heard = { readonly kind: 'nothing' } | { readonly kind: 'text'; readonly text: string } | { readonly kind: 'trouble'; readonly why: string }

const trouble = (why: string): Heard => ({ kind: 'trouble', why })
/** XML 1.0 has no other control characters. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/** What an answer to a push says: https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html */
export function heard(body: string, from: { readonly openid: string; readonly original: string }, keys: Keys): Heard {
  if (body === '' || body === 'success') return { kind: 'nothing' }
  const outer = read(body)
  if (outer === null) return trouble('not XML')
  const inner = keys.aesKey === null ? outer : opened(outer, keys, keys.aesKey)
  if (inner === null) return trouble('not encrypted as agreed')
  if (inner.ToUserName !== from.openid || inner.FromUserName !== from.original) return trouble('from or to somebody else')
  if (!/^\d{10}$/.test(inner.CreateTime ?? '') || inner.MsgType !== 'text') return trouble('no text, or no time')
  const text = inner.Content ?? ''
  if (text === '' || bytesIn(text) > 2048 || FORBIDDEN.test(text)) return trouble('empty, too long, or no XML')
  return { kind: 'text', text }
}

function opened({ Encrypt: sealed, MsgSignature: signature, TimeStamp: at, Nonce: nonce }: Readonly<Record<string, string>>, { token, appId }: Keys, aesKey: string): Readonly<Record<string, string>> | null {
  if (!sealed || !at || !nonce || getSignature(token, at, nonce, sealed) !== signature) return null
  const { message, id } = decrypt(aesKey, sealed)
  return id === appId ? read(message) : null
}
