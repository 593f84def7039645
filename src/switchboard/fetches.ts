import { FetchRefused } from '../channels/channel.ts'
import type { FetchResult, ComingFile } from '../store/store.ts'
import { FileRefused, type Ports } from './ports.ts'

export type Fetches = {
  /** These files were announced in a turn that is committed. */
  readonly wake: (files: readonly string[]) => void
  readonly sweep: () => Promise<void>
  readonly drained: () => Promise<void>
}

const TRIES = 6
const SWEEP = 50
/** Downloads at a time, so that a hundred photos leave room for messages. */
const AT_ONCE = 3
const HOLD = 180_000

/** Brings the bytes of her files from their provider, after the commit that announced them. */
export function createFetches(ports: Ports): Fetches {
  const { store, clock, log } = ports
  const waiting = new Set<string>()
  const running = new Map<string, Promise<void>>()

  const one = async (id: string): Promise<void> => {
    const file = await store.claimFile(id, clock.now(), later(clock.now(), HOLD))
    if (file === null) return
    const result = await fetchOne(ports, file)
    await store.settleFile(id, result)
    if (result.kind === 'lost') log.warn({ conversation: file.conversation, channel: file.identity.channel, explain: result.explain }, 'a file could not be had')
    ports.live.changed({ conversation: file.conversation, channel: file.identity.channel, address: file.identity.address, seq: 0 })
  }

  const next = (): void => {
    for (const id of waiting) {
      if (running.size >= AT_ONCE) return
      waiting.delete(id)
      running.set(id, one(id)
        .catch((error) => log.error({ file: id, error: String(error).slice(0, 200) }, 'a file could not be fetched'))
        .finally(() => {
          running.delete(id)
          next()
        }))
    }
  }

  const wake = (files: readonly string[]): void => {
    for (const id of files) if (!running.has(id)) waiting.add(id)
    next()
  }

  return {
    wake,
    sweep: async () => wake(await store.dueFiles(clock.now(), SWEEP)),
    async drained() {
      waiting.clear()
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}

async function fetchOne({ channels, files, clock }: Ports, file: ComingFile): Promise<FetchResult> {
  const channel = channels.get(file.identity.channel)
  if (!channel?.fetch) return { kind: 'lost', explain: `The channel ${file.identity.channel} is not configured.` }
  try {
    return { kind: 'here', ...(await files.write(file.id, await channel.fetch(file.source))) }
  } catch (error) {
    if (error instanceof FetchRefused || (error instanceof FileRefused && error.reason !== 'unavailable')) return { kind: 'lost', explain: error.message }
    if (file.attempts + 1 >= TRIES) return { kind: 'lost', explain: 'The provider did not give it.' }
    return { kind: 'retry', at: later(clock.now(), Math.min(5_000 * 4 ** file.attempts, 900_000)) }
  }
}

const later = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString()
