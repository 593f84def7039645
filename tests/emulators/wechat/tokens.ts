import { refusal } from './errors.ts'
import type { Json } from './json.ts'

const LIFE = 7_200_000
/** Within its last five minutes a token gives way to the next, and both are good. */
const OVERLAP = 300_000
const FORCED_APART = 30_000
const FORCED_A_DAY = 20

type Token = { readonly text: string; readonly until: number; voided: boolean }

export type Tokens = ReturnType<typeof createTokens>

/** `stable_token`: https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken */
export function createTokens(appId: string, secret: string, now: () => number) {
  let issued: Token[] = []
  let forced: number[] = []
  let count = 0
  let sticky = false
  const current = (): Token | undefined => issued.at(-1)
  const issue = (): Token => {
    count += 1
    const token = { text: `88_${'T'.repeat(20)}${String(count).padStart(4, '0')}`, until: now() + LIFE, voided: false }
    issued = [...issued.slice(-3), token]
    return token
  }
  const answer = ({ text, until }: Token): Json => ({ access_token: text, expires_in: Math.floor((until - now()) / 1000) })
  const force = (): Json => {
    forced = forced.filter((at) => now() - at < 86_400_000)
    if (now() - (forced.at(-1) ?? 0) < FORCED_APART) throw refusal(45011)
    if (forced.length >= FORCED_A_DAY) throw refusal(45009)
    forced.push(now())
    for (const token of issued) token.voided = true
    sticky = false
    return answer(issue())
  }
  return {
    give({ grant_type, appid, secret: given, force_refresh: isForced }: Json): Json {
      if (grant_type !== 'client_credential') throw refusal(47001)
      if (appid !== appId) throw refusal(40013)
      if (given !== secret) throw refusal(40125)
      if (isForced === true) return force()
      const kept = current()
      if (kept === undefined || now() > kept.until - OVERLAP || (kept.voided && !sticky)) return answer(issue())
      return answer(kept)
    },
    check(text: string | null): void {
      if (!text) throw refusal(41001)
      const token = issued.find((t) => t.text === text)
      if (token === undefined || token.voided) throw refusal(40001)
      if (now() > token.until) throw refusal(42001)
    },
    /** The token in use is void. `until-forced`: the platform goes on giving it all the same, until it is forced. */
    void(how: 'until-asked' | 'until-forced'): void {
      for (const token of issued) token.voided = true
      sticky = how === 'until-forced'
    },
  }
}
