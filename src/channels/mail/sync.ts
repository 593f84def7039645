import type { ImapFlow } from 'imapflow'
import type { Inlet } from '../channel.ts'
import { type Candidate, findCandidates } from './candidates.ts'
import { type Handle, isNotNow } from './handle.ts'
import { within } from './imap.ts'
import { readPosition, writePosition } from './position.ts'

/** Bytes of a mail that is read whole. */
const LARGEST = 25 * 1024 * 1024
/** Times that one mail is tried whose own fault it is that it cannot be kept; then it is given up, with an alarm, and stays unread. */
const TRIES = 10
/** Milliseconds between two notes that nothing was new. */
const STILL = 3_600_000

export type SyncOptions = { readonly handle: Handle; readonly firstDays: number; readonly patience: number; readonly now: () => number }
/** Reads what is new. Resolves to whether some of it is to be tried again soon; throws when the server or the store is away. */
export type Sync = (client: ImapFlow, inlet: Inlet) => Promise<boolean>

/** A mail is kept first and flagged as read after. What was done above one that waits for its next try is not done twice. */
export function createSync({ handle, firstDays, patience, now }: SyncOptions): Sync {
  const failures = new Map<string, number>()
  const done = new Set<string>()

  const one = async (client: ImapFlow, place: string, { uid, size }: Candidate, inlet: Inlet): Promise<'kept' | 'left'> => {
    const isWhole = size <= LARGEST
    const fetched = await within(isWhole ? patience * 4 : patience, client.fetchOne(String(uid), isWhole ? { source: true } : { headers: true }, { uid: true }))
    const raw = fetched === false ? undefined : (fetched.source ?? fetched.headers)
    // Moved or deleted by somebody else since.
    if (raw === undefined) return 'left'
    const outcome = await handle({ raw, isWhole, place }, inlet)
    if (outcome === 'kept') await within(patience, client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true }))
    return outcome
  }

  /** Whether it is dealt with. */
  const tried = async (client: ImapFlow, place: string, candidate: Candidate, inlet: Inlet): Promise<boolean> => {
    if (done.has(place)) return true
    try {
      await one(client, place, candidate, inlet)
    } catch (error) {
      if (isNotNow(error)) throw error
      const tries = (failures.get(place) ?? 0) + 1
      failures.set(place, tries)
      if (tries < TRIES && client.usable) return false
      if (tries < TRIES) throw error
      inlet.log.error({ channel: 'e-mail', mail: place, error: error instanceof Error ? error.name : 'unknown' }, 'a mail could not be kept: it was given up, and is unread in the mailbox')
    }
    failures.delete(place)
    done.add(place)
    return true
  }

  return async (client, inlet) => {
    if (client.mailbox === false) throw new Error('No mailbox is open.')
    const validity = String(client.mailbox.uidValidity)
    const position = await readPosition(inlet)
    const { candidates, upTo } = await within(patience * 4, findCandidates(client, position, validity, firstDays, now()))
    let waiting: number | null = null
    for (const candidate of candidates) if (!(await tried(client, `${validity}:${candidate.uid}`, candidate, inlet))) waiting ??= candidate.uid
    const uid = waiting === null ? upTo : waiting - 1
    // In a mailbox whose uids are new, a position below what waits would hide that the rest is older.
    const isKnown = position?.validity === validity
    if ((waiting === null || isKnown) && (!isKnown || uid !== position.uid || now() - position.at > STILL)) await writePosition(inlet, { validity, uid, at: now() })
    if (waiting === null) done.clear()
    return waiting !== null
  }
}
