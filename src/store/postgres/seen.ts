/** How far this process knows each conversation: by its own commits, and by what others announced. */
export type Seen = { /** True when this is news. */ readonly note: (conversation: string, seq: number) => boolean; readonly forget: (olderThan: number) => void }

/** Conversations remembered at most; beyond, the oldest are forgotten, and a wake-up too many follows. */
const MOST = 20_000

export function createSeen(now: () => number): Seen {
  // In the order in which they were last noted.
  const known = new Map<string, { readonly seq: number; readonly at: number }>()
  return {
    note(conversation, seq) {
      const before = known.get(conversation)?.seq ?? -1
      known.delete(conversation)
      known.set(conversation, { seq: Math.max(seq, before), at: now() })
      if (known.size > MOST) for (const oldest of known.keys()) { known.delete(oldest); break }
      return seq > before
    },
    forget(olderThan) {
      for (const [conversation, { at }] of known) {
        if (at >= olderThan) return
        known.delete(conversation)
      }
    },
  }
}
