import type { Inlet } from '../channel.ts'

/** Milliseconds: what is a little older than the last message heard may have come at the same moment. */
const MARGIN = 120_000
/** However long the desk was away, what is older than this is not answered any more. */
const LONGEST = 3 * 86_400_000

/** `from`: since when what was said may not have been heard. */
export type History = { readonly from: () => Promise<number>; readonly isOld: (at: number) => Promise<boolean>; readonly heard: (at: number) => Promise<void> }

/** A page brings again what was said before. What came while the desk was away is answered; what is older is history. Twice the same is known by its id. */
export function createHistory(session: string, { cursor }: Pick<Inlet, 'cursor'>, now: () => number): History {
  const key = `heard:${session}`
  const start = now()
  let last: number | null = null
  const lastHeard = async (): Promise<number> => (last ??= Number((await cursor.get(key)) ?? start))
  const from = async (): Promise<number> => Math.max((await lastHeard()) - MARGIN, start - LONGEST)
  let begins: number | null = null
  return {
    from,
    async isOld(at) {
      begins ??= await from()
      return at < begins
    },
    async heard(at) {
      if (at <= (await lastHeard())) return
      await cursor.set(key, String(at))
      last = at
    },
  }
}
