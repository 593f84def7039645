import { type Refusal, refusalOf } from './refusal.ts'

export type Place = 'messages' | 'media' | 'about-media' | 'download' | 'phone'
export type CallFault =
  | { readonly kind: 'refuse'; readonly refusal: Refusal; readonly after: number | null }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'bad-json' | 'hang' | 'reset-before' | 'reset-after' | 'truncated' | 'other-bytes' | 'elsewhere' }
type Scope = { readonly at?: Place; readonly times?: number }

export type Faults = ReturnType<typeof createFaults>

/** What goes wrong on the way: for one call to `messages` unless said. */
export function createFaults() {
  let armed: { readonly fault: CallFault; readonly at: Place; left: number }[] = []
  let failing: { readonly code: number; left: number }[] = []
  const deliveries = { duplicate: 0, collect: 0, reverse: false }
  const arm = (fault: CallFault, { at = 'messages', times = 1 }: Scope = {}): void => void armed.push({ fault, at, left: times })
  return {
    refuse: (code: number, scope?: Scope) => arm({ kind: 'refuse', refusal: refusalOf(code), after: null }, scope),
    rateLimit: (seconds: number, scope?: Scope) => arm({ kind: 'refuse', refusal: refusalOf(130429), after: seconds }, scope),
    tokenExpired: (scope?: Scope) => arm({ kind: 'refuse', refusal: refusalOf(190), after: null }, { times: Infinity, ...scope }),
    serverError: (times = 1, scope?: Scope) => arm({ kind: 'refuse', refusal: refusalOf(131000), after: null }, { times, ...scope }),
    /** It was done; the answer never comes. */
    timeoutAfterAccept: (scope?: Scope) => arm({ kind: 'hang' }, scope),
    slow: (ms: number, scope?: Scope) => arm({ kind: 'slow', ms }, scope),
    /** It was done; the answer cannot be read. */
    badJson: (scope?: Scope) => arm({ kind: 'bad-json' }, scope),
    /** A gateway's page; nothing was done. */
    htmlError: (status: 500 | 502 | 503 | 504, scope?: Scope) => arm({ kind: 'page', status }, scope),
    reset: (when: 'before' | 'after', scope?: Scope) => arm({ kind: `reset-${when}` }, scope),
    /** Fewer bytes, other bytes, or an address that is not Meta's. */
    download: (how: 'truncated' | 'other-bytes') => arm({ kind: how }, { at: 'download' }),
    elsewhere: () => arm({ kind: 'elsewhere' }, { at: 'about-media' }),
    /** Accepted, and told later that it failed. */
    failLater: (code: number, times = 1) => void failing.push({ code, left: times }),
    deliveries: {
      duplicate: (times = 1): void => void (deliveries.duplicate += times),
      /** The next so many events come in one request, last first when reversed. */
      collect: (count: number, reverse = false): void => void Object.assign(deliveries, { collect: count, reverse }),
    },
    clear(): void {
      armed = []
      failing = []
      Object.assign(deliveries, { duplicate: 0, collect: 0, reverse: false })
    },
    taking: {
      call(at: Place): CallFault | null {
        const found = armed.find((one) => one.left > 0 && one.at === at)
        if (found) found.left -= 1
        return found?.fault ?? null
      },
      failure(): number | null {
        const found = failing.find(({ left }) => left > 0)
        if (found) found.left -= 1
        return found?.code ?? null
      },
      duplicate(): boolean {
        if (deliveries.duplicate <= 0) return false
        deliveries.duplicate -= 1
        return true
      },
      collecting: () => deliveries.collect,
      collected(): boolean {
        deliveries.collect = 0
        return deliveries.reverse
      },
    },
  }
}
