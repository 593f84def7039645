import { Refusal } from '../wechat/errors.ts'

const MESSAGES: Readonly<Record<number, string>> = {
  [-1]: 'system busy', 40001: 'invalid credential', 40003: 'invalid userid', 40004: 'invalid media type', 40006: 'invalid media size', 40007: 'invalid media_id', 40008: 'invalid message type', 40009: 'invalid image size', 40011: 'invalid video size',
  40013: 'invalid corpid', 40014: 'invalid access_token', 40058: 'invalid request parameter', 41001: 'access_token missing', 42001: 'access_token expired', 45009: 'api freq out of limit', 45033: 'api concurrent out of limit', 48002: 'api forbidden', 60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip', 95000: 'invalid open_kfid', 95001: 'send msg count limit', 95002: 'send msg time limit', 95004: 'open_kfid not exist', 95007: 'invalid msg token', 95008: 'menu item count exceed limit', 95009: 'invalid menu item type', 95011: 'already use wechat kf in wework', 95013: 'conversation end', 95017: 'api switch off', 95018: 'send msg session status invalid',
}

/** A wrong parameter. Also in the place of a number that is not documented: a `msgid` or a code used twice, a text too long, a state that cannot follow. */
export const WRONG = 40058

/** https://developer.work.weixin.qq.com/document/path/90313 . The message holds the address of whoever asks. */
export const refusal = (code: number): Refusal => new Refusal(code, `${MESSAGES[code] ?? 'error'}, hint: [1764000000123456789], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com/devtool/query?e=${code}`)
