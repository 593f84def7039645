export type DemoClock = { readonly now: () => number; readonly advance: (ms: number) => void }

/** One day for the desk and for all providers: it runs as ours does, and can be pushed ahead. */
export function createDemoClock(others: () => readonly { readonly advance: (ms: number) => void }[]): DemoClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance(ms) {
      ahead += ms
      for (const other of others()) other.advance(ms)
    },
  }
}
