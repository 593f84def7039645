import type { Entry, Thread } from '../../../web/contract/inbox.ts'

/** The newest page over what is already here: earlier entries stay, unchanged ones stay the same objects. */
export function merge(before: Thread, after: Thread): Thread {
  const known = new Map(before.entries.map((entry) => [entry.seq, entry]))
  const newest = after.entries.map((entry) => same(known.get(entry.seq), entry))
  const from = newest[0]?.seq ?? 0
  const earlier = before.entries.filter((entry) => entry.seq < from)
  return {
    ...after,
    entries: [...earlier, ...newest],
    older: earlier.length > 0 ? before.older : after.older,
    told: earlier.length > 0 ? toldBoth(before, after) : after.told,
  }
}

/** An earlier page in front; everything else is as the newest page said. */
export const prepend = (thread: Thread, page: Thread): Thread => {
  const from = thread.entries[0]?.seq ?? Number.POSITIVE_INFINITY
  return {
    ...thread,
    entries: [...page.entries.filter((entry) => entry.seq < from), ...thread.entries],
    older: page.older,
    told: toldBoth(page, thread),
  }
}

const same = (before: Entry | undefined, after: Entry): Entry =>
  before && JSON.stringify(before) === JSON.stringify(after) ? before : after

/** The desk tells the facts of one page; the newest value of each counts. */
const toldBoth = (early: Thread, late: Thread): Thread['told'] => {
  const labels = new Set(late.told.map((fact) => fact.label))
  return [...early.told.filter((fact) => !labels.has(fact.label)), ...late.told]
}

/** What arrived from her since: to be told aloud. */
export const arrivedIn = (before: Thread, after: Thread): Entry[] => {
  const last = before.entries.at(-1)?.seq ?? 0
  return after.entries.filter((entry) => entry.seq > last && entry.kind === 'citizen')
}
