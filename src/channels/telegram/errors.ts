import { TelegramError } from 'telegraf'
import type { Failed } from '../channel.ts'
import { fromNetwork } from '../network.ts'

const GONE = /chat not found|user is deactivated|bot was blocked|bot was kicked|can't initiate conversation|PEER_ID_INVALID/i

/** What Telegram's refusals mean: https://core.telegram.org/bots/api#making-requests and the error codes of the API. */
export function failedFrom(error: unknown, now: () => number): Failed {
  if (!(error instanceof TelegramError)) return isPage(error) ? { kind: 'retry', retryAt: null, explain: 'Something between here and Telegram answered in its place.' } : fromNetwork(error, 'Telegram')
  const { code, description, parameters } = error
  const explain = `Telegram: ${description}`
  if (code === 429) return { kind: 'retry', retryAt: new Date(now() + 1000 * Math.max(1, parameters?.retry_after ?? 1)).toISOString(), explain }
  if (code === 401 || code === 404) return { kind: 'pause', explain: `${explain}. The bot’s token is not valid: check TELEGRAM_BOT_TOKEN.`, code: 'token' }
  if (code === 403 || GONE.test(description)) return { kind: 'unreachable', explain }
  if (code >= 500) return { kind: 'retry', retryAt: null, explain }
  return { kind: 'permanent', explain }
}

/** A proxy's page instead of an answer: what it refused did not pass it. */
const isPage = (error: unknown): boolean => (error as { type?: unknown } | null)?.type === 'invalid-json'
