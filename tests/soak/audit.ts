import type { Books } from './books.ts'
import { examine, type Line } from './examine.ts'
import type { Person } from './life.ts'
import type { Reply } from './office.ts'
import { CHANNELS, type ChannelName } from './phone.ts'

export type Audit = { readonly lines: Readonly<Record<ChannelName, Line>>; /** The first of what went wrong. */ readonly examples: readonly string[] }

const EXAMPLES = 30

const empty: Line = { people: 0, sent: 0, received: 0, answered: 0, handedOver: 0, replies: 0, lost: 0, doubled: 0, ambiguous: 0, held: 0, callBack: 0, displaced: 0, longest: 0 }

/** Compares what everybody sent and saw with the desk's books. */
export function audit(people: readonly Person[], replies: readonly Reply[], books: Books): Audit {
  const entriesOf = groupBy(books.entries, (e) => e.identity)
  const rowsOf = groupBy(books.outbox, (o) => o.identity)
  const repliesIn = groupBy(replies, (r) => r.conversation)
  const lines = Object.fromEntries(CHANNELS.map((c) => [c, empty])) as Record<ChannelName, Line>
  const examples: string[] = []
  for (const person of people) {
    const { channel, address } = person.phone
    const identity = books.identities.get(`${channel} ${address()}`) ?? ''
    const entries = entriesOf.get(identity) ?? []
    const hers = [...new Set(entries.map((e) => e.conversation))].flatMap((c) => repliesIn.get(c) ?? []).map((r) => r.text)
    const { line, complaints } = examine(person, { identity, entries, rows: rowsOf.get(identity) ?? [], replies: hers })
    lines[channel] = sum(lines[channel], line)
    examples.push(...complaints)
  }
  return { lines, examples: examples.slice(0, EXAMPLES) }
}

/** Of waits, the longest. */
export const sum = (a: Line, b: Line): Line => Object.fromEntries((Object.keys(a) as (keyof Line)[]).map((key) => [key, key === 'longest' ? Math.max(a[key], b[key]) : a[key] + b[key]])) as Line

const groupBy = <T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.get(key(one))?.push(one) ?? groups.set(key(one), [one])
  return groups
}
