import { setTimeout as pause } from 'node:timers/promises'

/** Milliseconds; ends early, by an error, when the signal says so. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>
export type Pace = <T>(host: string, least: number, work: () => Promise<T>) => Promise<T>

export const wait: Wait = async (milliseconds, signal) => pause(milliseconds, undefined, { signal })

/** One request at a time a host, whoever asks for it, and between the end of one and the next at least `least` milliseconds. `last`: when each host's ended, for those who share it. */
export function createPace(signal: AbortSignal, hold: Wait, now: () => number, last: Map<string, Promise<number>> = new Map()): Pace {
  return (host, least, work) => {
    const before = last.get(host) ?? Promise.resolve(Number.NEGATIVE_INFINITY)
    const turn = before.then(async (ended) => {
      const rest = ended + least - now()
      if (rest > 0) await hold(rest, signal)
      signal.throwIfAborted()
      return work()
    })
    last.set(host, turn.then(now, now))
    return turn
  }
}
