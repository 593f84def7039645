import type { Change } from '../store/store.ts'
import type { Live } from '../switchboard/ports.ts'

type Listener = (change: Change) => void

/** Wakes the streams of this process. A citizen's is found by her address, so that ten thousand others cost nothing. */
export type Hub = Live & {
  readonly subscribe: (listener: Listener, address?: string) => () => void
}

export function createHub(): Hub {
  const everything = new Set<Listener>()
  const byAddress = new Map<string, Set<Listener>>()
  return {
    changed(change) {
      for (const listener of everything) listener(change)
      const hers = change === null ? [...byAddress.values()].flatMap((listeners) => [...listeners]) : (byAddress.get(change.address) ?? [])
      for (const listener of hers) listener(change)
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
