import { bad, forbidden, Refusal, tooMany } from './errors.ts'

/** Of which method (any but getUpdates when not said), and for how many calls (one when not said; Infinity until `clear`). */
export type Scope = { readonly method?: string | readonly string[]; readonly times?: number }
export type CallFault =
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' | 'reset-before' | 'reset-after' }
export type DownloadFault = 'truncated' | 'missing' | 'reset' | 'hang'
export type Shape = 'whole' | 'split' | 'drip'

type Armed = { readonly fault: CallFault; readonly methods: readonly string[] | null; left: number }

export type Faults = ReturnType<typeof createFaults>

/** `changed`: what was held back may go now. */
export function createFaults(reach: { changed: () => void; expireLinks: () => void; expireQueries: () => void }) {
  let armed: Armed[] = []
  let downloads: { readonly fault: DownloadFault; left: number }[] = []
  const deliveries = { duplicate: 0, reverse: 0, split: 0, drip: 0, parallel: false }
  const arm = (fault: CallFault, { method, times = 1 }: Scope = {}): void => {
    armed.push({ fault, methods: method === undefined ? null : [method].flat().map((name) => name.toLowerCase()), left: times })
  }
  function spend(kind: 'duplicate' | 'split' | 'drip'): boolean {
    if (deliveries[kind] <= 0) return false
    deliveries[kind] -= 1
    return true
  }
  return {
    rateLimit: (seconds: number, scope?: Scope) => arm({ kind: 'refuse', refusal: tooMany(Math.max(1, Math.ceil(seconds))) }, scope),
    blocked: (scope?: Scope) => arm({ kind: 'refuse', refusal: forbidden('bot was blocked by the user') }, scope),
    cannotParse: (scope?: Scope) => arm({ kind: 'refuse', refusal: bad("can't parse entities: Unsupported start tag \"x\" at byte offset 0") }, scope),
    refuse: (code: number, description: string, scope?: Scope) => arm({ kind: 'refuse', refusal: new Refusal(code, description) }, scope),
    /** A gateway's HTML page instead of an answer; nothing was done. */
    page: (status: 500 | 502 | 503 | 504, scope?: Scope) => arm({ kind: 'page', status }, scope),
    /** Done, and shown to the user; the answer never comes. */
    hang: (scope?: Scope) => arm({ kind: 'hang' }, scope),
    slow: (ms: number, scope?: Scope) => arm({ kind: 'slow', ms }, scope),
    /** The connection is cut before the call is read (nothing was done), or after it was done. */
    reset: (when: 'before' | 'after', scope?: Scope) => arm({ kind: `reset-${when}` }, scope),
    download: (fault: DownloadFault, times = 1): void => void downloads.push({ fault, left: times }),
    /** Every link given so far answers 404; `getFile` gives a new one. */
    expireLinks: reach.expireLinks,
    /** Every tap so far waits too long for its answer. */
    expireQueries: reach.expireQueries,
    /** What happens to updates on their way to the bot. */
    deliveries: {
      duplicate: (times = 1): void => void (deliveries.duplicate += times),
      /** The next so many updates wait for each other and come by webhook last first. */
      reverse: (count: number): void => void (deliveries.reverse = count),
      /** The body in two TCP chunks, cut inside a character. */
      split: (times = 1): void => void (deliveries.split += times),
      drip: (times = 1): void => void (deliveries.drip += times),
      /** Updates of one chat no longer wait for each other. */
      parallel: (on = true): void => void (deliveries.parallel = on),
    },
    clear(): void {
      armed = []
      downloads = []
      Object.assign(deliveries, { duplicate: 0, reverse: 0, split: 0, drip: 0, parallel: false })
      reach.changed()
    },
    /** For the server. */
    taking: {
      call(method: string): CallFault | null {
        const found = armed.find(({ methods, left }) => left > 0 && (methods ? methods.includes(method) : method !== 'getupdates'))
        if (found) found.left -= 1
        return found?.fault ?? null
      },
      download(): DownloadFault | null {
        const found = downloads.find(({ left }) => left > 0)
        if (found) found.left -= 1
        return found?.fault ?? null
      },
      duplicate: () => spend('duplicate'),
      shape: (): Shape => (spend('split') ? 'split' : spend('drip') ? 'drip' : 'whole'),
      reversed: () => deliveries.reverse,
      endReversal: (): void => void (deliveries.reverse = 0),
      parallel: () => deliveries.parallel,
    },
  }
}
