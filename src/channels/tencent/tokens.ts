import type { Failed } from '../channel.ts'
import { type Asked, ask, type Line } from './ask.ts'
import type { Codes } from './codes.ts'

export type Tokens = {
  readonly get: () => Promise<string | Failed>
  /** Instead of one that was refused. */
  readonly renew: (refused: string) => Promise<string | Failed>
}

/** `forces`: asked to, the platform gives another token although the one that it gave has not ended. */
export type TokenSource = { readonly ask: (force: boolean) => Omit<Asked, 'of'>; readonly forces: boolean }

/** Milliseconds before its end when a token is renewed: from then on the official accounts' platform gives the next one, and takes both. */
const EARLY = 300_000
/** The platform forces a token twenty times a day, thirty seconds apart. */
const FORCED_APART = 30_000
const SHORTEST = 30_000

/** The access token, which all processes share: asked for once, however many wait. */
export function createTokens(source: TokenSource, line: Line, { failedFrom, refusedAgain }: Codes, now: () => number): Tokens {
  let held: { readonly text: string; readonly until: number } | null = null
  let asking: Promise<string | Failed> | null = null
  let forcedAt = Number.NEGATIVE_INFINITY

  const fetchToken = async (force: boolean): Promise<string | Failed> => {
    const heard = await ask(line, { ...source.ask(force), of: 'question' })
    if ('failed' in heard) return heard.failed
    const { access_token: text, expires_in: life, errcode } = heard.json
    if (typeof text !== 'string' || text === '' || typeof life !== 'number') return failedFrom(typeof errcode === 'number' ? errcode : 0)
    held = { text, until: now() + Math.max(life * 1000 - EARLY, SHORTEST) }
    return text
  }
  /** Another process may have renewed it: only when the platform still gives the refused one is it forced. */
  const replace = async (refused: string): Promise<string | Failed> => {
    const given = await fetchToken(false)
    if (given !== refused) return given
    if (!source.forces || now() - forcedAt < FORCED_APART) return failedFrom(refusedAgain)
    forcedAt = now()
    return fetchToken(true)
  }
  const once = (work: () => Promise<string | Failed>): Promise<string | Failed> => (asking ??= work().finally(() => { asking = null }))
  return {
    get: async () => (held !== null && now() < held.until ? held.text : once(() => fetchToken(false))),
    renew: async (refused) => (held !== null && held.text !== refused ? held.text : once(() => replace(refused))),
  }
}
