import { z } from 'zod'
import type { Failed } from '../channel.ts'
import { jsonObject } from '../json.ts'
import { fromNetwork } from '../network.ts'
import type { Refused } from './codes.ts'

export type GraphOptions = { readonly root: string; readonly token: string; readonly fetch: typeof globalThis.fetch; /** Milliseconds. */ readonly patience: number }
/** An answer with 2xx and JSON; a refusal with the code that Meta gives it; or why neither came. */
export type Answered = { readonly kind: 'answered'; readonly json: unknown } | ({ readonly kind: 'refused' } & Refused) | { readonly kind: 'failed'; readonly why: Failed }

export type Graph = { readonly get: (path: string) => Promise<Answered>; readonly post: (path: string, body: object | FormData, longer?: number) => Promise<Answered> }

/** Who asks; Meta gives no file to a client that does not say it. */
export const AGENT = 'Sportello'

/** Meta's Graph API: https://developers.facebook.com/docs/graph-api. Never throws; no error carries the token. */
export function createGraph({ root, token, fetch, patience }: GraphOptions): Graph {
  const ask = async (path: string, init: RequestInit, longer = 1): Promise<Answered> => {
    try {
      const headers = { authorization: `Bearer ${token}`, 'user-agent': AGENT, ...(typeof init.body === 'string' && { 'content-type': 'application/json' }) }
      const response = await fetch(`${root}/${path}`, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(patience * longer) })
      return read(response.status, response.headers.get('retry-after'), await response.text())
    } catch (error) {
      return { kind: 'failed', why: fromNetwork(error, 'WhatsApp') }
    }
  }
  return {
    get: (path) => ask(path, { method: 'GET' }),
    post: (path, body, longer) => ask(path, { method: 'POST', body: body instanceof FormData ? body : JSON.stringify(body) }, longer),
  }
}

const refusal = z.object({ error: z.object({ code: z.number().int(), error_subcode: z.number().int().optional() }) })

function read(status: number, after: string | null, body: string): Answered {
  const json = jsonObject(body)
  if (status >= 200 && status < 300) return json === null ? ambiguous('WhatsApp’s answer cannot be read: the message may have arrived.') : { kind: 'answered', json }
  const said = refusal.safeParse(json)
  if (said.success) {
    const { code, error_subcode: subcode } = said.data.error
    return { kind: 'refused', code, status, ...(subcode !== undefined && { subcode }), ...(/^\d{1,5}$/.test(after ?? '') && { after: Number(after) }) }
  }
  // A gateway that gave up waiting does not know what became of it; what another refused did not pass it.
  if (status === 504 || status === 408) return ambiguous(`Something between here and WhatsApp gave up waiting (${status}): the message may have arrived.`)
  return { kind: 'failed', why: { kind: 'retry', retryAt: null, explain: `Something between here and WhatsApp answered in its place (${status}).` } }
}

const ambiguous = (explain: string): Answered => ({ kind: 'failed', why: { kind: 'ambiguous', explain } })
