import { isJson, type Json } from '../wechat/json.ts'
import { refusal } from './errors.ts'

const LIFE = 7_200_000

export type Tokens = ReturnType<typeof createTokens>

/** `gettoken`: the same token while it lives, whoever asks, however often. https://developer.work.weixin.qq.com/document/path/91039 */
export function createTokens(corpId: string, secret: string, now: () => number) {
  let issued: { readonly text: string; readonly until: number; voided: boolean }[] = []
  let count = 0
  let sticky = false
  const issue = () => {
    count += 1
    const token = { text: `kf-${'T'.repeat(40)}${String(count).padStart(4, '0')}`, until: now() + LIFE, voided: false }
    issued = [...issued.slice(-3), token]
    return token
  }
  return {
    give(query: Json): Json {
      if (!isJson(query) || query.corpid !== corpId) throw refusal(40013)
      if (query.corpsecret !== secret) throw refusal(40001)
      const current = issued.at(-1)
      const token = current === undefined || now() >= current.until || (current.voided && !sticky) ? issue() : current
      return { errcode: 0, errmsg: 'ok', access_token: token.text, expires_in: Math.max(1, Math.floor((token.until - now()) / 1000)) }
    },
    check(text: string | null): void {
      if (!text) throw refusal(41001)
      const token = issued.find((t) => t.text === text)
      if (token === undefined || token.voided) throw refusal(40014)
      if (now() >= token.until) throw refusal(42001)
    },
    /** The token in use is void. `until-forced`: it is given all the same, because nothing forces another. */
    void(how: 'until-asked' | 'until-forced'): void {
      for (const token of issued) token.voided = true
      sticky = how === 'until-forced'
    },
  }
}
