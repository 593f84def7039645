import { setTimeout as wait } from 'node:timers/promises'
import { type Telegram, TelegramError } from 'telegraf'
import type { Inlet, Stop } from '../channel.ts'
import { type Handle, WANTED } from './updates.ts'

type Updates = readonly { readonly update_id: number }[]

/** Seconds for which Telegram holds an empty answer back. */
const HELD = 25
const SHORTEST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000
/** Times that one batch is tried before what cannot be kept is given up, with an alarm: else nobody's message would come in any more. */
const TRIES = 10

/**
 * Asks for updates until stopped. What was handled is confirmed by the next question, so a crash loses nothing.
 * It waits and goes on whatever happens: Telegram away, another program asking with the same token (409), a token that was revoked.
 */
export function poll(telegram: Telegram, handle: Handle, inlet: Inlet): Stop {
  const stopped = new AbortController()
  const loop = async (): Promise<void> => {
    let offset = 0
    let pause = SHORTEST_PAUSE
    let tries = 0
    while (!stopped.signal.aborted) {
      try {
        const updates: Updates = await ask(telegram, offset, stopped.signal)
        await handleAll(updates, handle, inlet, ++tries >= TRIES)
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
        pause = SHORTEST_PAUSE
        tries = 0
      } catch (error) {
        if (stopped.signal.aborted) return
        inlet.log.warn({ channel: 'telegram', explain: explain(error) }, 'updates could not be fetched or kept; trying again')
        await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
        pause = Math.min(LONGEST_PAUSE, pause * 2)
      }
    }
  }
  const done = begin(telegram, inlet, stopped.signal).then(loop)
  return async () => {
    stopped.abort()
    await done
  }
}

/** A webhook set by an earlier configuration would keep all updates away. */
async function begin(telegram: Telegram, inlet: Inlet, signal: AbortSignal): Promise<void> {
  await telegram.callApi('deleteWebhook', {}, { signal: signal as never }).catch((error: unknown) => inlet.log.warn({ channel: 'telegram', explain: explain(error) }, 'no webhook could be removed'))
}

const ask = (telegram: Telegram, offset: number, stop: AbortSignal): Promise<Updates> =>
  telegram.callApi('getUpdates', { timeout: HELD, offset, limit: 100, allowed_updates: WANTED }, { signal: AbortSignal.any([stop, AbortSignal.timeout((HELD + 15) * 1000)]) as never })

/** One person's in order, different people's side by side. */
async function handleAll(updates: Updates, handle: Handle, inlet: Inlet, givesUp: boolean): Promise<void> {
  await Promise.all([...byChat(updates).values()].map(async (own) => {
    for (const update of own) {
      await handle(update, inlet).catch((error: unknown) => {
        if (!givesUp) throw error
        inlet.log.error({ channel: 'telegram', update: update.update_id, explain: explain(error) }, 'an update was given up')
      })
    }
  }))
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
