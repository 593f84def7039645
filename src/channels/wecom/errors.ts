import type { Failed, Trouble } from '../channel.ts'
import type { Codes } from '../tencent/codes.ts'

type Meaning = readonly [kind: 'retry' | 'hold' | 'unreachable' | 'permanent' | 'pause', explain: string, code?: Trouble]

/** Of `kf/send_msg`: the conversation is not with the API. */
export const NOT_OURS = 95018
/** Of `kf/sync_msg`: the callback's token has ended. */
export const TOKEN_OF_CALLBACK = 95007
/** Of `media/get`: the file is gone after three days, or was never ours. */
export const NEVER_GIVEN: ReadonlySet<number> = new Set([40007, 48002])

/** https://developer.work.weixin.qq.com/document/path/90313 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '-1': ['retry', 'WeCom is busy.'],
  6000: ['retry', 'WeCom was doing something else with it at the same moment.'],
  45009: ['retry', 'The account calls too often.'],
  45033: ['retry', 'The account makes too many calls at the same time.'],
  40001: ['pause', 'WeCom does not accept the secret: check WECOM_SECRET.', 'token'],
  40014: ['pause', 'WeCom does not accept the access token. Check WECOM_SECRET.', 'token'],
  42001: ['pause', 'The access token ended and WeCom gives no other.', 'token'],
  40013: ['pause', 'WeCom does not know this organisation: check WECOM_CORP_ID.', 'configuration'],
  60020: ['pause', 'This server’s address is not among the application’s trusted ones: add it under 企业可信IP.', 'address-list'],
  48002: ['pause', 'The application may not use customer service: allow it under 微信客服 → API.', 'permission'],
  60011: ['pause', 'The application may not use this account: allow it under 微信客服 → API.', 'permission'],
  95000: ['pause', 'WeCom does not know this account: check WECOM_OPEN_KFID.', 'configuration'],
  95004: ['pause', 'WeCom does not know this account: check WECOM_OPEN_KFID.', 'configuration'],
  95011: ['pause', 'The account is managed in WeCom itself: hand it to the API under 微信客服 → API.', 'permission'],
  95017: ['pause', 'The API of customer service is switched off: switch it on under 微信客服 → API.', 'permission'],
  95001: ['hold', 'WeCom takes no more messages to her before she writes again.'],
  95002: ['hold', 'She has not written for 48 hours.'],
  95013: ['hold', 'WeCom has ended the conversation: it goes when she writes again.'],
  95018: ['hold', 'WeCom has given the conversation to somebody else.'],
  95024: ['hold', 'She has not written for 48 hours.'],
  40003: ['permanent', 'WeCom does not know her on this account.'],
  40007: ['permanent', 'WeCom does not have the file any more.'],
  40009: ['permanent', 'The photo is larger than WeCom takes.'],
  40011: ['permanent', 'The video is larger than WeCom takes.'],
  40058: ['permanent', 'WeCom does not take a message like this.'],
  95008: ['permanent', 'The menu has more choices than WeCom takes.'],
}

const MINUTE = 60_000
const TOO_OFTEN: ReadonlySet<number> = new Set([45009, 45033])

export const codesOf = (now: () => number): Codes => ({ tokenRefused: new Set([40014, 42001]), refusedAgain: 40014, failedFrom: (code) => failedFrom(code, now) })

/** What a refusal means. The platform's own message is not shown: it holds addresses and ids. */
function failedFrom(code: number, now: () => number): Failed {
  const [kind, explain, trouble] = MEANINGS[code] ?? ['permanent', 'WeCom refused it.']
  const said = `${explain} (${code})`
  if (kind === 'retry') return { kind, retryAt: TOO_OFTEN.has(code) ? new Date(now() + MINUTE).toISOString() : null, explain: said }
  return { kind, explain: said, ...(trouble && { code: trouble }) }
}

/** `fail_type` of `msg_send_fail`: https://developer.work.weixin.qq.com/document/path/94670 */
const LATER: Readonly<Record<string, Meaning>> = {
  1: ['pause', 'The account was deleted in WeCom: check WECOM_OPEN_KFID.', 'configuration'],
  2: ['pause', 'The application was switched off in WeCom: switch it on.', 'permission'],
  4: ['hold', 'She had not written for 48 hours.'],
  5: ['hold', 'WeCom had ended the conversation: it goes when she writes again.'],
  6: ['hold', 'WeCom takes no more messages to her before she writes again.'],
  7: ['permanent', 'The organisation has no video channel (视频号) bound: WeCom lets it answer only so many people.'],
  8: ['permanent', 'The organisation is not verified: WeCom lets it answer only so many people.'],
  9: ['permanent', 'The organisation is not verified and has no video channel bound: WeCom lets it answer only so many people.'],
  10: ['unreachable', 'She refuses messages of this account.'],
}

/** Why what WeCom had taken did not arrive. */
export function failedLater(type: number): Failed {
  const [kind, explain, trouble] = LATER[type] ?? ['permanent', 'WeCom did not deliver it, and does not say why.']
  return { kind: kind as Exclude<Failed['kind'], 'retry'>, explain: `${explain} (${type})`, ...(trouble && { code: trouble }) }
}
