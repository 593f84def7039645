import { createHash } from 'node:crypto'
import type { Inlet } from '../channel.ts'

const KEY = 'first-start'
/** What WeCom takes as a `msgid`, beside its alphabet `[0-9a-zA-Z_-]`. */
const LONGEST = 32
/** Milliseconds before the first start whose messages are still answered. */
const BEFORE = 300_000

export type Names = ReturnType<typeof createNames>

/**
 * A `msgid` must be new on its account, and is refused when it is not: https://developer.work.weixin.qq.com/document/path/94677 . So the desk's own name of a
 * part goes with the moment at which this desk first began: one that is set up again counts its messages from 1 again.
 */
export function createNames(now: () => number) {
  let mark: string | null = null
  return {
    /** Reads the mark, or makes it. Throws when it could not be kept. */
    async begin({ cursor }: Pick<Inlet, 'cursor'>): Promise<void> {
      if (mark !== null) return
      const known = await cursor.get(KEY)
      const fresh = known ?? now().toString(36)
      if (known === null) await cursor.set(KEY, fresh)
      mark = fresh
    },
    /** null: not begun. */
    msgId(ref: string): string | null {
      if (mark === null) return null
      const name = `${mark}_${ref.replace('.', '-')}`
      return name.length <= LONGEST ? name : createHash('sha256').update(name).digest('base64url').slice(0, LONGEST)
    },
    /** null: no name that this desk gave. */
    ref(msgId: string): string | null {
      const [, given, row, part] = /^([0-9a-z]+)_(\d+)-(\d+)$/.exec(msgId) ?? []
      return given !== undefined && given === mark ? `${row}.${part}` : null
    },
    /** Whether it was sent before the desk began: history, which WeCom brings to whoever asks for the first time. `at`: milliseconds. */
    isHistory: (at: number): boolean => mark !== null && at < Number.parseInt(mark, 36) - BEFORE,
  }
}
