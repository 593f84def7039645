import type { Capabilities } from '../channel.ts'
import type { WeChatKind } from './account.ts'

/** Bytes of a text, whether it answers or goes by itself; the platform says 45002 beyond. */
export const TEXT = 2048
/** Bytes kept free for «write “more” to read on», in any language. */
const ROOM = 128
/** Milliseconds in which an answer may ride on the platform's own request; it hangs up after five seconds. */
export const BUDGET = 4_500

const DAY = 86_400_000

/**
 * A verified account: https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage (5 messages in 48 hours after hers,
 * 3 in a minute after she followed, scanned or tapped the menu). How long a `msgmenu` may be is not documented: 6 options of 128 bytes under 1024 are surely taken.
 */
export const WECHAT: Capabilities = {
  pulled: false, text: { max: TEXT, unit: 'bytes' }, menuText: { max: 1024, unit: 'bytes' },
  buttons: { most: 6, label: { max: 128, unit: 'bytes' }, id: { max: 64, unit: 'bytes' }, numbers: false }, list: null,
  markup: 'none', merges: true, window: { for: 2 * DAY, most: 5, afterEvent: { for: 60_000, most: 3 } }, files: { most: 10 * 1024 * 1024, kinds: ['image/jpeg', 'image/png'] }, data: 'general',
}

/** One that is not: it may only answer, once, while the platform waits. https://developers.weixin.qq.com/doc/subscription/guide/product/message/Passive_user_reply_message.html */
const ANSWERS_ONLY: Capabilities = {
  ...WECHAT, text: { max: TEXT - ROOM, unit: 'bytes' }, menuText: null, buttons: null, files: null,
  window: { for: BUDGET, most: 1, afterEvent: { for: BUDGET, most: 1 } },
}

export const isVerified = (kind: WeChatKind): boolean => kind !== 'subscription-unverified'

export const canOf = (kind: WeChatKind): Capabilities => (isVerified(kind) ? WECHAT : ANSWERS_ONLY)
