import { createHash, randomInt } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { pause } from '../signal.ts'
import { type Heard, heard, type Keys } from './passive.ts'
import { type Fields, written } from './xml.ts'

export type Pace = { /** How long one attempt may take; then the connection is cut. */ readonly attemptMs: number; readonly attempts: number }
/** `duplicate`: comes a second time although it was answered. `lost`: the answer to that many attempts never arrives. */
export type Deliveries = { duplicate: number; lost: number }
export type Answered = { readonly status: number; readonly body: string }

const sha1 = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex')

export type Push = ReturnType<typeof createPush>

/** Brings one message to the desk: three attempts, five seconds each; what is answered to a later one counts as well, but she sees one answer only. */
export function createPush(keys: Keys, url: () => string | null, pace: Pace, now: () => number, deliveries: Deliveries) {
  const signed = (openid: string): URL => {
    const to = url()
    if (to === null) throw new Error('The account has no server address yet')
    const [timestamp, nonce] = [String(Math.floor(now() / 1000)), String(randomInt(1e8, 1e9))]
    const query = new URLSearchParams({ signature: sha1(keys.token, timestamp, nonce), timestamp, nonce, openid })
    return new URL(`${to}?${query}`)
  }
  function request(openid: string, fields: Fields): { readonly url: URL; readonly body: string } {
    const to = signed(openid)
    if (keys.aesKey === null) return { url: to, body: written(fields) }
    const sealed = encrypt(keys.aesKey, written(fields), keys.appId)
    const { searchParams: query } = to
    query.set('encrypt_type', 'aes')
    query.set('msg_signature', getSignature(keys.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', sealed))
    return { url: to, body: written({ ToUserName: String(fields.ToUserName), Encrypt: sealed }) }
  }
  async function post(to: URL, body: string | Uint8Array): Promise<Answered | null> {
    try {
      const response = await fetch(to, { method: 'POST', body: body as never, headers: { 'content-type': 'text/xml', connection: 'close' }, signal: AbortSignal.timeout(pace.attemptMs) })
      return { status: response.status, body: await response.text() }
    } catch {
      return null
    }
  }
  /** Null: no answer, or one that is not 200; it comes again. */
  async function attempt(openid: string, fields: Fields): Promise<Answered | null> {
    const { url: to, body } = request(openid, fields)
    const answer = await post(to, body)
    if (deliveries.lost > 0) {
      deliveries.lost -= 1
      return null
    }
    return answer?.status === 200 ? answer : null
  }
  return {
    request, post, signed,
    async deliver(openid: string, fields: Fields): Promise<Heard> {
      for (let tries = 0; tries < pace.attempts; tries++) {
        const began = performance.now()
        const answer = await attempt(openid, fields)
        if (answer !== null) {
          if (deliveries.duplicate > 0) {
            deliveries.duplicate -= 1
            await attempt(openid, fields)
          }
          return heard(answer.body, { openid, original: String(fields.ToUserName) }, keys)
        }
        if (tries + 1 < pace.attempts) await pause(Math.max(0, pace.attemptMs - (performance.now() - began)))
      }
      return { kind: 'trouble', why: 'no answer' }
    },
  }
}
