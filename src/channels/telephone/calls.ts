import type { Address, LanguageTag } from '../../core/ids.ts'
import type { Exchange, Turn } from './exchange.ts'
import type { Verb } from './verbs.ts'

/** What a call is asking. `page`: of a menu with more choices than are read at once. */
export type Screen =
  | { readonly kind: 'said'; readonly turn: Turn; readonly page: number }
  | { readonly kind: 'call-back'; readonly stage: 'when' | 'number' }
  | { readonly kind: 'nothing' }

/** A turn under way: begun again when it could not be kept. `polls`: how often she was asked to wait for it. */
export type Job = { readonly run: () => Promise<readonly Verb[]>; readonly done: Promise<Outcome>; readonly tries: number; polls: number }
export type Outcome = { readonly verbs: readonly Verb[] } | 'not-kept'

export type Call = {
  readonly id: string
  readonly from: Address
  /** Where she can be called back; null: she withheld it. */
  number: string | null
  /** The step that is awaited, and what the last ones were answered: one that comes twice is answered the same. */
  step: number
  readonly answers: Map<number, Promise<readonly Verb[]>>
  language: LanguageTag
  screen: Screen
  misses: number
  /** Nobody is rung twice in a call. */
  dialled: boolean
  readonly told: Set<string>
  exchange: Exchange | null
  job: Job | null
  /** It was told to hang up. */
  over: boolean
  seen: number
}

export type Calls = ReturnType<typeof createCalls>

const MOST = 2_000
/** Milliseconds without a request after which a call has ended, whatever the provider forgot to say; longer than the longest text takes. */
const FORGOTTEN = 900_000
/** Milliseconds in which a second call from one number is another person's: a firm has one number for all. */
const AT_ONCE = 90_000

/** Calls that live. In memory: after a restart the menu is read again. */
export function createCalls(account: string, now: () => number) {
  const all = new Map<string, Call>()
  const isLive = (call: Call): boolean => now() - call.seen < FORGOTTEN
  const at = (address: string): Call | undefined => {
    const hers = [...all.values()].filter((call) => call.from.address === address && !call.over && isLive(call))
    return hers.findLast((call) => call.exchange !== null) ?? hers.at(-1)
  }
  const sweep = (): void => {
    for (const call of all.values()) if (!isLive(call) || all.size >= MOST) all.delete(call.id)
    else break
  }
  return {
    at,
    find(id: string): Call | null {
      const call = all.get(id)
      if (call === undefined || !isLive(call)) return null
      call.seen = now()
      return call
    },
    /** Whoever withholds the number, or rings from one that is talking already, stands alone. */
    begin(id: string, number: string | null, step: number): Call {
      sweep()
      const other = number === null ? undefined : at(number)
      const alone = number === null || (other !== undefined && now() - other.seen < AT_ONCE)
      const call: Call = {
        id, from: { channel: 'telephone', account, address: alone ? `call:${id}` : number }, number, step, answers: new Map(), language: 'it',
        screen: { kind: 'nothing' }, misses: 0, dialled: false, told: new Set(), exchange: null, job: null, over: false, seen: now(),
      }
      all.set(id, call)
      return call
    },
    end(id: string): void {
      all.get(id)?.exchange?.close()
      all.delete(id)
    },
    clear(): void {
      for (const call of all.values()) call.exchange?.close()
      all.clear()
    },
    size: (): number => all.size,
  }
}
