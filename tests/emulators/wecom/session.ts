import { refusal, WRONG } from './errors.ts'

const WINDOW = 48 * 3_600_000
const WELCOME = 20_000

export type State = 0 | 1 | 2 | 3 | 4
/** Which states may follow: https://developer.work.weixin.qq.com/document/path/94669 */
const FOLLOWS: Readonly<Record<State, readonly number[]>> = { 0: [1, 2, 3], 1: [2, 3], 2: [3], 3: [3, 4], 4: [] }

/** One person's conversation with the account: who has it, and what may still be sent. */
export function createSession(now: () => number) {
  let state: State = 4
  let servicer: string | null = null
  let grant: { readonly until: number; left: number } | null = null
  let welcome: { readonly code: string; readonly until: number } | null = null
  let welcomedAt = Number.NEGATIVE_INFINITY
  let codes = 0
  const ended = (): boolean => grant !== null && now() > grant.until
  return {
    state: (): State => (ended() ? 4 : state),
    servicer: () => (state === 3 ? servicer : null),
    wrote(): void {
      if (ended() || state === 4) state = 0
      grant = { until: now() + WINDOW, left: 5 }
    },
    /** A code to greet her with, where she neither wrote nor was greeted for two days. */
    opened(): string | null {
      if ((grant !== null && !ended()) || now() - welcomedAt < WINDOW) return null
      welcome = { code: `WLC${++codes}_${Math.random().toString(36).slice(2, 12)}`, until: now() + WELCOME }
      return welcome.code
    },
    hasCode: (code: string): boolean => welcome?.code === code,
    greet(): void {
      if (welcome === null || now() > welcome.until) throw refusal(WRONG)
      welcome = null
      welcomedAt = now()
    },
    spend(): void {
      if (grant === null) throw refusal(95013)
      if (ended()) throw refusal(95002)
      if (state === 4) throw refusal(95013)
      if (state > 1) throw refusal(95018)
      if (grant.left <= 0) throw refusal(95001)
      grant.left -= 1
    },
    left: (): number => (grant === null || ended() ? 0 : grant.left),
    move(next: unknown, to: string | null): void {
      if (!FOLLOWS[ended() ? 4 : state].includes(next as number)) throw refusal(WRONG)
      state = next as State
      servicer = to
    },
  }
}
