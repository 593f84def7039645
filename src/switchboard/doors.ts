import type { ConversationId, Instant } from '../core/ids.ts'
import type { Param, Params } from '../core/params.ts'
import type { NewDoor } from '../store/store.ts'
import { later } from './backoff.ts'

/** Makes addresses of the desk's own page, each with a secret that is kept only as a hash. */
export type MakeDoor = (language: string) => { readonly url: string; readonly hash: string }

/** Milliseconds for which a link is good. */
const GOOD_FOR = 24 * 3_600_000

/** Fills links to the private page, each with an address of its own. */
export function openDoors(params: Params, language: string, make: MakeDoor): { readonly params: Params; readonly hashes: readonly string[] } {
  const hashes: string[] = []
  const filled = Object.entries(params).map(([name, value]): [string, Param] => {
    if (!isDoor(value)) return [name, value]
    const { url, hash } = make(language)
    hashes.push(hash)
    return [name, { url }]
  })
  return hashes.length === 0 ? { params, hashes } : { params: Object.fromEntries(filled), hashes }
}

const isDoor = (value: Param): boolean => typeof value === 'object' && 'page' in value

export const doorOf = (hash: string, conversation: ConversationId, now: Instant): NewDoor => ({ hash, conversation, expiresAt: later(now, GOOD_FOR) })
