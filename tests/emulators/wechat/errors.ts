/** What the API answers instead of a result: https://developers.weixin.qq.com/doc/service/guide/dev/api/errcode.html */
export class Refusal extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const MESSAGES: Readonly<Record<number, string>> = {
  [-1]: 'system error', 40001: 'invalid credential, access_token is invalid or not latest', 40003: 'invalid openid', 40004: 'invalid media type', 40007: 'invalid media_id', 40008: 'invalid message type',
  40005: 'invalid file type', 40009: 'invalid image size', 40013: 'invalid appid', 40014: 'invalid access_token', 40016: 'invalid button size', 40018: 'invalid button name size', 40019: 'invalid button key size', 40023: 'invalid sub button size', 40037: 'invalid template_id',
  40125: 'invalid appsecret', 40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist', 40200: 'invalid account type', 41001: 'access_token missing', 41005: 'media data missing', 42001: 'access_token expired',
  43002: 'require POST method', 43004: 'require subscribe', 44002: 'empty post data', 44004: 'empty content', 45002: 'content size out of limit', 45009: 'reach max api daily quota limit', 45011: 'api minute-quota reach limit must slower retry next minute',
  45015: 'response out of time limit or subscription is canceled', 45047: 'out of response count limit', 45098: 'msgmenu list size out of limit', 47001: 'data format error', 47003: 'argument invalid', 48001: 'api unauthorized', 48004: 'api forbidden for irregularities', 50002: 'user limited', 87014: 'risky content',
}

export const refusal = (code: number): Refusal => new Refusal(code, `${MESSAGES[code] ?? 'error'} rid: 6742f3a1-0f1e2d3c-4b5a6978`)
