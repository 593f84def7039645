import { setTimeout as wait } from 'node:timers/promises'
import { type Telegram, TelegramError } from 'telegraf'
import type { Inlet, Stop, Webhook } from '../channel.ts'
import { jsonObject } from '../json.ts'
import { isSame } from '../secret.ts'
import { type Handle, WANTED } from './updates.ts'

export const PATH = '/telegram'
const LIMIT = 1024 * 1024
const LONGEST_PAUSE = 300_000

/** `X-Telegram-Bot-Api-Secret-Token` is all that tells Telegram from a stranger: https://core.telegram.org/bots/api#setwebhook */
export function webhook(secret: string, handle: Handle): Webhook {
  return {
    path: PATH, method: 'post', limit: LIMIT,
    async handle({ headers, body }, inlet) {
      const given = headers['x-telegram-bot-api-secret-token']
      if (typeof given !== 'string' || !isSame(given, secret)) return { status: 401 }
      const update = jsonObject(body)
      if (update === null) return { status: 400 }
      await handle(update, inlet)
      return { status: 200 }
    },
  }
}

/** Tells Telegram where to knock, until it has heard. */
export function register(telegram: Telegram, url: string, secret: string, { log }: Inlet): Stop {
  const stopped = new AbortController()
  const loop = async (): Promise<void> => {
    for (let pause = 1_000; !stopped.signal.aborted; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      try {
        await telegram.callApi('setWebhook', { url, secret_token: secret, allowed_updates: WANTED, max_connections: 20 }, { signal: stopped.signal as never })
        return
      } catch (error) {
        if (stopped.signal.aborted) return
        log.error({ channel: 'telegram', explain: error instanceof TelegramError ? `${error.code} ${error.description}` : 'Telegram cannot be reached' }, 'the webhook could not be registered; trying again')
        await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
      }
    }
  }
  const done = loop()
  return async () => {
    stopped.abort()
    await done
  }
}
