import type { Failed } from '../channel.ts'

export type Json = Readonly<Record<string, unknown>>
/** `code`: why the platform refused it; absent where it did not answer. */
export type Heard = { readonly json: Json } | { readonly failed: Failed; readonly code?: number }

/** `message`: what left may have arrived. `question`: nothing arrives at anybody, and it may be asked again. */
export type Asked = { readonly url: URL; readonly init: RequestInit; readonly of: 'message' | 'question' }
export type Line = { readonly fetch: typeof globalThis.fetch; readonly patience: number }

/** Nothing can have arrived: the connection never stood. */
const NEVER_SENT = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])
const GATEWAY_TIMEOUT = 504
const LONGEST_ANSWER = 1024 * 1024

/** One request for JSON. Never throws; the address holds the access token, so no explanation may carry it. */
export async function ask({ fetch, patience }: Line, { url, init, of }: Asked): Promise<Heard> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patience) })
    const json = readJson(await response.text())
    return json !== null && response.status < 500 ? { json } : { failed: fromPage(response, of) }
  } catch (error) {
    return { failed: fromNetwork(error, of) }
  }
}

function readJson(text: string): Json | null {
  try {
    const json: unknown = text.length > LONGEST_ANSWER ? null : JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : null
  } catch {
    return null
  }
}

/** A page in the place of an answer: what refused it did not pass it on; what timed out, or said yes, may have. */
function fromPage({ status }: Response, of: Asked['of']): Failed {
  if (of === 'message' && (status < 300 || status === GATEWAY_TIMEOUT)) return { kind: 'ambiguous', explain: `WeChat’s answer could not be read (${status}): the message may have arrived.` }
  return status >= 500 || status === 429 ? { kind: 'retry', retryAt: null, explain: `WeChat is out of order (${status}).` } : { kind: 'away', explain: `Something between here and WeChat answered in its place (${status}).` }
}

export function fromNetwork(error: unknown, of: Asked['of']): Failed {
  const { name = '', cause } = (error ?? {}) as { name?: string; cause?: { code?: string } }
  const code = typeof cause?.code === 'string' ? cause.code : ''
  if (of === 'question' || NEVER_SENT.has(code)) return { kind: 'away', explain: `WeChat cannot be reached (${code || name || 'unknown'}).` }
  return { kind: 'ambiguous', explain: name === 'TimeoutError' ? 'WeChat did not answer in time: the message may have arrived.' : 'The connection to WeChat was cut: the message may have arrived.' }
}
