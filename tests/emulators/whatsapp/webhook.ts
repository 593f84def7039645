import { createHmac } from 'node:crypto'
import type { Json } from '../telegram/json.ts'
import { type Answer, post } from '../telegram/post.ts'
import { createSignal, pause, until } from '../signal.ts'
import type { Faults } from './faults.ts'

/** One change of the account, as `entry[].changes[]` has it. */
export type Change = { readonly field: string; readonly value: Json }
type Envelope = { readonly body: Buffer; failures: number }

export type Hook = ReturnType<typeof createHook>

/** As Meta writes it: everything beyond ASCII escaped, and the slash too. */
export const metaJson = (value: unknown): Buffer =>
  Buffer.from(JSON.stringify(value).replaceAll('/', '\\/').replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`))

export const signature = (secret: string, body: Uint8Array): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

/** Knocks at the desk until it says 2xx, each time after a longer while; nothing waits for what failed. */
export function createHook(options: { readonly secret: string; readonly account: string; readonly faults: Faults; readonly retryMs: number; readonly timeoutMs: number }) {
  const { secret, account, faults, retryMs, timeoutMs } = options
  const changed = createSignal()
  const stopped = new AbortController()
  const waiting: Change[] = []
  let url: string | null = null
  let open = 0
  let line: Promise<void> = Promise.resolve()
  const answers: number[] = []

  const deliver = (body: Buffer, headers: Readonly<Record<string, string>>): Promise<Answer> =>
    url === null ? Promise.reject(new Error('nobody is connected')) : post(url, body, { headers: { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', ...headers }, shape: 'whole', timeoutMs, signal: stopped.signal })
  const attempt = async (envelope: Envelope): Promise<void> => {
    const answer = await deliver(envelope.body, { 'X-Hub-Signature-256': signature(secret, envelope.body) }).catch(() => null)
    if (answer) answers.push(answer.status)
    if (answers.length > 1000) answers.shift()
    if (stopped.signal.aborted) return
    if (answer && answer.status >= 200 && answer.status < 300) {
      open -= 1
      return changed.ring()
    }
    envelope.failures += 1
    void pause(Math.min(2_000, retryMs * 2 ** envelope.failures)).then(() => attempt(envelope))
  }
  const send = (changes: readonly Change[]): void => {
    const body = metaJson({ object: 'whatsapp_business_account', entry: changes.map((change) => ({ id: account, changes: [change] })) })
    for (let i = faults.taking.duplicate() ? 2 : 1; i > 0; i--) {
      open += 1
      line = line.then(() => attempt({ body, failures: 0 }))
    }
  }
  return {
    connect: (to: string | null): void => void (url = to),
    answers,
    push(change: Change): void {
      waiting.push(change)
      if (waiting.length < faults.taking.collecting()) return
      const batch = waiting.splice(0)
      send(faults.taking.collected() ? batch.reverse() : batch)
    },
    again: (change: Change): void => send([change]),
    hit: (body: Uint8Array | string, headers: Readonly<Record<string, string>> = {}) => deliver(Buffer.from(body), headers),
    sign: (body: Uint8Array | string) => ({ 'X-Hub-Signature-256': signature(secret, Buffer.from(body)) }),
    async delivered(ms: number): Promise<void> {
      if (!(await until(changed, ms, () => (open === 0 ? true : null)))) throw new Error(`${open} webhooks were not taken; the last answers were ${answers.slice(-5).join(', ')}`)
    },
    stop: (): void => stopped.abort(),
  }
}
