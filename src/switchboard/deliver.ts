import type { Accepted, Failed, Told } from '../channels/channel.ts'
import { fit } from '../channels/fit.ts'
import type { TurnEvent } from '../core/event.ts'
import type { FileRef } from '../core/input.ts'
import type { OutboxRow, SaidBody, SendResult, StoredEntry } from '../store/store.ts'
import { createPauses, type Pauses } from './pauses.ts'
import type { Ports } from './ports.ts'
import type { Receive } from './receive.ts'
import { isServedFile } from './record.ts'

export type Deliver = {
  /** Something was committed for this conversation. */
  readonly wake: (conversation: string) => void
  /** Looks for everything due: at start, and at every tick. */
  readonly sweep: () => Promise<void>
  /** Resolves when nothing is under way. */
  readonly drained: () => Promise<void>
}

const TRIES = 6
const SWEEP = 100
/** Milliseconds: a retry that is due sooner has a timer of its own. */
const SOON = 60_000
/** Timers may fire a moment before the clock says so. */
const MARGIN = 20
/** Milliseconds for which a row is ours; longer than any channel may take to answer. */
const HOLD = 120_000

/** Sends what the outbox holds, only each conversation's oldest row at a time, and records what became of it. */
export function createDeliver(ports: Ports, receive: () => Receive): Deliver {
  const { store, clock, log } = ports
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const pauses = createPauses(ports)

  const drain = async (conversation: string): Promise<void> => {
    for (;;) {
      const row = await store.claimOutbox(conversation, clock.now(), later(clock.now(), HOLD))
      if (row === null) return
      const { result, unreachable } = await sendNext(ports, pauses, row)
      await store.settleOutbox(row.id, result)
      if (unreachable) await receive().inside({ conversation, externalId: null, content: { kind: 'reachability', reachable: false } })
      const { channel, address } = row.identity
      ports.live.changed({ conversation, channel, address, seq: row.entries.at(-1)?.seq ?? 0 })
      if (result.kind === 'retry') return soon(conversation, result.at)
    }
  }

  /** At its own time, not at the next sweep, when that is near. */
  const soon = (conversation: string, at: string): void => {
    const wait = Date.parse(at) - Date.parse(clock.now())
    if (wait > SOON || timers.has(conversation)) return
    timers.set(conversation, setTimeout(() => {
      timers.delete(conversation)
      wake(conversation)
    }, Math.max(0, wait) + MARGIN))
  }

  const wake = (conversation: string): void => {
    if (busy.has(conversation)) {
      again.add(conversation)
      return
    }
    const work = drain(conversation)
      .catch((error) => log.error({ conversation, error: String(error).slice(0, 200) }, 'delivery failed'))
      .finally(() => {
        busy.delete(conversation)
        if (again.delete(conversation)) wake(conversation)
      })
    busy.set(conversation, work)
  }

  return {
    wake,
    async sweep() {
      const abandoned = await store.abandonOutbox(clock.now())
      if (abandoned.length > 0) log.warn({ messages: abandoned.length }, 'sent by a process that ended: they may have arrived, and are not repeated')
      for (const conversation of [...abandoned, ...(await store.dueOutbox(clock.now(), SWEEP))]) wake(conversation)
    },
    async drained() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      while (busy.size > 0) await Promise.all(busy.values())
    },
  }
}

type Sent = { readonly result: SendResult; readonly unreachable: boolean }

/** Sends the row's next part. */
async function sendNext(ports: Ports, pauses: Pauses, row: OutboxRow): Promise<Sent> {
  const { identity } = row
  const at = ports.clock.now()
  const channel = ports.channels.get(identity.channel)
  if (!channel) return { result: { kind: 'failed', at, explain: `The channel ${identity.channel} is not configured.` }, unreachable: false }
  const until = pauses.until(identity)
  if (until !== null) return { result: { kind: 'retry', at: until, explain: 'The channel is paused.', counts: false }, unreachable: false }
  const told = row.entries.flatMap((entry) => toldOf(entry) ?? [])
  if (told.length === 0) return { result: { kind: 'failed', at, explain: 'Its words were erased before it could be sent.' }, unreachable: false }
  const parts = fit(told, channel.can)
  const part = parts[row.sent]
  if (part === undefined) return { result: { kind: 'accepted', at, externalId: null, more: false, movedTo: null }, unreachable: false }
  const answer = await channel.send(identity, part, ports.files.read).catch((error: unknown): Failed => {
    ports.log.error({ conversation: row.conversation, channel: channel.name, error: error instanceof Error ? error.name : 'unknown' }, 'a channel threw while sending')
    return { kind: 'ambiguous', explain: 'The channel stopped in the middle of sending.' }
  })
  if (answer.kind === 'pause') pauses.begin(identity, answer.explain)
  return { result: resultOf(row, answer, ports.clock.now(), row.sent + 1 < parts.length, pauses.until(identity)), unreachable: answer.kind === 'unreachable' }
}

function resultOf(row: OutboxRow, answer: Accepted | Failed, at: string, more: boolean, paused: string | null): SendResult {
  switch (answer.kind) {
    case 'accepted': return { kind: 'accepted', at, externalId: answer.externalId, more, movedTo: answer.movedTo ?? null }
    case 'retry': return retry(row, at, answer.retryAt, answer.explain)
    case 'pause': return { kind: 'retry', at: paused ?? at, explain: answer.explain, counts: false }
    case 'ambiguous': return { kind: 'ambiguous', at, explain: answer.explain, more }
    default: return { kind: 'failed', at, explain: answer.explain }
  }
}

/** Waits longer each time: 5 s, 20 s, 80 s… up to 15 minutes, then gives up. A provider that names its own time is not failing. */
function retry(row: OutboxRow, at: string, retryAt: string | null, explain: string): SendResult {
  if (retryAt !== null) return { kind: 'retry', at: retryAt, explain, counts: false }
  if (row.attempts + 1 >= TRIES) return { kind: 'failed', at, explain }
  return { kind: 'retry', at: later(at, Math.min(5_000 * 4 ** row.attempts, 900_000)), explain, counts: true }
}

const later = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString()

function toldOf({ kind, body, data }: StoredEntry): Told | null {
  if (body === null) return null
  if (kind === 'assistant') return { kind: 'said', rendered: (body.rendered as SaidBody).rendered }
  if (kind === 'operator') return { kind: 'replied', text: body.text, files: (body.rendered as { files?: readonly FileRef[] } | null)?.files ?? [] }
  return isServedFile(data) ? { kind: 'file', file: (body.rendered as Extract<TurnEvent, { kind: 'served-file' }>).file } : null
}
