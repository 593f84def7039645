import type { Failed } from '../channels/channel.ts'
import type { Address, Instant } from '../core/ids.ts'
import { later } from './backoff.ts'
import type { Ports } from './ports.ts'

/** Accounts from which nothing is sent for a while: their provider refuses them as a whole, or cannot be reached. */
export type Pauses = {
  /** Until when nothing is sent from this account; null: now. */
  readonly until: (account: Account) => Instant | null
  readonly begin: (account: Account, why: Failed) => void
}

type Account = Pick<Address, 'channel' | 'account'>

/** Milliseconds after which somebody's message tries again: a refusal wants a person, a broken line only time. */
const PAUSE = { pause: 300_000, away: 15_000 } as const

/** One alarm an account, not one a message; what waits is not lost and does not count as tried. */
export function createPauses({ clock, log }: Ports): Pauses {
  const paused = new Map<string, Instant>()
  const key = ({ channel, account }: Account): string => `${channel} ${account}`
  return {
    until(account) {
      const until = paused.get(key(account))
      return until !== undefined && until > clock.now() ? until : null
    },
    begin({ channel, account }, { kind, explain }) {
      const since = paused.get(key({ channel, account }))
      if (since !== undefined && since > clock.now()) return
      paused.set(key({ channel, account }), later(clock.now(), PAUSE[kind === 'pause' ? 'pause' : 'away']))
      log.error({ channel, account, explain }, 'a channel is paused')
    },
  }
}
