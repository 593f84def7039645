import type { TurnEvent } from '../core/event.ts'
import type { ConversationId, Instant } from '../core/ids.ts'
import type { Param, Params } from '../core/params.ts'
import type { NewDoor } from '../store/store.ts'
import { later } from './backoff.ts'

/** Makes addresses of the desk's own page, each with a secret that is kept only as a hash. */
export type MakeDoor = (language: string) => { readonly url: string; readonly hash: string }

/** Milliseconds for which a link is good. */
const GOOD_FOR = 24 * 3_600_000

/** Fills links to the private page, each with an address of its own: the secret is in what she is told, and nowhere else. */
export function openDoors(events: readonly TurnEvent[], language: string, make: MakeDoor): { readonly events: readonly TurnEvent[]; readonly hashes: readonly string[] } {
  const hashes: string[] = []
  const filled = (params: Params): Params => Object.fromEntries(Object.entries(params).map(([name, value]) => {
    if (!isDoor(value)) return [name, value]
    const { url, hash } = make(language)
    hashes.push(hash)
    return [name, { url }]
  }))
  return { events: events.map((event) => (event.kind === 'said' && hasDoor(event.params) ? { ...event, params: filled(event.params) } : event)), hashes }
}

const isDoor = (value: Param | undefined): boolean => typeof value === 'object' && 'page' in value

function hasDoor(params: Params): boolean {
  for (const name in params) if (isDoor(params[name])) return true
  return false
}

export const doorOf = (hash: string, conversation: ConversationId, now: Instant): NewDoor => ({ hash, conversation, expiresAt: later(now, GOOD_FOR) })
