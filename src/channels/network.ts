import type { Failed } from './channel.ts'

/** An agent's own word for a connection that never stood. */
export const NOT_CONNECTED = 'ENOTCONNECTED'

/** Nothing can have arrived: the connection never stood. */
const NEVER_SENT = new Set([
  NOT_CONNECTED, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** What an error of `fetch` means for a message that was being sent. `provider`: its name, for the operator. */
export function fromNetwork(error: unknown, provider: string): Failed & { readonly kind: 'away' | 'ambiguous' } {
  const { name = '', code: own, cause } = (error ?? {}) as { name?: string; code?: unknown; cause?: { code?: unknown } }
  const code = [cause?.code, own].find((c): c is string => typeof c === 'string') ?? ''
  if (NEVER_SENT.has(code)) return { kind: 'away', explain: `${provider} cannot be reached (${code}).` }
  const isLate = name === 'TimeoutError' || name === 'AbortError'
  return { kind: 'ambiguous', explain: isLate ? `${provider} did not answer in time: the message may have arrived.` : `The connection to ${provider} was cut: the message may have arrived.` }
}
