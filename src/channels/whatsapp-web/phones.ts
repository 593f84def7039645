import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './port.ts'
import { within } from '../within.ts'

/** Numbers that are remembered. */
const MOST = 5_000
/** Times that a page is asked that cannot answer, because it is begun anew. */
const TRIES = 10

export type PhoneOf = (lid: string) => Promise<string | null>

/** The number behind a hidden id; null: nobody says it. What is known once is not asked again: an id that was a number for one message must not be none for the next. `pause`: milliseconds. Throws when it is stopped. */
export function createPhones(current: () => Client | null, pause: number, stop: AbortSignal): PhoneOf {
  const known = new Map<string, string>()
  const ask = async (lid: string): Promise<string | null> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const asked = current()?.phoneOf(lid)
      const phone = asked && (await within(pause, asked).catch(() => undefined))
      if (phone !== undefined) return phone
      await wait(pause, undefined, { signal: stop })
    }
    return null
  }
  return async (lid) => {
    const phone = known.get(lid) ?? (await ask(lid))
    if (known.size >= MOST) known.clear()
    if (phone !== null) known.set(lid, phone)
    return phone
  }
}
