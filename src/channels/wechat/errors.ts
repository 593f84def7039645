import type { Failed, Trouble } from '../channel.ts'
import type { Codes } from '../tencent/codes.ts'

export const codesOf = (now: () => number): Codes => ({ tokenRefused: new Set([40001, 40014, 42001]), refusedAgain: 40001, failedFrom: (code) => failedFrom(code, now) })

/** The media is gone after three days, was never ours, or the account may not have it. */
export const NEVER_GIVEN: ReadonlySet<number> = new Set([40007, 48001, 48004])

type Meaning = readonly [kind: 'retry' | 'hold' | 'unreachable' | 'permanent' | 'pause', explain: string, code?: Trouble]

/** https://developers.weixin.qq.com/doc/service/guide/dev/api/errcode.html */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '-1': ['retry', 'WeChat is busy.'],
  40001: ['pause', 'WeChat does not accept the access token. Check WECHAT_APP_SECRET, and that no other program asks for tokens of this account the old way.', 'token'],
  40014: ['pause', 'WeChat does not accept the access token. Check WECHAT_APP_SECRET.', 'token'],
  42001: ['pause', 'The access token ended and WeChat gives no other.', 'token'],
  40013: ['pause', 'WeChat does not know this account: check WECHAT_APP_ID.', 'configuration'],
  40125: ['pause', 'The AppSecret is wrong: check WECHAT_APP_SECRET.', 'token'],
  41002: ['pause', 'WeChat does not know this account: check WECHAT_APP_ID.', 'configuration'],
  41004: ['pause', 'The AppSecret is missing: check WECHAT_APP_SECRET.', 'token'],
  40164: ['pause', 'This server’s address is not on the account’s IP white list: add it under 基本配置 → IP白名单.', 'address-list'],
  61004: ['pause', 'This server’s address is not on the account’s IP white list: add it under 基本配置 → IP白名单.', 'address-list'],
  40003: ['permanent', 'WeChat does not know her on this account.'],
  43004: ['unreachable', 'She does not follow the account any more.'],
  45015: ['hold', 'She has not written for 48 hours, or does not follow the account any more.'],
  45047: ['hold', 'WeChat takes no more messages to her before she writes again.'],
  45009: ['retry', 'The account’s calls for today are used up; WeChat counts anew at midnight in Beijing.'],
  45011: ['retry', 'The account calls too often in this minute.'],
  45002: ['permanent', 'The message is longer than WeChat takes.'],
  45098: ['permanent', 'The menu has more choices than WeChat takes.'],
  40200: ['permanent', 'The account may not send menus.'],
  48001: ['pause', 'The account may not do this: it is not verified, or of another kind than WECHAT_ACCOUNT says.', 'permission'],
  48004: ['pause', 'WeChat has closed this to the account because of a violation: see mp.weixin.qq.com.', 'policy'],
  50002: ['pause', 'The account is frozen: see mp.weixin.qq.com.', 'policy'],
  87014: ['permanent', 'WeChat’s content check refused the message.'],
  40037: ['permanent', 'WeChat does not know the template: check WECHAT_TEMPLATE_ID.'],
  43101: ['permanent', 'She refuses these notices.'],
  47003: ['permanent', 'The template does not take these words.'],
}

const MINUTE = 60_000
const DAY = 86_400_000
const BEIJING = 8 * 3_600_000

/** What a refusal means. The platform's own message is not shown: it may hold ids. */
function failedFrom(code: number, now: () => number): Failed {
  const [kind, explain, trouble] = MEANINGS[code] ?? ['permanent', 'WeChat refused it.']
  const said = `${explain} (${code})`
  return kind === 'retry' ? { kind, retryAt: again(code, now()), explain: said } : { kind, explain: said, ...(trouble && { code: trouble }) }
}

function again(code: number, now: number): string | null {
  if (code === 45011) return new Date(now + MINUTE).toISOString()
  return code === 45009 ? new Date((Math.floor((now + BEIJING) / DAY) + 1) * DAY - BEIJING).toISOString() : null
}
