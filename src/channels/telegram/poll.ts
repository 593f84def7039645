import { setTimeout as wait } from 'node:timers/promises'
import { type Telegram, TelegramError } from 'telegraf'
import { type Inlet, NotNow, type Stop } from '../channel.ts'
import { type Handle, WANTED } from './updates.ts'

type Updates = readonly { readonly update_id: number }[]

/** Seconds for which Telegram holds an empty answer back. */
const HELD = 25
/** Pauses between tries, as shares of the channel's patience: from a second to a minute. */
const SHORTEST = 1 / 30
const LONGEST = 2
/** Times that one update is tried whose own fault it is that it cannot be kept; then it is given up, with an alarm. */
const TRIES = 10

/**
 * Asks for updates until stopped. What was handled is confirmed by the next question, so a crash loses nothing.
 * It waits and goes on whatever happens: Telegram away, another program asking with the same token (409), a token that was
 * revoked, a database that cannot save: then nothing is confirmed, however long it takes.
 */
export function poll(telegram: Telegram, account: string, handle: Handle, inlet: Inlet, patience: number): Stop {
  const stopped = new AbortController()
  const handleAll = createHandleAll(handle, inlet)
  const loop = async (): Promise<void> => {
    let offset = 0
    let pause = patience * SHORTEST
    while (!stopped.signal.aborted) {
      try {
        const updates: Updates = await ask(telegram, offset, stopped.signal)
        inlet.reading(account, null)
        await handleAll(updates)
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
        pause = patience * SHORTEST
      } catch (error) {
        if (stopped.signal.aborted) return
        inlet.log.warn({ channel: 'telegram', explain: explain(error) }, 'updates could not be fetched or kept; trying again')
        if (isRefused(error)) inlet.reading(account, { kind: 'pause', code: 'token', explain: 'Telegram does not accept the bot’s token: check TELEGRAM_BOT_TOKEN.' })
        if (error instanceof TelegramError && error.code === 409) await clearWebhook(telegram, inlet, stopped.signal)
        await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
        pause = Math.min(patience * LONGEST, pause * 2)
      }
    }
  }
  const done = clearWebhook(telegram, inlet, stopped.signal).then(loop)
  return async () => {
    stopped.abort()
    await done
  }
}

const isRefused = (error: unknown): boolean => error instanceof TelegramError && (error.code === 401 || error.code === 404)

/** A webhook set by an earlier configuration would keep all updates away. */
async function clearWebhook(telegram: Telegram, inlet: Inlet, signal: AbortSignal): Promise<void> {
  await telegram.callApi('deleteWebhook', {}, { signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]) as never }).catch((error: unknown) => inlet.log.warn({ channel: 'telegram', explain: explain(error) }, 'no webhook could be removed'))
}

const ask = (telegram: Telegram, offset: number, stop: AbortSignal): Promise<Updates> =>
  telegram.callApi('getUpdates', { timeout: HELD, offset, limit: 100, allowed_updates: WANTED }, { signal: AbortSignal.any([stop, AbortSignal.timeout((HELD + 15) * 1000)]) as never })

/** One person's in order, different people's side by side. Throws while anything of it should be tried again. */
function createHandleAll(handle: Handle, inlet: Inlet): (updates: Updates) => Promise<void> {
  const failures = new Map<number, number>()
  const handleOne = async (update: Updates[number]): Promise<void> => {
    try {
      await handle(update, inlet)
      failures.delete(update.update_id)
    } catch (error) {
      const tries = (failures.get(update.update_id) ?? 0) + 1
      if (error instanceof NotNow || tries < TRIES) {
        if (!(error instanceof NotNow)) failures.set(update.update_id, tries)
        throw error
      }
      failures.delete(update.update_id)
      inlet.log.error({ channel: 'telegram', update: update.update_id, explain: explain(error) }, 'an update was given up')
    }
  }
  return async (updates) => {
    const outcomes = await Promise.allSettled([...byChat(updates).values()].map(async (own) => {
      for (const update of own) await handleOne(update)
    }))
    const failed = outcomes.find((o) => o.status === 'rejected')
    if (failed) throw failed.reason
  }
}

function byChat(updates: Updates): Map<number, { readonly update_id: number }[]> {
  const groups = new Map<number, { readonly update_id: number }[]>()
  for (const update of updates) groups.set(chatOf(update), [...(groups.get(chatOf(update)) ?? []), update])
  return groups
}

function chatOf(update: object): number {
  const { message, edited_message: edited, callback_query: query, my_chat_member: member } = update as Record<string, { chat?: { id: number }; message?: { chat: { id: number } } } | undefined>
  return message?.chat?.id ?? edited?.chat?.id ?? query?.message?.chat.id ?? member?.chat?.id ?? 0
}

/** Never the address that was asked: it holds the token. */
const explain = (error: unknown): string => (error instanceof TelegramError ? `${error.code} ${error.description}` : error instanceof Error ? `${error.name} ${(error as { code?: string }).code ?? ''}`.trim() : 'unknown')
