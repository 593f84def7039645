import { conflict } from './errors.ts'
import type { Queue } from './queue.ts'

export type Poll = { readonly offset: number; readonly limit: number; readonly timeout: number }
export type Poller = ReturnType<typeof createPoller>

/** One long poll at a time: a newer one ends the older with 409, and so does a webhook. */
export function createPoller(queue: Queue) {
  let endCurrent: ((why: Error | null) => void) | null = null
  return {
    async poll({ offset, limit, timeout }: Poll, gone: AbortSignal): Promise<unknown[]> {
      endCurrent?.(conflict('terminated by other getUpdates request; make sure that only one bot instance is running'))
      if (offset !== 0) queue.confirm(offset)
      const ready = queue.read(limit)
      if (ready.length > 0 || timeout <= 0) return ready
      await new Promise<void>((resolve, reject) => {
        const end = (why: Error | null): void => {
          clearTimeout(timer)
          if (endCurrent === end) endCurrent = null
          why ? reject(why) : resolve()
        }
        const timer = setTimeout(() => end(null), Math.min(timeout, 50) * 1000)
        const listen = async (): Promise<void> => {
          while (endCurrent === end && queue.entries().length === 0) await queue.news.wait(1000)
          end(null)
        }
        endCurrent = end
        gone.addEventListener('abort', () => end(null), { once: true })
        void listen()
      })
      return gone.aborted ? [] : queue.read(limit)
    },
    end: (why: Error): void => endCurrent?.(why),
  }
}
