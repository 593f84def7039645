import type { OutboxRow, SendResult } from '../store/store.ts'
import { later } from './backoff.ts'
import { createGate } from './gate.ts'
import type { Accounts } from './accounts.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'
import { sendPart } from './send-part.ts'

export type Deliver = {
  /** Something was committed that goes to this identity on this channel. */
  readonly wake: (identity: string, channel: string) => void
  /** Looks for everything due: at start, and at every tick. */
  readonly sweep: () => Promise<void>
  /** Begins nothing more; resolves when what is under way has ended. What is left is sent by whoever starts next. */
  readonly stop: () => Promise<void>
}

const SWEEP = 100
/** Milliseconds: a retry that is due sooner has a timer of its own. */
const SOON = 60_000
/** Timers may fire a moment before the clock says so. */
const MARGIN = 20
/** Milliseconds for which a row is ours; longer than any channel may take to answer, twice. */
const HOLD = 240_000
/** Messages on their way on one channel at a time. */
const AT_ONCE = 6

/** Sends what the outbox holds, only each citizen's oldest row at a time, and records what became of it. */
export function createDeliver(ports: Ports, accounts: Accounts, receive: () => Receive): Deliver {
  const { store, clock, log } = ports
  const channels = [...ports.channels.values()].flatMap(({ name, can }) => (can.pulled ? [] : [name]))
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const gate = createGate(AT_ONCE)
  let stopping = false

  const drain = async (identity: string, channel: string): Promise<void> => {
    while (!stopping) {
      const result = await gate(channel, () => sendOldest(identity))
      if (result === null) return
      if (result.kind === 'retry') return soon(identity, channel, result.at)
    }
  }

  /** Claimed only when its turn has come: a hold that passes while others are sent would count as sent by a process that ended. */
  const sendOldest = async (identity: string): Promise<SendResult | null> => {
    const row = stopping ? null : await store.claimOutbox(identity, clock.now(), later(clock.now(), HOLD))
    return row && sendAndSettle(row)
  }

  const sendAndSettle = async (row: OutboxRow): Promise<SendResult> => {
    const { conversation, identity: { channel, citizen } } = row
    const { result, unreachable } = await sendPart(ports, accounts, row)
    // Held too long, and somebody else's by now: what became of it is theirs to say.
    if (!(await store.settleOutbox(row, result))) return result
    if (result.kind === 'hold') log.info({ conversation, channel, explain: result.explain }, 'a message waits until she writes')
    if (result.kind === 'failed' || result.kind === 'ambiguous') log.warn({ conversation, channel, outcome: result.kind, explain: result.explain }, 'a message was not delivered, or may not have been')
    if (unreachable) await receive().inside({ conversation, via: row.identity.id, externalId: null, content: { kind: 'reachability', reachable: false } })
    ports.live.changed({ conversation, citizen, seq: row.entries.at(-1)?.seq ?? 0 })
    return result
  }

  /** At its own time, not at the next sweep, when that is near. */
  const soon = (identity: string, channel: string, at: string): void => {
    const milliseconds = Date.parse(at) - Date.parse(clock.now())
    if (stopping || milliseconds > SOON || timers.has(identity)) return
    timers.set(identity, setTimeout(() => {
      timers.delete(identity)
      wake(identity, channel)
    }, Math.max(0, milliseconds) + MARGIN))
  }

  const wake = (identity: string, channel: string): void => {
    if (stopping) return
    if (busy.has(identity)) {
      again.add(identity)
      return
    }
    const work = drain(identity, channel)
      .catch((error) => log.error({ identity, error: String(error).slice(0, 200) }, 'delivery failed'))
      .finally(() => {
        busy.delete(identity)
        if (again.delete(identity)) wake(identity, channel)
      })
    busy.set(identity, work)
  }

  return {
    wake,
    async sweep() {
      await accounts.sync()
      for (const channel of channels) {
        const abandoned = await store.abandonOutbox([channel], clock.now())
        if (abandoned.length > 0) log.warn({ channel, messages: abandoned.length }, 'sent by a process that ended: they may have arrived, and are not repeated')
        for (const identity of [...abandoned, ...(await store.dueOutbox([channel], clock.now(), SWEEP))]) wake(identity, channel)
      }
    },
    async stop() {
      stopping = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(busy.values())
    },
  }
}
