import type { Failed } from '../channels/channel.ts'
import type { Address, Instant } from '../core/ids.ts'
import type { AccountNote, AccountState } from '../store/store.ts'
import { later } from './backoff.ts'
import type { Ports } from './ports.ts'

type Account = Pick<Address, 'channel' | 'account'>

/** How every account does: what its provider said last, when something came and went, and whether an operator paused it. */
export type Accounts = {
  /** Until when nothing is sent from this account; null: now. */
  readonly pausedUntil: (account: Account) => Instant | null
  /** Its provider refuses it as a whole, or cannot be reached. */
  readonly trouble: (account: Account, why: Failed) => void
  readonly cameIn: (account: Account) => void
  readonly wentOut: (account: Account) => void
  /** What was against sending is over. */
  readonly works: (account: Account) => void
  /** What she writes cannot be fetched (null: it can again). What goes out is not stopped by it. */
  readonly reading: (account: Account, why: Failed | null) => void
  readonly pairing: (account: Account, code: string | null) => void
  /** What somebody must scan now to connect it; null: nothing. */
  readonly pairingOf: (account: Account) => string | null
  /** Keeps what is new, and learns what operators and other processes did. */
  readonly sync: () => Promise<void>
}

/** `either`: it is not known which. */
type Way = 'in' | 'out' | 'either'
type Trouble = NonNullable<AccountState['trouble']>

/** Milliseconds after which somebody's message tries again: a refusal wants a person, a broken line only time. */
const PAUSE = { pause: 300_000, away: 15_000 } as const
/** Milliseconds: how soon a pause that an operator ended is noticed at the latest. */
const OPERATOR_PAUSE = 15_000

/** One alarm an account and way, not one a message: the next one only after it has worked again. What waits is not lost and does not count as tried. */
export function createAccounts({ clock, log, store }: Pick<Ports, 'clock' | 'log' | 'store'>): Accounts {
  const refused = new Map<string, Instant>()
  /** Of each account, the ways in which it does not work; what was told last stands last. */
  const alarmed = new Map<string, Map<Way, Trouble>>()
  const news = new Map<string, AccountNote>()
  let stopped: ReadonlySet<string> = new Set()
  /** Of this process alone: a code is good for a minute. */
  const pairings = new Map<string, string>()
  const note = (account: Account, what: Partial<AccountNote>): void => void news.set(keyOf(account), { channel: account.channel, account: account.account, ...news.get(keyOf(account)), ...what })
  const alarm = (account: Account, way: 'in' | 'out', { kind, explain, code: known }: Failed): void => {
    const code = known ?? (kind === 'away' ? 'away' : 'other')
    const ways = alarmed.get(keyOf(account)) ?? new Map<Way, Trouble>()
    if ((ways.get(way) ?? ways.get('either'))?.code === code) return
    const trouble = { code, explain, at: clock.now() }
    ways.delete(way)
    alarmed.set(keyOf(account), ways.set(way, trouble))
    note(account, { trouble })
    log.error({ channel: account.channel, account: account.account, explain }, way === 'out' ? 'a channel is paused' : 'what people write on a channel cannot be fetched')
  }
  const isOver = (account: Account, way: 'in' | 'out'): void => {
    const ways = alarmed.get(keyOf(account))
    if (ways === undefined || ![ways.delete(way), ways.delete('either')].includes(true)) return
    note(account, { trouble: [...ways.values()].at(-1) ?? null })
  }
  const works = (account: Account): void => {
    refused.delete(keyOf(account))
    isOver(account, 'out')
  }
  return {
    pausedUntil(account) {
      const now = clock.now()
      if (stopped.has(keyOf(account))) return later(now, OPERATOR_PAUSE)
      const until = refused.get(keyOf(account))
      return until !== undefined && until > now ? until : null
    },
    trouble(account, why) {
      refused.set(keyOf(account), later(clock.now(), PAUSE[why.kind === 'pause' ? 'pause' : 'away']))
      alarm(account, 'out', why)
    },
    reading: (account, why) => (why === null ? isOver(account, 'in') : alarm(account, 'in', why)),
    pairing: (account, code) => void (code === null ? pairings.delete(keyOf(account)) : pairings.set(keyOf(account), code)),
    pairingOf: (account) => pairings.get(keyOf(account)) ?? null,
    cameIn: (account) => note(account, { lastInAt: clock.now() }),
    wentOut(account) {
      note(account, { lastOutAt: clock.now() })
      works(account)
    },
    works,
    async sync() {
      for (const [key, one] of [...news]) {
        await store.noteAccount(one)
        // Newer news stay for the next time.
        if (news.get(key) === one) news.delete(key)
      }
      const known = await store.accounts()
      stopped = new Set(known.flatMap((a) => (a.paused === null ? [] : [keyOf(a)])))
      // Told before this process began, or by another: whichever way works ends it.
      for (const a of known) if (a.trouble !== null && (alarmed.get(keyOf(a))?.size ?? 0) === 0) alarmed.set(keyOf(a), new Map([['either', a.trouble]]))
    },
  }
}

const keyOf = ({ channel, account }: Account): string => `${channel} ${account}`
