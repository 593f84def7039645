import { Telegram, TelegramError } from 'telegraf'
import { type Channel, FetchRefused, type Inlet } from '../channel.ts'
import { TELEGRAM } from './can.ts'
import { createGroups } from './groups.ts'
import { poll } from './poll.ts'
import { sendPart } from './send.ts'
import { createHandle } from './updates.ts'
import { PATH, register, webhook } from './webhook.ts'

export type TelegramOptions = {
  /** From @BotFather: `123456:AA…`. Also part of every file's address: never logged, stored or shown. */
  readonly token: string
  /** Where the Bot API is; a local server for tests and for large files. */
  readonly apiRoot: string
  /** With both, Telegram knocks at `publicUrl`; else the desk asks. */
  readonly webhook: { readonly publicUrl: string; readonly secret: string } | null
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
}

/** Telegram through its Bot API. One account is one bot; an address is the id of a private chat. */
export function createTelegram({ token, apiRoot, webhook: hook, fetch, now, patience = 30_000 }: TelegramOptions): Channel {
  const telegram = new Telegram(token, { apiRoot, webhookReply: false })
  const account = token.slice(0, token.indexOf(':'))
  const handle = createHandle(telegram, account, createGroups(telegram))
  return {
    name: 'telegram', can: TELEGRAM,
    send: (to, part, bytes) => sendPart({ telegram, patience, read: bytes, now }, to.address, part),
    ...(hook === null ? {} : { webhooks: [webhook(hook.secret, handle)] }),
    async start(inlet) {
      void nameCommands(telegram, inlet)
      return hook === null ? poll(telegram, handle, inlet) : register(telegram, new URL(`/webhooks${PATH}`, hook.publicUrl).href, hook.secret, inlet)
    },
    async fetch(source) {
      const link = await telegram.getFileLink(source).catch((error: unknown) => {
        if (error instanceof TelegramError && error.code === 400) throw new FetchRefused(`Telegram: ${error.description}`)
        throw new Error('Telegram did not say where the file is.')
      })
      // The address holds the token: no error may carry it.
      const response = await fetch(link, { signal: AbortSignal.timeout(120_000) }).catch(() => null)
      if (response === null || response.status >= 500) throw new Error('Telegram did not give the file.')
      if (!response.ok || response.body === null) throw new FetchRefused(`Telegram does not have the file any more (${response.status}).`)
      return response.body
    },
  }
}

/** The menu button beside the keyboard, in each language of the desk; a nicety, so a failure is only noted. */
async function nameCommands(telegram: Telegram, { text, languages, log }: Inlet): Promise<void> {
  const named = (language: string) => ['menu', 'person', 'language', 'back'].map((command) => ({ command, description: text(`chat:${command}`, language) }))
  try {
    await telegram.setMyCommands(named('it'))
    for (const language of languages) await telegram.setMyCommands(named(language), { language_code: language })
  } catch {
    log.warn({ channel: 'telegram' }, 'the command menu could not be set')
  }
}
