import { FetchRefused } from '../channels/channel.ts'
import type { LostReason } from '../core/input.ts'
import type { ComingFile, FetchResult } from '../store/store.ts'
import { later, TRIES, wait } from './backoff.ts'
import { FileRefused, type Ports } from './ports.ts'
import type { Receive } from './receive.ts'

export type Fetches = {
  /** These files were announced in a turn that is committed. */
  readonly wake: (files: readonly string[]) => void
  readonly sweep: () => Promise<void>
  /** Begins nothing more; resolves when what is under way has ended. */
  readonly stop: () => Promise<void>
}

const SWEEP = 50
/** Downloads at a time, so that a hundred photos leave room for messages. */
const AT_ONCE = 3
/** Milliseconds that one file may take, whatever its channel does, and for which nobody else fetches it. */
const LONGEST = 180_000
const HOLD = LONGEST + 60_000
/** Milliseconds that what is under way has when the desk stops; the rest is fetched at the next start. */
const GRACE = 3_000

type Fetched = { readonly result: FetchResult; /** What she is told. */ readonly lost: LostReason | null }

/** Brings the bytes of her files from their provider, after the commit that announced them. */
export function createFetches(ports: Ports, receive: () => Receive, longest = LONGEST): Fetches {
  const { store, clock, log } = ports
  const channels = [...ports.channels.keys()]
  const waiting = new Set<string>()
  const running = new Map<string, Promise<void>>()
  let stopping = false
  const stopped = new AbortController()

  const one = async (id: string): Promise<void> => {
    const file = await store.claimFile(id, clock.now(), later(clock.now(), HOLD))
    if (file === null) return
    const { result, lost } = await fetchOne(ports, file, AbortSignal.any([stopped.signal, AbortSignal.timeout(longest)]))
    if (stopped.signal.aborted && result.kind !== 'here') return
    // Erased while it was on its way, or fetched by another: these bytes have no row.
    if (!(await store.settleFile(file, result))) return result.kind === 'here' ? forgetUnknown(id) : undefined
    if (lost !== null) {
      log.warn({ conversation: file.conversation, channel: file.identity.channel, lost }, 'a file could not be had')
      await receive().inside({ conversation: file.conversation, externalId: null, content: { kind: 'file-lost', reason: lost } })
    }
    ports.live.changed({ conversation: file.conversation, citizen: file.identity.citizen, seq: 0 })
  }

  const forgetUnknown = async (id: string): Promise<void> => {
    if ((await store.file(id)) === null) await ports.files.forget([id])
  }

  const next = (): void => {
    for (const id of waiting) {
      if (stopping || running.size >= AT_ONCE) return
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
    sweep: async () => wake(await store.dueFiles(channels, clock.now(), SWEEP)),
    async stop() {
      stopping = true
      const last = setTimeout(() => stopped.abort(), GRACE)
      await Promise.all(running.values())
      clearTimeout(last)
    },
  }
}

async function fetchOne({ channels, files, clock }: Ports, file: ComingFile, over: AbortSignal): Promise<Fetched> {
  const channel = channels.get(file.identity.channel)
  if (!channel?.fetch) return lost('gone', `The channel ${file.identity.channel} is not configured.`)
  // A file that ends the process each time would be fetched at every start.
  if (file.attempts >= TRIES) return lost('gone', 'The provider did not give it.')
  try {
    return { result: { kind: 'here', ...(await files.write(file.id, until(over, channel.fetch.bind(channel, file.source)))) }, lost: null }
  } catch (error) {
    if (error instanceof FetchRefused) return lost('gone', error.message)
    if (error instanceof FileRefused && error.reason !== 'unavailable') return lost(error.reason === 'too-large' ? 'too-large' : 'file-kind', error.message)
    if (file.attempts + 1 >= TRIES) return lost('gone', 'The provider did not give it.')
    return { result: { kind: 'retry', at: later(clock.now(), wait(file.attempts)) }, lost: null }
  }
}

/** The bytes as they come, as long as there is time for them. */
async function* until(over: AbortSignal, ask: () => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  const late = new Promise<never>((_, reject) => over.addEventListener('abort', () => reject(new Error('late')), { once: true }))
  late.catch(() => {})
  const bytes = (await Promise.race([ask(), late]))[Symbol.asyncIterator]()
  try {
    for (let next = await Promise.race([bytes.next(), late]); next.done !== true; next = await Promise.race([bytes.next(), late])) yield next.value
  } finally {
    // Whoever never gives the next one may never end either.
    void bytes.return?.().catch(() => {})
  }
}

const lost = (reason: LostReason, explain: string): Fetched => ({ result: { kind: 'lost', explain }, lost: reason })
