import { setTimeout as wait } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { type Inlet, NotNow, type Stop } from '../channel.ts'
import { cannotOpen, explainImap, type ImapOptions, openMailbox } from './imap.ts'
import type { Sync } from './sync.ts'

/** Pauses between tries, as shares of the channel's patience: from a second to two minutes. */
const SHORTEST = 1 / 30
const LONGEST = 4

export type WatchOptions = ImapOptions & { readonly sync: Sync; readonly pollMs: number; readonly account: string }

/**
 * Reads the mailbox whenever the server announces something (IDLE), and every so often although nothing was announced:
 * a connection can die without either side hearing of it. After every break it makes a new client.
 */
export function watch({ sync, pollMs, account, ...imap }: WatchOptions, inlet: Inlet): Stop {
  const stopped = new AbortController()
  const shortest = imap.patience * SHORTEST
  const loop = async (): Promise<void> => {
    let pause = shortest
    while (!stopped.signal.aborted) {
      let client: ImapFlow | null = null
      try {
        client = await unlessStopped(openMailbox(imap), stopped.signal)
        const news = listen(client, stopped.signal)
        while (!stopped.signal.aborted) {
          const isWaiting = await sync(client, inlet)
          pause = shortest
          inlet.reading(account, null)
          await news(isWaiting ? shortest : pollMs)
        }
      } catch (error) {
        if (!stopped.signal.aborted) tell(inlet, account, error)
      } finally {
        client?.close()
      }
      await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
      pause = Math.min(imap.patience * LONGEST, pause * 2)
    }
  }
  const done = loop()
  return async () => {
    stopped.abort()
    await done
  }
}

function tell(inlet: Inlet, account: string, error: unknown): void {
  inlet.log.warn({ channel: 'e-mail', explain: explainImap(error) }, 'the mailbox could not be read, or its mails not kept; trying again')
  if (!(error instanceof NotNow)) inlet.reading(account, cannotOpen(error))
}

/** Whoever stops does not wait for a server that is away; a client that comes too late is closed. */
function unlessStopped(opening: Promise<ImapFlow>, stop: AbortSignal): Promise<ImapFlow> {
  return new Promise((done, fail) => {
    const end = (): void => fail(new Error('The desk stops.'))
    stop.addEventListener('abort', end, { once: true })
    opening.then((client) => (stop.aborted ? client.close() : done(client)), fail).finally(() => stop.removeEventListener('abort', end))
  })
}

/** Resolves when a mail is announced, or after so many milliseconds; throws when the connection is gone. */
function listen(client: ImapFlow, stop: AbortSignal): (milliseconds: number) => Promise<void> {
  let announced = false
  let isGone = false
  let ring = (): void => {}
  client.on('exists', () => {
    announced = true
    ring()
  })
  client.on('close', () => {
    isGone = true
    ring()
  })
  const end = (): void => client.close()
  stop.addEventListener('abort', end, { once: true })
  client.on('close', () => stop.removeEventListener('abort', end))
  return async (milliseconds) => {
    if (!announced && !isGone && !stop.aborted) {
      void client.idle().catch(() => {})
      await new Promise<void>((done) => {
        const timer = setTimeout(() => ring(), milliseconds)
        ring = () => {
          clearTimeout(timer)
          done()
        }
      })
    }
    announced = false
    if (isGone) throw new Error('The connection was closed.')
  }
}
