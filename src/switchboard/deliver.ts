import type { Outgoing } from '../channels/channel.ts'
import type { Part, PartResult, SaidBody } from '../store/store.ts'
import type { Ports } from './ports.ts'

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

/** Sends what the outbox holds, only each conversation's oldest part at a time, and records what became of it. */
export function createDeliver(ports: Ports): Deliver {
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()

  const drain = async (conversation: string): Promise<void> => {
    for (;;) {
      const part = await ports.store.nextPart(conversation)
      if (part === null || part.dueAt > ports.clock.now()) return
      if ((await sendPart(ports, part)).kind === 'retry') return
    }
  }

  const wake = (conversation: string): void => {
    if (busy.has(conversation)) {
      again.add(conversation)
      return
    }
    const work = drain(conversation)
      .catch((error) => ports.log.error({ conversation, error: String(error).slice(0, 200) }, 'delivery failed'))
      .finally(() => {
        busy.delete(conversation)
        if (again.delete(conversation)) wake(conversation)
      })
    busy.set(conversation, work)
  }

  return {
    wake,
    async sweep() {
      for (const part of await ports.store.dueParts(ports.clock.now(), SWEEP)) wake(part.conversation)
    },
    async drained() {
      while (busy.size > 0) await Promise.all(busy.values())
    },
  }
}

async function sendPart(ports: Ports, part: Part): Promise<PartResult> {
  const result = await attempt(ports, part)
  await ports.store.settle(part.id, result)
  const { channel, address } = part.identity
  ports.live.changed({ conversation: part.conversation, channel, address, seq: part.seq })
  return result
}

async function attempt({ channels, clock, log }: Ports, part: Part): Promise<PartResult> {
  const channel = channels.get(part.identity.channel)
  const at = clock.now()
  if (!channel) return { kind: 'failed', at, explain: `The channel ${part.identity.channel} is not configured.` }
  if (part.body === null) return { kind: 'failed', at, explain: 'Its words were erased before it could be sent.' }
  try {
    const sent = await channel.send(part.identity, outgoing(part))
    if (sent.kind === 'accepted') return { kind: 'accepted', at: clock.now(), externalId: sent.externalId }
    if (sent.kind === 'retry') return retry(part, at, sent.retryAt, sent.explain)
    return { kind: sent.kind === 'permanent' ? 'failed' : 'ambiguous', at, explain: sent.explain }
  } catch (error) {
    log.error({ conversation: part.conversation, channel: channel.name, error: error instanceof Error ? error.name : 'unknown' }, 'a channel threw while sending')
    return { kind: 'ambiguous', at, explain: 'The channel stopped in the middle of sending.' }
  }
}

const outgoing = ({ id, origin, body }: Part): Outgoing => ({
  id, origin, language: body?.language ?? '', text: body?.text ?? '', rendered: origin === 'bot' ? (((body?.rendered ?? null) as SaidBody | null)?.rendered ?? null) : null,
})

/** Waits longer each time: 5 s, 20 s, 80 s… up to 15 minutes, then gives up. */
function retry(part: Part, at: string, retryAt: string | null, explain: string): PartResult {
  if (part.attempts + 1 >= TRIES) return { kind: 'failed', at, explain }
  const wait = Math.min(5_000 * 4 ** part.attempts, 900_000)
  return { kind: 'retry', at: retryAt ?? new Date(Date.parse(at) + wait).toISOString(), explain }
}
