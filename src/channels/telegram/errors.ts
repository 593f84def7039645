import { TelegramError } from 'telegraf'
import type { Failed } from '../channel.ts'
import { NOT_CONNECTED } from './agent.ts'

/** Nothing can have arrived: the connection never stood. */
const NEVER_SENT = new Set([NOT_CONNECTED, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])

const GONE = /chat not found|user is deactivated|bot was blocked|bot was kicked|can't initiate conversation|PEER_ID_INVALID/i

/** What Telegram's refusals mean: https://core.telegram.org/bots/api#making-requests and the error codes of the API. */
export function failedFrom(error: unknown, now: () => number): Failed {
  if (!(error instanceof TelegramError)) return fromNetwork(error)
  const { code, description, parameters } = error
  const explain = `Telegram: ${description}`
  if (code === 429) return { kind: 'retry', retryAt: new Date(now() + 1000 * Math.max(1, parameters?.retry_after ?? 1)).toISOString(), explain }
  if (code === 401 || code === 404) return { kind: 'pause', explain: `${explain}. The bot’s token is not valid: check TELEGRAM_BOT_TOKEN.`, code: 'token' }
  if (code === 403 || GONE.test(description)) return { kind: 'unreachable', explain }
  if (code >= 500) return { kind: 'retry', retryAt: null, explain }
  return { kind: 'permanent', explain }
}

function fromNetwork(error: unknown): Failed {
  const { name = '', code = '', type = '' } = (error ?? {}) as { name?: string; code?: string; type?: string }
  if (NEVER_SENT.has(code)) return { kind: 'away', explain: `Telegram cannot be reached (${code}).` }
  // A proxy's page instead of an answer: what it refused did not pass it.
  if (type === 'invalid-json') return { kind: 'retry', retryAt: null, explain: 'Something between here and Telegram answered in its place.' }
  return { kind: 'ambiguous', explain: name === 'AbortError' ? 'Telegram did not answer in time: the message may have arrived.' : 'The connection to Telegram was cut: the message may have arrived.' }
}
