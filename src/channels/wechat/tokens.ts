import type { Failed } from '../channel.ts'
import type { WeChatAccount } from './account.ts'
import { ask, type Line } from './ask.ts'
import { failedFrom } from './errors.ts'

export type Tokens = {
  readonly get: () => Promise<string | Failed>
  /** Instead of one that was refused. */
  readonly renew: (refused: string) => Promise<string | Failed>
}

/** Milliseconds before its end when a token is renewed: from then on the platform gives the next one, and takes both. */
const EARLY = 300_000
/** The platform forces a token twenty times a day, thirty seconds apart. */
const FORCED_APART = 30_000
const SHORTEST = 30_000

/** The stable token, which all processes share: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken . Asked for once, however many wait. */
export function createTokens({ appId, secret, apiRoot }: Pick<WeChatAccount, 'appId' | 'secret' | 'apiRoot'>, line: Line, now: () => number): Tokens {
  let held: { readonly text: string; readonly until: number } | null = null
  let asking: Promise<string | Failed> | null = null
  let forcedAt = Number.NEGATIVE_INFINITY

  const fetchToken = async (force: boolean): Promise<string | Failed> => {
    const body = JSON.stringify({ grant_type: 'client_credential', appid: appId, secret, force_refresh: force })
    const heard = await ask(line, { url: new URL('/cgi-bin/stable_token', apiRoot), init: { method: 'POST', body, headers: { 'content-type': 'application/json' } }, of: 'question' })
    if ('failed' in heard) return heard.failed
    const { access_token: text, expires_in: life, errcode } = heard.json
    if (typeof text !== 'string' || text === '' || typeof life !== 'number') return failedFrom(typeof errcode === 'number' ? errcode : 0, now)
    held = { text, until: now() + Math.max(life * 1000 - EARLY, SHORTEST) }
    return text
  }
  /** Another process may have renewed it: only when the platform still gives the refused one is it forced. */
  const replace = async (refused: string): Promise<string | Failed> => {
    const given = await fetchToken(false)
    if (given !== refused) return given
    if (now() - forcedAt < FORCED_APART) return failedFrom(40001, now)
    forcedAt = now()
    return fetchToken(true)
  }
  const once = (work: () => Promise<string | Failed>): Promise<string | Failed> => (asking ??= work().finally(() => { asking = null }))
  return {
    get: async () => (held !== null && now() < held.until ? held.text : once(() => fetchToken(false))),
    renew: async (refused) => (held !== null && held.text !== refused ? held.text : once(() => replace(refused))),
  }
}
