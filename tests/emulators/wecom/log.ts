import type { Json } from '../wechat/json.ts'
import { refusal, WRONG } from './errors.ts'

const HISTORY = 3 * 86_400_000
const TOKEN_LIFE = 600_000
const MINUTE = 60_000
const MOST = 5_000
/** Questions a minute without a callback's token. */
const UNASKED = 10

export type Log = ReturnType<typeof createLog>
export type LogOptions = { readonly kf: string; readonly now: () => number; /** Messages that one answer holds at most, whatever was asked for. */ readonly page: number }

/** What happened on the account, for three days: https://developer.work.weixin.qq.com/document/path/94670 */
export function createLog({ kf, now, page }: LogOptions) {
  const all: { readonly at: number; readonly json: Json }[] = []
  const tokens = new Map<string, number>()
  let unasked: number[] = []
  let dropped = 0
  let tokenCount = 0

  const checkToken = (token: unknown): void => {
    if (token === undefined || token === '') {
      unasked = [...unasked.filter((at) => now() - at < MINUTE), now()]
      if (unasked.length > UNASKED) throw refusal(45009)
    } else if (typeof token !== 'string' || now() > (tokens.get(token) ?? 0)) throw refusal(95007)
  }
  /** A cursor says nothing to whoever holds it. */
  const cursorOf = (at: number): string => Buffer.from(`kf:${at}`).toString('base64url')
  const positionOf = (cursor: unknown): number => {
    if (cursor === undefined || cursor === '') return dropped + all.filter(({ at }) => now() - at >= HISTORY).length
    const [, at] = /^kf:(\d{1,9})$/.exec(Buffer.from(String(cursor), 'base64url').toString()) ?? []
    if (at === undefined) throw refusal(WRONG)
    return Math.max(Number(at), dropped)
  }
  return {
    add(json: Json): void {
      all.push({ at: now(), json })
      if (all.length <= MOST) return
      all.shift()
      dropped += 1
    },
    /** What a callback brings along. */
    token(): string {
      const token = `ENC${String(++tokenCount).padStart(6, '0')}${'x'.repeat(24)}`
      tokens.set(token, now() + TOKEN_LIFE)
      if (tokens.size > MOST) tokens.delete(tokens.keys().next().value as string)
      return token
    },
    sync({ cursor, token, limit = 1000, open_kfid, voice_format = 0 }: Json): Json {
      if (open_kfid !== undefined && open_kfid !== kf) throw refusal(95004)
      if (typeof limit !== 'number' || limit < 1 || limit > 1000 || ![0, 1].includes(voice_format as number)) throw refusal(WRONG)
      checkToken(token)
      const from = positionOf(cursor)
      const given = all.slice(from - dropped, from - dropped + Math.min(limit, page))
      const next = from + given.length
      return { errcode: 0, errmsg: 'ok', next_cursor: cursorOf(next), has_more: next < dropped + all.length ? 1 : 0, msg_list: given.map(({ json }) => json) }
    },
    size: () => all.length,
  }
}
