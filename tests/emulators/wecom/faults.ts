import { createFaults as createBase, type Scope } from '../wechat/faults.ts'
import type { Deliveries } from './knock.ts'
import type { Tokens } from './tokens.ts'

export const SEND = '/kf/send_msg'

export type Faults = ReturnType<typeof createFaults>

/** What a message meets when nothing else is said is met by `kf/send_msg`: the desk asks for messages all the time. */
export function createFaults(tokens: Tokens, deliveries: Deliveries) {
  const base = createBase(tokens, deliveries)
  const on = (scope?: Scope): Scope => ({ path: SEND, ...scope })
  const later: number[] = []
  return {
    ...base, deliveries,
    rateLimit: (scope?: Scope) => base.refuse(45009, on(scope)),
    refuse: (code: number, scope?: Scope) => base.refuse(code, on(scope)),
    serverError: (times = 1, scope?: Scope) => base.serverError(times, on(scope)),
    htmlError: (status = 502, scope?: Scope) => base.htmlError(status, on(scope)),
    timeoutAfterAccept: (scope?: Scope) => base.timeoutAfterAccept(on(scope)),
    badJson: (scope?: Scope) => base.badJson(on(scope)),
    slow: (ms: number, scope?: Scope) => base.slow(ms, on(scope)),
    reset: (when: 'before' | 'after', scope?: Scope) => base.reset(when, on(scope)),
    /** The next message is taken, and does not arrive: `msg_send_fail` says so later. */
    failLater: (type: number): void => void later.push(type),
    takeLater: (): number | null => later.shift() ?? null,
  }
}
