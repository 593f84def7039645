import type { Change } from '../store/store.ts'
import type { Live } from '../switchboard/ports.ts'

type Listener = (change: Change) => void

/** Wakes the streams of this process. A citizen's is found by her address, so that ten thousand others cost nothing. */
export type Hub = Live & {
  readonly subscribe: (listener: Listener, address?: string) => () => void
}

/** Streams that look again at a time, and milliseconds until the next: thousands at once would stand in each other's way. */
const SOME = 50
const PAUSE = 50

function everyone(byAddress: ReadonlyMap<string, ReadonlySet<Listener>>): void {
  const all = [...byAddress.values()].flatMap((listeners) => [...listeners])
  for (let i = 0; i < all.length; i += SOME) setTimeout(() => { for (const listener of all.slice(i, i + SOME)) listener(null) }, (i / SOME) * PAUSE).unref()
}

export function createHub(): Hub {
  const everything = new Set<Listener>()
  const byAddress = new Map<string, Set<Listener>>()
  return {
    changed(change) {
      for (const listener of everything) listener(change)
      if (change === null) return everyone(byAddress)
      for (const listener of byAddress.get(change.address) ?? []) listener(change)
    },
    subscribe(listener, address) {
      const listeners = address === undefined ? everything : (byAddress.get(address) ?? new Set())
      if (address !== undefined) byAddress.set(address, listeners)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (address !== undefined && listeners.size === 0 && byAddress.get(address) === listeners) byAddress.delete(address)
      }
    },
  }
}
