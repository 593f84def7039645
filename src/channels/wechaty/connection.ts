import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Failed, Inlet, Stop } from '../channel.ts'
import { missing, PackageMissing } from '../package.ts'
import { aborted, within } from '../within.ts'
import { type Bot, type BotEvents, type Heard, openBot } from './bot.ts'

export type ConnectionOptions = {
  readonly account: string
  readonly token: string | null
  readonly folder: string
  /** Milliseconds between two looks at whether it is still connected. */
  readonly beat: number
  readonly onLogin: () => void
  readonly onMessage: (heard: Heard, bot: Bot) => void
}

/** Milliseconds that a puppet has to end. */
const GOODBYE = 10_000
/** Looks without a login or a new code after which it is begun anew. */
const SILENT = 5

const SCAN: Failed = { kind: 'pause', code: 'configuration', explain: 'WeChat is not connected: somebody must scan the code with the phone of the desk’s account.' }

/** Keeps one account logged in. `current`: the bot, as long as it is. */
export function connect({ account, token, folder, beat, onLogin, onMessage }: ConnectionOptions, inlet: Inlet): { readonly current: () => Bot | null; readonly stop: Stop } {
  const stopped = new AbortController()
  let bot: Bot | null = null
  let quiet = 0

  const events: BotEvents = {
    scan(code) {
      quiet = 0
      inlet.pairing(account, code)
      inlet.reading(account, SCAN)
    },
    login() {
      quiet = 0
      inlet.pairing(account, null)
      inlet.reading(account, null)
      onLogin()
    },
    logout: () => inlet.reading(account, SCAN),
    message: (heard) => void (bot !== null && onMessage(heard, bot)),
    error: (name) => inlet.log.warn({ channel: 'wechaty', error: name }, 'the puppet reports an error'),
  }
  const open = async (): Promise<Bot> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return openBot({ puppet: account, token, memory: join(folder, 'login') }, events)
  }
  /** Until it is stopped, or is neither logged in nor offers a code for long. */
  const watch = async (watched: Bot): Promise<void> => {
    for (quiet = 0; !stopped.signal.aborted && quiet < SILENT; quiet++) {
      await wait(beat, undefined, { signal: stopped.signal }).catch(() => {})
      if (watched.isIn()) quiet = -1
    }
  }
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        bot = await open()
        await Promise.race([bot.start(), aborted(stopped.signal)])
        await watch(bot)
      } catch (error) {
        if (error instanceof PackageMissing) return missing('wechaty', account, error, inlet)
        await wait(beat, undefined, { signal: stopped.signal }).catch(() => {})
      }
      if (!stopped.signal.aborted) inlet.reading(account, { kind: 'away', explain: 'WeChat cannot be reached; the connection is begun anew.' })
      if (bot !== null) await within(GOODBYE, bot.stop()).catch(() => {})
      bot = null
    }
  }
  const done = loop()
  return {
    current: () => (bot?.isIn() ? bot : null),
    async stop() {
      stopped.abort()
      await done
    },
  }
}
