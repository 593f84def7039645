import { randomInt } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { pause } from '../signal.ts'
import { written } from '../wechat/xml.ts'

export type Keys = { readonly token: string; readonly corpId: string; readonly aesKey: string }
/** `duplicate`: comes a second time although it was answered. `lost`: the answer to that many attempts never arrives. `silent`: so many knocks are forgotten. */
export type Deliveries = { duplicate: number; lost: number; silent: number }
export type Answered = { readonly status: number; readonly body: string }

const ATTEMPTS = 3

/** Says to the desk that there is something: three attempts, five seconds each. https://developer.work.weixin.qq.com/document/path/90238 */
export function createKnock(keys: Keys, kf: string, url: () => string | null, attemptMs: number, now: () => number, deliveries: Deliveries) {
  const answers: number[] = []
  const signed = (secret: string): URL => {
    const to = url()
    if (to === null) throw new Error('The account has no callback address yet')
    const [timestamp, nonce] = [String(Math.floor(now() / 1000)), String(randomInt(1e8, 1e9))]
    return new URL(`${to}?${new URLSearchParams({ msg_signature: getSignature(keys.token, timestamp, nonce, secret), timestamp, nonce })}`)
  }
  const seal = (words: string): string => encrypt(keys.aesKey, words, keys.corpId)
  async function post(to: URL, body: string | Uint8Array): Promise<Answered | null> {
    try {
      const response = await fetch(to, { method: 'POST', body: body as never, headers: { 'content-type': 'text/xml', connection: 'close' }, signal: AbortSignal.timeout(attemptMs) })
      return { status: response.status, body: await response.text() }
    } catch {
      return null
    }
  }
  const request = (token: string, part: Readonly<Record<string, string>> = {}): { readonly url: URL; readonly body: string } => {
    const secret = seal(written({ ToUserName: keys.corpId, CreateTime: Math.floor(now() / 1000), MsgType: 'event', Event: 'kf_msg_or_event', Token: token, OpenKfId: kf, ...part }))
    return { url: signed(secret), body: written({ ToUserName: keys.corpId, Encrypt: secret, AgentID: '' }) }
  }
  async function attempt(token: string): Promise<boolean> {
    const { url: to, body } = request(token)
    const answer = await post(to, body)
    if (deliveries.lost > 0) {
      deliveries.lost -= 1
      return false
    }
    if (answer !== null && answers.length < 1000) answers.push(answer.status)
    return answer?.status === 200
  }
  return {
    seal, signed, post, request,
    /** What the desk answered. */
    answers: answers as readonly number[],
    async deliver(token: string): Promise<void> {
      if (deliveries.silent > 0) return void (deliveries.silent -= 1)
      for (let tries = 0; tries < ATTEMPTS && url() !== null; tries++) {
        if (await attempt(token)) {
          if (deliveries.duplicate > 0) {
            deliveries.duplicate -= 1
            await attempt(token)
          }
          return
        }
        if (tries + 1 < ATTEMPTS) await pause(Math.min(attemptMs, 200))
      }
    },
  }
}
