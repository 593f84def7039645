import { Telegram } from 'telegraf'
import type { Surroundings } from '../account.ts'
import type { Channel, Inlet } from '../channel.ts'
import type { TelegramAccount } from './account.ts'
import { impatientAgent } from './agent.ts'
import { TELEGRAM } from './can.ts'
import { failedFrom } from './errors.ts'
import { fetchFile } from './fetch-file.ts'
import { createGroups } from './groups.ts'
import { poll } from './poll.ts'
import { sendPart } from './send.ts'
import { createHandle } from './updates.ts'
import { PATH, register, webhook } from './webhook.ts'

export type TelegramOptions = TelegramAccount & Surroundings & {
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
}

/** Telegram through its Bot API. One account is one bot; an address is the id of a private chat. */
export function createTelegram({ token, apiRoot, webhook: hook, fetch, now, patience = 30_000 }: TelegramOptions): Channel {
  const telegram = new Telegram(token, { apiRoot, webhookReply: false, agent: impatientAgent(patience / 3) })
  const account = token.slice(0, token.indexOf(':'))
  const handle = createHandle(telegram, account, createGroups(telegram))
  return {
    name: 'telegram', can: TELEGRAM, account,
    async send(to, part, { bytes }) {
      if (to.account !== account) return { kind: 'permanent', explain: 'She wrote to another bot, whose token this desk does not have.' }
      return sendPart({ telegram, patience, read: bytes, now }, to.address, part)
    },
    ...(hook === null ? {} : { webhooks: [webhook(hook.secret, handle)] }),
    async start(inlet) {
      void nameCommands(telegram, inlet)
      return hook === null ? poll(telegram, account, handle, inlet, patience) : register(telegram, new URL(`/webhooks${PATH}`, hook.publicUrl).href, hook.secret, inlet)
    },
    check: () => telegram.callApi('getMe', {}, { signal: AbortSignal.timeout(patience) as never }).then(() => null, (error: unknown) => failedFrom(error, now)),
    fetch: (source) => fetchFile(telegram, source, patience, fetch),
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
