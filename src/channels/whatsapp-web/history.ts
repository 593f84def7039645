import type { Inlet } from '../channel.ts'

/** Milliseconds: what is a little older than the last message heard may have come at the same moment. */
const MARGIN = 120_000
/** However long the link was lost, what is older than this when it comes back is not answered any more. */
const LONGEST = 3 * 86_400_000

export type History = {
  /** The link comes back. Until what is returned is called, something may be owed to somebody, and the mark stays where it is. */
  readonly begin: () => () => Promise<void>
  /** Since when what was said may not have been heard. */
  readonly from: () => Promise<number>
  readonly isOld: (at: number) => Promise<boolean>
  readonly heard: (id: string, at: number) => Promise<void>
  /** It came and cannot be read yet: the mark stays before it. */
  readonly sealed: (id: string, at: number) => void
}

/** A page brings again what was said before. What came while the desk was away is answered; what is older is history. Twice the same is known by its id. */
export function createHistory(session: string, { cursor }: Pick<Inlet, 'cursor'>, now: () => number): History {
  const key = `heard:${session}`
  const start = now()
  let mark: number | null = null
  let newest = 0
  const sealed = new Map<string, number>()
  let owed: symbol | null = Symbol('until the first link')
  let begins: number | null = null
  const marked = async (): Promise<number> => (mark ??= Number((await cursor.get(key)) ?? start))
  const from = async (): Promise<number> => Math.max((await marked()) - MARGIN, now() - LONGEST)
  const move = async (): Promise<void> => {
    const at = Math.min(newest, ...sealed.values())
    if (owed !== null || at <= (await marked())) return
    await cursor.set(key, String(at))
    mark = at
  }
  return {
    begin() {
      const mine = Symbol('until this link was looked through')
      owed = mine
      begins = null
      return async () => {
        if (owed === mine) owed = null
        await move()
      }
    },
    from,
    isOld: async (at) => at < (begins ??= await from()),
    async heard(id, at) {
      sealed.delete(id)
      for (const [other, since] of sealed) if (since < now() - LONGEST) sealed.delete(other)
      newest = Math.max(newest, at)
      await move()
    },
    sealed: (id, at) => void sealed.set(id, at),
  }
}
