import type { Faults } from './faults.ts'
import { isJson, type Json } from './json.ts'
import { type Answer, post } from './post.ts'
import type { Entry, Queue } from './queue.ts'

export type Hook = { readonly url: string; readonly secret: string; readonly connections: number }
export type Pace = { readonly retryMs: number; readonly timeoutMs: number }
type Trouble = { readonly date: number; readonly message: string }

export type Webhook = ReturnType<typeof createWebhook>

/** Delivers each update again until it gets a 2xx. One chat's updates wait for each other; the answer may be a call of its own. */
export function createWebhook(queue: Queue, faults: () => Faults, pace: Pace, now: () => number, answered: (method: string, params: Json) => void) {
  let hook: Hook | null = null
  let trouble: Trouble | null = null
  let up = true
  let reversing = false
  let inFlight = 0
  const aborts = new Set<AbortController>()
  const headersOf = (to: Hook): Record<string, string> => ({ 'content-type': 'application/json', 'accept-encoding': 'gzip, deflate', ...(to.secret && { 'X-Telegram-Bot-Api-Secret-Token': to.secret }) })

  async function send(entry: Entry, to: Hook): Promise<void> {
    entry.inFlight = true
    inFlight += 1
    const problem = await attempt(to, Buffer.from(JSON.stringify(entry.update)))
    inFlight -= 1
    entry.inFlight = false
    if (!problem) queue.drop(entry)
    else if (up && hook) retry(entry, problem)
    pump()
  }
  async function attempt(to: Hook, body: Buffer): Promise<string | null> {
    try {
      const answer = await deliver(to, body, headersOf(to))
      if (answer.status < 200 || answer.status > 299) return `Wrong response from the webhook: ${answer.status} ${answer.reason}`
      obey(answer)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
  async function deliver(to: Hook, body: Buffer, headers: Record<string, string>): Promise<Answer> {
    const abort = new AbortController()
    aborts.add(abort)
    try {
      return await post(to.url, body, { headers, shape: faults().taking.shape(), timeoutMs: pace.timeoutMs, signal: abort.signal })
    } finally {
      aborts.delete(abort)
    }
  }
  function retry(entry: Entry, message: string): void {
    trouble = { date: Math.floor(now() / 1000), message }
    entry.failures += 1
    entry.notBefore = performance.now() + pace.retryMs
    setTimeout(pump, pace.retryMs + 1).unref()
  }
  function obey(answer: Answer): void {
    if (!answer.type.includes('json')) return
    const { method, ...params } = parsed(answer.body)
    if (typeof method === 'string' && !/^(get|setwebhook|deletewebhook|close|logout)/i.test(method)) answered(method, params)
  }
  async function backwards(batch: readonly Entry[]): Promise<void> {
    reversing = true
    for (const entry of batch) if (hook) await send(entry, hook)
    reversing = false
    pump()
  }
  function pump(): void {
    if (!hook || !up || reversing) return
    const count = faults().taking.reversed()
    if (count > 0) {
      if (queue.entries().length < count || inFlight > 0) return
      faults().taking.endReversal()
      void backwards(queue.entries().slice(0, count).reverse())
      return
    }
    const lines = new Set<string>()
    for (const entry of queue.entries()) {
      if (inFlight >= hook.connections) return
      const waits = lines.has(entry.line) && !faults().taking.parallel()
      lines.add(entry.line)
      if (!waits && !entry.inFlight && entry.notBefore <= performance.now()) void send(entry, hook)
    }
  }
  return {
    pump,
    set(next: Hook | null): void {
      hook = next
      trouble = null
      for (const entry of queue.entries()) entry.notBefore = 0
      pump()
    },
    current: () => hook,
    trouble: () => trouble,
    /** Hits the webhook with any bytes. Status 0 when it did not answer. */
    async hit(body: Uint8Array | string, headers?: Record<string, string>): Promise<Answer> {
      if (!hook) throw new Error('No webhook is set')
      const all = headers ? { 'content-type': 'application/json', ...headers } : headersOf(hook)
      return deliver(hook, Buffer.from(body), all).catch((error: unknown) => ({ status: 0, reason: String(error), body: '', type: '' }))
    },
    pauseAll(): void {
      up = false
      for (const abort of aborts) abort.abort()
    },
    resumeAll(): void {
      up = true
      pump()
    },
  }
}

function parsed(body: string): Json {
  try {
    const value: unknown = JSON.parse(body)
    return isJson(value) ? value : {}
  } catch {
    return {}
  }
}
