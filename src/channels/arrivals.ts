import { setTimeout as wait } from 'node:timers/promises'
import { type ChannelLog, NotNow } from './channel.ts'

/** What is at most kept while nothing can be saved; the rest is lost, with an alarm. */
const MOST = 1_000
/** Times that one is tried whose own fault it is that it cannot be kept. */
const TRIES = 5
/** Milliseconds in which what has arrived may still be kept when the desk stops: nobody brings it again. */
const LAST = 3_000

export type Arrivals<T> = { readonly add: (arrival: T) => void; readonly stop: () => Promise<void> }

/** Takes one arrival after another to its commit, for a provider that brings nothing twice: what cannot be kept yet waits here, in order. `pause`: milliseconds between tries. */
export function createArrivals<T>(channel: string, take: (arrival: T) => Promise<void>, log: ChannelLog, pause: number): Arrivals<T> {
  const stopped = new AbortController()
  const queue: T[] = []
  let work: Promise<void> | null = null

  const takeFirst = async (arrival: T): Promise<void> => {
    for (let tries = 1; !stopped.signal.aborted; ) {
      try {
        return await take(arrival)
      } catch (error) {
        if (!(error instanceof NotNow) && tries++ >= TRIES) return log.error({ channel, error: error instanceof Error ? error.name : 'unknown' }, 'a message was given up')
        log.warn({ channel, error: error instanceof Error ? error.name : 'unknown' }, 'a message could not be kept; trying again')
        await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
      }
    }
  }
  const drain = async (): Promise<void> => {
    for (let first = queue.shift(); first !== undefined && !stopped.signal.aborted; first = queue.shift()) await takeFirst(first)
    work = null
  }
  return {
    add(arrival) {
      if (queue.length >= MOST) return log.error({ channel }, 'too much arrived while nothing could be saved: a message is lost')
      queue.push(arrival)
      work ??= drain()
    },
    async stop() {
      await Promise.race([work, wait(LAST, undefined, { ref: false })])
      stopped.abort()
      await work
    },
  }
}
