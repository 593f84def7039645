/** Counts mails from one address in the last hour; the same mail, tried again, is one. `first`: the one with which it became too many. */
export type Pace = (address: string, mail: string) => { readonly isOver: boolean; readonly first: boolean }

const HOUR = 3_600_000
const PEOPLE = 10_000

/** Two programs that answer each other write more than anybody: https://www.rfc-editor.org/rfc/rfc3834#section-2 */
export function createLoopBreaker(most: number, now: () => number): Pace {
  const seen = new Map<string, readonly { readonly mail: string; readonly at: number }[]>()
  return (address, mail) => {
    const at = now()
    const before = (seen.get(address) ?? []).filter((one) => one.at > at - HOUR)
    const place = before.findIndex((one) => one.mail === mail)
    if (place >= 0) return { isOver: place >= most, first: false }
    // Forgotten in the order in which they wrote. Of those too many only the last is remembered, so that one warning is enough.
    seen.delete(address)
    seen.set(address, [...before.slice(0, most), { mail, at }])
    if (seen.size > PEOPLE) seen.delete(seen.keys().next().value ?? '')
    return { isOver: before.length >= most, first: before.length === most }
  }
}
