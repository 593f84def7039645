import type { Change } from '../store/store.ts'
import type { Live } from '../switchboard/ports.ts'

type Listener = (change: Change) => void

/** Wakes the streams of this process. Hers are found by who she is, whatever channel something reached her on, so that ten thousand others cost nothing. */
export type Hub = Live & {
  readonly subscribe: (listener: Listener, citizen?: string) => () => void
}

/** Streams that look again at a time, and milliseconds until the next: thousands at once would stand in each other's way. */
const SOME = 50
const PAUSE = 50

function everyone(byCitizen: ReadonlyMap<string, ReadonlySet<Listener>>): void {
  const all = [...byCitizen.values()].flatMap((listeners) => [...listeners])
  for (let i = 0; i < all.length; i += SOME) setTimeout(() => { for (const listener of all.slice(i, i + SOME)) listener(null) }, (i / SOME) * PAUSE).unref()
}

export function createHub(): Hub {
  const everything = new Set<Listener>()
  const byCitizen = new Map<string, Set<Listener>>()
  return {
    changed(change) {
      for (const listener of everything) listener(change)
      if (change === null) return everyone(byCitizen)
      for (const listener of byCitizen.get(change.citizen) ?? []) listener(change)
    },
    subscribe(listener, citizen) {
      const listeners = citizen === undefined ? everything : (byCitizen.get(citizen) ?? new Set())
      if (citizen !== undefined) byCitizen.set(citizen, listeners)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (citizen !== undefined && listeners.size === 0 && byCitizen.get(citizen) === listeners) byCitizen.delete(citizen)
      }
    },
  }
}
