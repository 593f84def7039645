import { WELCOME } from './can.ts'

const MOST = 5_000

export type Welcomes = ReturnType<typeof createWelcomes>

/** Codes with which somebody who has just opened the chat is greeted, each good once and for 20 seconds. */
export function createWelcomes(now: () => number) {
  const codes = new Map<string, { readonly code: string; readonly until: number }>()
  const keep = (address: string, code: string, until: number): void => {
    codes.delete(address)
    codes.set(address, { code, until })
    for (const [oldest, { until: end }] of codes) {
      if (codes.size <= MOST && end > now()) return
      codes.delete(oldest)
    }
  }
  return {
    came: (address: string, code: string): void => keep(address, code, now() + WELCOME),
    /** Hers, if she has one; it is used up then, unless it is given back. */
    take(address: string): { readonly code: string; readonly giveBack: () => void } | null {
      const found = codes.get(address)
      codes.delete(address)
      if (found === undefined || found.until <= now()) return null
      return { code: found.code, giveBack: () => keep(address, found.code, found.until) }
    },
    size: (): number => codes.size,
  }
}
