import { setTimeout as wait } from 'node:timers/promises'
import type { Failed, Inlet, Stop } from '../channel.ts'
import type { BrowserOptions } from './browser.ts'
import { openClient } from './client.ts'
import { missing, PackageMissing } from '../package.ts'
import type { Ack, Client, Heard } from './port.ts'
import { aborted, within } from '../within.ts'

export type ConnectionOptions = BrowserOptions & {
  /** Milliseconds between two looks at whether the page lives. */
  readonly beat: number
  /** Milliseconds that the page has to answer; several times as long to load. */
  readonly patience: number
  readonly onReady: (client: Client) => void
  /** The browser is given up, ready or not. */
  readonly onLost: () => void
  readonly onMessage: (heard: Heard) => void
  readonly onAck: (ack: Ack) => void
}

const LOAD = 4
/** Looks without a link or a new code after which it is begun anew. */
const SILENT = 5
/** Beats that lie between two tries at the longest. */
const LONGEST = 5

const SCAN: Failed = { kind: 'pause', code: 'configuration', explain: 'WhatsApp Web is not linked: somebody must scan the code with the desk’s phone, under Linked devices.' }
const LOST: Failed = { kind: 'away', explain: 'The browser with WhatsApp Web stopped, or does not answer; it is begun anew.' }

/** Keeps one browser linked: a page that died says nothing by itself. `current`: the client, as long as it is ready. */
export function connect(options: ConnectionOptions, inlet: Inlet): { readonly current: () => Client | null; readonly stop: Stop } {
  const { session, beat, patience, onReady, onLost, onMessage, onAck } = options
  const stopped = new AbortController()
  let ready: Client | null = null
  let quiet = 0
  let pause = beat / 12
  let why: Failed = LOST

  const tell = (why: Failed | null, code: string | null): void => {
    inlet.pairing(session, code)
    inlet.reading(session, why)
  }
  const open = async (gone: AbortController): Promise<Client> => {
    const client: Client = await openClient(options, {
      code(code) {
        quiet = 0
        ready = null
        tell(SCAN, code)
      },
      ready() {
        pause = beat / 12
        ready = client
        tell(null, null)
        onReady(client)
      },
      gone(how) {
        ready = null
        why = how === 'logout' ? SCAN : why
        gone.abort()
      },
      message: onMessage,
      ack: onAck,
    })
    return client
  }
  /** Until it is gone, does not answer, is linked no more without saying so, or neither is linked nor offers a code for long. */
  const watch = async (client: Client, gone: AbortSignal): Promise<void> => {
    for (quiet = 0; !gone.aborted && quiet < SILENT; quiet++) {
      await wait(beat, undefined, { signal: gone }).catch(() => {})
      if (gone.aborted) return
      const state = await within(patience, client.state())
      if (ready === null) continue
      if (state?.startsWith('UNPAIRED')) {
        why = SCAN
        return
      }
      quiet = -1
    }
  }
  const once = async (): Promise<void> => {
    const gone = new AbortController()
    const signal = AbortSignal.any([gone.signal, stopped.signal])
    const client = await open(gone)
    try {
      await within(patience * LOAD, Promise.race([client.start(), aborted(signal)]))
      await watch(client, signal)
    } finally {
      ready = null
      onLost()
      await client.kill()
    }
  }
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      why = LOST
      try {
        await once()
      } catch (error) {
        if (error instanceof PackageMissing) return missing('whatsapp-web', session, error, inlet)
        inlet.log.warn({ channel: 'whatsapp-web', error: error instanceof Error ? error.name : 'unknown' }, 'the browser could not be started, or stopped')
      }
      if (!stopped.signal.aborted) tell(why, null)
      await wait(pause, undefined, { signal: stopped.signal }).catch(() => {})
      pause = Math.min(beat * LONGEST, pause * 2)
    }
  }
  const done = loop()
  return {
    current: () => ready,
    async stop() {
      stopped.abort()
      await done
    },
  }
}
