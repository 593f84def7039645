import { refusal, type Refusal } from './errors.ts'
import type { Deliveries } from './push.ts'
import type { Tokens } from './tokens.ts'

/** Of which path (any but the token's when not said), and for how many calls (one when not said). */
export type Scope = { readonly path?: string; readonly times?: number }
export type Fault =
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' | 'bad-json' | 'reset-before' | 'reset-after' }

export type Faults = ReturnType<typeof createFaults>

export function createFaults(tokens: Tokens, deliveries: Deliveries) {
  let armed: { readonly fault: Fault; readonly path: string | null; left: number }[] = []
  const arm = (fault: Fault, { path, times = 1 }: Scope = {}): void => void armed.push({ fault, path: path ?? null, left: times })
  return {
    deliveries,
    /** Too many a minute: the platform names no time. */
    rateLimit: (scope?: Scope) => arm({ kind: 'refuse', refusal: refusal(45011) }, scope),
    /** She does not follow the account any more, which it has not been told. */
    blocked: (scope?: Scope) => arm({ kind: 'refuse', refusal: refusal(43004) }, scope),
    refuse: (code: number, scope?: Scope) => arm({ kind: 'refuse', refusal: refusal(code) }, scope),
    tokenExpired: (how: 'until-asked' | 'until-forced' = 'until-asked') => tokens.void(how),
    /** A gateway's page in the place of an answer; nothing was taken. */
    serverError: (times = 1, scope?: Scope) => arm({ kind: 'page', status: 500 }, { times, ...scope }),
    htmlError: (status = 502, scope?: Scope) => arm({ kind: 'page', status }, scope),
    /** Taken, and shown to her; the answer never comes. */
    timeoutAfterAccept: (scope?: Scope) => arm({ kind: 'hang' }, scope),
    /** Taken; what is answered cannot be read. */
    badJson: (scope?: Scope) => arm({ kind: 'bad-json' }, scope),
    slow: (ms: number, scope?: Scope) => arm({ kind: 'slow', ms }, scope),
    reset: (when: 'before' | 'after', scope?: Scope) => arm({ kind: `reset-${when}` }, scope),
    clear: (): void => void (armed = []),
    take(path: string): Fault | null {
      const found = armed.find((a) => (a.path === null ? path !== '/cgi-bin/stable_token' : path.endsWith(a.path)))
      if (found === undefined) return null
      found.left -= 1
      if (found.left <= 0) armed = armed.filter((a) => a !== found)
      return found.fault
    },
  }
}
