/** One entry of a turn, as it stands in the database; `words`: it is found by what it says. */
export type Entry = { readonly kind: string; readonly data: Record<string, unknown>; readonly language: string | null; readonly text: string | null; readonly rendered: unknown; readonly isFound: boolean }

/** What the product wrote at one step of a walk, without what is different at every message: ids, instants, numbers. */
export type Step = {
  /** What she wrote; null: she opened the chat. */
  readonly text: string | null
  readonly state: Record<string, unknown>
  readonly version: string
  readonly conversation: { readonly language: string; readonly mode: string; readonly topic: string | null; readonly urgent: string | null; readonly urgencyRank: number; readonly outcome: string | null; readonly unread: number; readonly lastFrom: string; /** From the turn's first entry; null: the turn has none. */ readonly saidAt: number | null; /** Days. */ readonly eraseAfter: number | null; readonly isHandedOff: boolean }
  readonly entries: readonly Entry[]
  /** Indexes into the turn's entries. */
  readonly outbox: readonly { readonly first: number; readonly last: number; readonly origin: string }[]
}
