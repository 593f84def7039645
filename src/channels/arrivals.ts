import { setTimeout as wait } from 'node:timers/promises'
import { type ChannelLog, NotNow } from './channel.ts'

/** What is at most kept of what comes unasked, while it cannot be taken; the rest is lost, with an alarm. */
const MOST = 1_000
/** Times that one is tried whose own fault it is that it cannot be kept. */
const TRIES = 5
/** Milliseconds in which what has arrived may still be kept when the desk stops: nobody brings it again. */
const LAST = 3_000

export type Arrivals<T> = {
  readonly add: (arrival: T) => void
  /** What the desk asked for: whoever asks knows how much that is, and none of it is lost. */
  readonly bring: (asked: T) => void
  readonly stop: () => Promise<void>
}

/** Takes one arrival after another to its commit, for a provider that brings nothing twice: what cannot be kept yet waits here, in order. `pause`: milliseconds between tries. */
export function createArrivals<T>(channel: string, take: (arrival: T) => Promise<void>, log: ChannelLog, pause: number): Arrivals<T> {
  const stopped = new AbortController()
  const queue: { readonly arrival: T; readonly isAsked: boolean }[] = []
  let unasked = 0
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
    for (let first = queue.shift(); first !== undefined && !stopped.signal.aborted; first = queue.shift()) {
      if (!first.isAsked) unasked--
      await takeFirst(first.arrival)
    }
    work = null
  }
  const push = (arrival: T, isAsked: boolean): void => {
    queue.push({ arrival, isAsked })
    work ??= drain()
  }
  return {
    add(arrival) {
      if (unasked >= MOST) return log.error({ channel }, 'too much waits to be kept: a message is lost')
      unasked++
      push(arrival, false)
    },
    bring: (asked) => push(asked, true),
    async stop() {
      await Promise.race([work, wait(LAST, undefined, { ref: false })])
      stopped.abort()
      await work
    },
  }
}
