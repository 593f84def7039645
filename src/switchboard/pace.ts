const MINUTE = 60_000

/** Counts by key and minute. `first`: this one is the first over the limit, worth a word in the log. `undo`: it does not count, because it comes again. */
export function createPace(perMinute: number, now: () => number): (key: string) => { readonly isOver: boolean; readonly first: boolean; readonly undo: () => void } {
  let minute = 0
  let counts = new Map<string, number>()
  return (key) => {
    const current = Math.floor(now() / MINUTE)
    if (current !== minute) {
      minute = current
      counts = new Map()
    }
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return { isOver: count > perMinute, first: count === perMinute + 1, undo: () => void (current === minute && counts.set(key, (counts.get(key) ?? 1) - 1)) }
  }
}
