import type { Accepted, ChannelLog, Failed, Kept } from '../channel.ts'
import type { Api } from '../tencent/api.ts'
import { isOpenToApi, STATE, stateOf } from './session.ts'

export type Handoffs = ReturnType<typeof createHandoffs>
/** `quiet`: milliseconds in which nothing is begun to her before she is given: what the desk has to say about it goes first. */
export type Servicer = { readonly api: Api; readonly openKfId: string; readonly servicer: string; readonly quiet: number; readonly log: ChannelLog }

/** `isAnswer`: WeCom will say the same again. */
type Outcome = 'done' | { readonly isAnswer: boolean; readonly explain: string }
/** `timer`: of the quiet time, once nothing is on its way to her. */
type Waiting = { timer: NodeJS.Timeout | null; tries: number }

const MOST = 5_000
/** Times that WeCom is asked where it does not answer; then she stays with the desk. */
const TRIES = 3

/** Gives conversations to a person in WeCom, once each, after what the desk had to say about it has gone: then the API may send nothing more. */
export function createHandoffs({ api, openKfId, servicer, quiet, log }: Servicer) {
  const waiting = new Map<string, Waiting>()
  /** Whom that person has or cannot have: tried again, she would be taken from whoever answers her at the desk. */
  const decided = new Set<string>()
  /** Messages that are being sent. */
  const underway = new Map<string, number>()
  let isOver = false

  const putOff = (address: string): void => {
    const hers = waiting.get(address)
    if (hers === undefined || hers.timer === null) return
    clearTimeout(hers.timer)
    hers.timer = null
  }
  const soon = (address: string): void => {
    putOff(address)
    const hers = waiting.get(address)
    if (hers === undefined || isOver || underway.has(address)) return
    hers.timer = setTimeout(() => void give(address, hers).catch((error: unknown) => log.error({ channel: 'wecom', error: error instanceof Error ? error.name : 'unknown' }, 'giving a conversation to the person in WeCom broke off')), quiet).unref()
  }
  const decide = (address: string): void => {
    waiting.delete(address)
    decided.add(address)
    for (const oldest of decided) {
      if (decided.size <= MOST) return
      decided.delete(oldest)
    }
  }
  const give = async (address: string, hers: Waiting): Promise<void> => {
    const { timer } = hers
    const state = await stateOf(api, openKfId, address)
    // Something was begun to her while WeCom answered, or the assistant has her again.
    if (hers.timer !== timer || waiting.get(address) !== hers || isOver) return
    const outcome = state === null ? NOT_SAID : isOpenToApi(state) ? await handOver(address) : 'done'
    if (waiting.get(address) !== hers) return
    hers.tries += 1
    if (outcome !== 'done' && !outcome.isAnswer && hers.tries < TRIES) return soon(address)
    decide(address)
    if (outcome !== 'done') log.warn({ channel: 'wecom', explain: outcome.explain }, 'a conversation could not be given to the person in WeCom')
  }
  const handOver = async (external_userid: string): Promise<Outcome> => {
    const heard = await api.call({ path: '/cgi-bin/kf/service_state/trans', body: { open_kfid: openKfId, external_userid, service_state: STATE.person, servicer_userid: servicer }, of: 'question' })
    return 'failed' in heard ? { isAnswer: !LATER.has(heard.failed.kind), explain: heard.failed.explain } : 'done'
  }
  const forget = (address: string): void => {
    putOff(address)
    waiting.delete(address)
    decided.delete(address)
  }

  return {
    /** What the desk made of something that she did. What it had already, or dropped, is answered by nobody and says nothing. */
    kept(address: string, { answers, person }: Kept): void {
      if (person === null) return answers ? forget(address) : undefined
      if (decided.has(address)) return
      if (!waiting.has(address) && waiting.size < MOST) waiting.set(address, { timer: null, tries: 0 })
      if (answers) putOff(address)
      else soon(address)
    },
    /** The person in WeCom has done with her. */
    ended: (address: string): void => void decided.delete(address),
    async whileSending(address: string, more: boolean, send: () => Promise<Accepted | Failed>): Promise<Accepted | Failed> {
      putOff(address)
      underway.set(address, (underway.get(address) ?? 0) + 1)
      const sent = await send().finally(() => {
        const left = (underway.get(address) ?? 1) - 1
        if (left === 0) underway.delete(address)
        else underway.set(address, left)
      })
      if (isLast(sent, more)) soon(address)
      return sent
    },
    stop(): void {
      isOver = true
      for (const address of waiting.keys()) putOff(address)
    },
  }
}

const NOT_SAID: Outcome = { isAnswer: false, explain: 'WeCom would not say whose the conversation is.' }
const LATER: ReadonlySet<Failed['kind']> = new Set(['retry', 'away', 'ambiguous'])

/** Whether nothing of this message is to come; what failed for now comes again. */
const isLast = ({ kind }: Accepted | Failed, more: boolean): boolean => kind === 'permanent' || kind === 'unreachable' || (!more && (kind === 'accepted' || kind === 'ambiguous'))
