import type { ImapFlow, SearchObject } from 'imapflow'
import type { Position } from './position.ts'

export type Candidate = { readonly uid: number; readonly size: number }
export type Found = { readonly candidates: readonly Candidate[]; /** Everything up to here was looked at. */ readonly upTo: number }

const DAY = 86_400_000
const AT_ONCE = 200

/**
 * Which mails may be new. Uids only grow while UIDVALIDITY stays: what is above the last one.
 * When it changes, uids mean nothing any more: everything since shortly before the desk last looked, whose copies are known by their ids.
 * A server searches by days of its own: one more is asked for, and left out again by the hour.
 * In a mailbox never seen before: what is unread and recent, so that nobody is answered after years.
 */
export async function findCandidates(client: ImapFlow, position: Position | null, validity: string, firstDays: number, now: number): Promise<Found> {
  const known = position !== null && position.validity === validity ? position.uid : null
  const since = known === null ? (position?.at ?? now) - firstDays * DAY : null
  // Asked first: what comes meanwhile is above it.
  const top = known ?? (await newestUid(client))
  const uids = await search(client, known !== null ? { uid: `${known + 1}:*` } : { ...(position === null ? { seen: false } : {}), since: new Date((since ?? now) - DAY) })
  // «n:*» names the newest mail even where it is older than n.
  const above = uids.filter((uid) => uid > (known ?? 0)).sort((a, b) => a - b)
  const candidates: Candidate[] = []
  for (let at = 0; at < above.length; at += AT_ONCE) {
    for (const found of await client.fetchAll(above.slice(at, at + AT_ONCE).join(','), { uid: true, size: true, internalDate: true }, { uid: true })) {
      if (since === null || new Date(found.internalDate ?? 0).getTime() >= since) candidates.push({ uid: found.uid, size: found.size ?? 0 })
    }
  }
  return { candidates: candidates.sort((a, b) => a.uid - b.uid), upTo: Math.max(top, above.at(-1) ?? 0) }
}

/** Servers may leave UIDNEXT out. Without it, all that is old would be taken for new. */
async function newestUid(client: ImapFlow): Promise<number> {
  const next = client.mailbox === false ? undefined : client.mailbox.uidNext
  return next === undefined ? (await search(client, { all: true })).reduce((a, b) => Math.max(a, b), 0) : Number(next) - 1
}

async function search(client: ImapFlow, query: SearchObject): Promise<readonly number[]> {
  const uids = await client.search(query, { uid: true })
  if (!Array.isArray(uids)) throw new Error('The mail server did not search.')
  return uids
}
