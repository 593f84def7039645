import type { Failed } from '../channel.ts'
import { type Json, jsonObject } from '../json.ts'
import { fromNetwork } from '../network.ts'

/** `code`: why the platform refused it; absent where it did not answer. */
export type Heard = { readonly json: Json } | { readonly failed: Failed; readonly code?: number }

/** `message`: what left may have arrived. `question`: nothing arrives at anybody, and it may be asked again. */
export type Asked = { readonly url: URL; readonly init: RequestInit; readonly of: 'message' | 'question' }
/** `provider`: its name, for the operator. */
export type Line = { readonly fetch: typeof globalThis.fetch; readonly patience: number; readonly provider: string }

const GATEWAY_TIMEOUT = 504
const LONGEST_ANSWER = 1024 * 1024

/** One request for JSON. Never throws; the address holds the access token, so no explanation may carry it. */
export async function ask({ fetch, patience, provider }: Line, { url, init, of }: Asked): Promise<Heard> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(patience) })
    const text = await response.text()
    const json = text.length > LONGEST_ANSWER ? null : jsonObject(text)
    return json !== null && response.status < 500 ? { json } : { failed: fromPage(response, of, provider) }
  } catch (error) {
    const why = fromNetwork(error, provider)
    return { failed: of === 'question' && why.kind === 'ambiguous' ? { kind: 'away', explain: `${provider} did not answer.` } : why }
  }
}

/** A page in the place of an answer: what refused it did not pass it on; what timed out, or said yes, may have. */
function fromPage({ status }: Response, of: Asked['of'], provider: string): Failed {
  if (of === 'message' && (status < 300 || status === GATEWAY_TIMEOUT)) return { kind: 'ambiguous', explain: `${provider}’s answer could not be read (${status}): the message may have arrived.` }
  return status >= 500 || status === 429 ? { kind: 'retry', retryAt: null, explain: `${provider} is out of order (${status}).` } : { kind: 'away', explain: `Something between here and ${provider} answered in its place (${status}).` }
}
