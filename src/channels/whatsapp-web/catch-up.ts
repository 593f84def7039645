import { setTimeout as wait } from 'node:timers/promises'
import type { Arrivals } from '../arrivals.ts'
import type { ChannelLog } from '../channel.ts'
import { within } from '../within.ts'
import type { History } from './history.ts'
import { type Client, type Heard, SEALED } from './port.ts'
import type { Arrival } from './take.ts'

/** Times longer than for one answer. */
const LOOK = 4
/** Milliseconds between two looks at the longest. */
const LONGEST = 30 * 60_000

export type CatchUp = { readonly ready: (client: Client) => void; readonly lost: () => void; readonly heard: (heard: Heard) => void }

/** Looks through what came while there was no link, as often as it takes; what comes meanwhile waits for the first look, so that everybody is heard in order. `patience`: milliseconds that it waits at most. */
export function createCatchUp(history: History, { add, bring }: Pick<Arrivals<Arrival>, 'add' | 'bring'>, log: ChannelLog, patience: number): CatchUp {
  let link = new AbortController()
  let waits = true
  const live: Heard[] = []

  const release = (): void => {
    waits = false
    for (const heard of live.splice(0)) add({ kind: 'heard', heard })
  }
  /** Whether it found chats to the end, and how many are left. */
  const look = async (client: Client, known: Set<string>, isFirst: boolean): Promise<{ readonly found: number; readonly left: number }> => {
    const { heard: all, whole, left } = await within(patience * LOOK, client.since(await history.from(), known, patience / 2))
    // What is being read at the beginning is mostly read a moment later.
    for (const heard of all) if (!isFirst || heard.type !== SEALED) bring({ kind: 'heard', heard })
    for (const chat of whole) known.add(chat)
    return { found: whole.length, left }
  }
  const lookThrough = async (client: Client, signal: AbortSignal): Promise<void> => {
    const settle = history.begin()
    const known = new Set<string>()
    for (let pause = patience / 4, isFirst = true; !signal.aborted; isFirst = false) {
      const looked = await look(client, known, isFirst).catch((error: unknown) => ({ found: 0, left: null, error: error instanceof Error ? error.name : 'unknown' }))
      if (signal.aborted) return
      // Behind what was found: the mark moves when all of it is kept.
      if (looked.left === 0) bring({ kind: 'whole', settle })
      release()
      if (looked.left === 0) return
      log.warn({ channel: 'whatsapp-web', ...looked }, 'what came while the desk was away could not all be looked through; it is tried again')
      pause = looked.found > 0 ? patience / 4 : Math.min(LONGEST, pause * 2)
      await wait(pause, undefined, { signal, ref: false }).catch(() => {})
    }
  }
  return {
    ready(client) {
      link.abort()
      link = new AbortController()
      waits = true
      void wait(patience, undefined, { signal: link.signal, ref: false }).then(release, () => {})
      void lookThrough(client, link.signal)
    },
    lost() {
      link.abort()
      release()
      waits = true
    },
    heard: (heard) => void (waits ? live.push(heard) : add({ kind: 'heard', heard })),
  }
}
