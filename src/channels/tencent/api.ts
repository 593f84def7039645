import type { Failed } from '../channel.ts'
import { ask, type Asked, type Heard, type Line } from './ask.ts'
import type { Codes } from './codes.ts'
import type { Tokens } from './tokens.ts'

export type Call = { readonly path: string; readonly query?: Readonly<Record<string, string>>; /** JSON, or a form. Without: GET. */ readonly body?: object; readonly of: Asked['of'] }
export type Api = {
  /** The platform's answer, whose `errcode` was 0. */
  readonly call: (call: Call) => Promise<Heard>
  /** Does something with a token, and once more with another when it is refused. */
  readonly withToken: <T>(use: (token: string) => Promise<T | 'refused'>) => Promise<T | { readonly failed: Failed }>
  readonly url: (path: string, token: string, query?: Readonly<Record<string, string>>) => URL
}

export function createApi(apiRoot: string, tokens: Tokens, line: Line, { tokenRefused, refusedAgain, failedFrom }: Codes): Api {
  const url: Api['url'] = (path, token, query = {}) => new URL(`${path}?${new URLSearchParams({ access_token: token, ...query })}`, apiRoot)
  const withToken: Api['withToken'] = async (use) => {
    const token = await tokens.get()
    if (typeof token !== 'string') return { failed: token }
    const first = await use(token)
    if (first !== 'refused') return first
    const other = await tokens.renew(token)
    if (typeof other !== 'string') return { failed: other }
    const second = await use(other)
    return second === 'refused' ? { failed: failedFrom(refusedAgain) } : second
  }
  const once = async ({ path, query, body, of }: Call, token: string): Promise<Heard | 'refused'> => {
    const heard = await ask(line, { url: url(path, token, query), init: initOf(body), of })
    if ('failed' in heard) return heard
    const code = heard.json.errcode ?? 0
    if (code === 0) return heard
    if (typeof code !== 'number') return { failed: failedFrom(0) }
    return tokenRefused.has(code) ? 'refused' : { failed: failedFrom(code), code }
  }
  return { url, withToken, call: (call) => withToken((token) => once(call, token)) }
}

/** Real characters: the platform shows `\u4f60` as it is written. */
function initOf(body: object | undefined): RequestInit {
  if (body === undefined) return {}
  if (body instanceof FormData) return { method: 'POST', body }
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8' } }
}
