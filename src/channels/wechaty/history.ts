import type { Inlet } from '../channel.ts'

/** Milliseconds that may pass between two looks at one clock: a message just before is no history. */
const MARGIN = 60_000
/** However long nobody was logged in, what is older than this is not answered any more. */
const LONGEST = 12 * 3_600_000

export type History = {
  /** A login begins: what came since the last message is still to be answered. */
  readonly begin: () => void
  readonly isOld: (at: number) => Promise<boolean>
  readonly heard: (at: number) => Promise<void>
}

/** A login brings again what was said before it. What came while the desk was away is answered; what is older is history. Twice the same is known by its id. */
export function createHistory(account: string, { cursor }: Pick<Inlet, 'cursor'>, now: () => number): History {
  const key = `heard:${account}`
  const begun = async (): Promise<number> => {
    const login = now()
    const known = Number((await cursor.get(key)) ?? Number.NaN)
    return Number.isFinite(known) ? Math.max(known - MARGIN, login - LONGEST) : login - MARGIN
  }
  let from: Promise<number> | null = null
  let last = 0
  return {
    begin: () => void (from = null),
    isOld: async (at) => at < (await (from ??= begun().catch((error: unknown) => { from = null; throw error }))),
    async heard(at) {
      if (at <= last) return
      last = at
      await cursor.set(key, String(at))
    },
  }
}
