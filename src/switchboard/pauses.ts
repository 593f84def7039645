import type { Address, Instant } from '../core/ids.ts'
import type { Ports } from './ports.ts'

/** Accounts that a provider refuses as a whole: a token that is no longer valid, a number that is blocked. */
export type Pauses = {
  /** Until when nothing is sent from this account; null: now. */
  readonly until: (account: Account) => Instant | null
  readonly begin: (account: Account, explain: string) => void
}

type Account = Pick<Address, 'channel' | 'account'>

/** Milliseconds after which one message tries whether the account works again. */
const PAUSE = 300_000

/** One alarm an account, not one a message; what waits is not lost and does not count as tried. */
export function createPauses({ clock, log }: Ports): Pauses {
  const paused = new Map<string, Instant>()
  const key = ({ channel, account }: Account): string => `${channel} ${account}`
  return {
    until(account) {
      const until = paused.get(key(account))
      return until !== undefined && until > clock.now() ? until : null
    },
    begin({ channel, account }, explain) {
      const since = paused.get(key({ channel, account }))
      if (since !== undefined && since > clock.now()) return
      paused.set(key({ channel, account }), new Date(Date.parse(clock.now()) + PAUSE).toISOString())
      log.error({ channel, account, explain }, 'a channel is paused')
    },
  }
}
