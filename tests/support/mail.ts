import { z } from 'zod'
import type { Channel, Incoming, Stop } from '../../src/channels/channel.ts'
import { type MailAccount, mailAccount } from '../../src/channels/mail/account.ts'
import { createMail, type MailOptions } from '../../src/channels/mail/mail.ts'
import { refuses } from '../../src/files.ts'
import type { FakeMail, FakeUser } from '../emulators/mail/index.ts'
import { inletOf, type NotedInlet } from './channels.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { publicRoot } from './telegram.ts'

/** When the story on every channel happens. */
export const STORY = Date.parse('2026-11-24T14:30:00Z')

/** A desk with a mailbox. */
export function deskOnMail(mail: FakeMail, env: Record<string, string> = {}): Promise<TestDesk> {
  return startDesk({ now: () => new Date(mail.clock.now()), root: publicRoot(), env: { ...mail.env, ...env } })
}

const GREETINGS: Readonly<Record<string, { readonly hello: string; readonly name: string }>> = {
  zh: { hello: '你好', name: '中文' }, it: { hello: 'Buongiorno', name: 'Italiano' }, en: { hello: 'Good morning', name: 'English' },
  ar: { hello: 'مرحبا', name: 'العربية' }, es: { hello: 'Buenos días', name: 'Español' }, fr: { hello: 'Bonjour', name: 'Français' },
}

/** Somebody who writes mails, answering the last one each time. */
export function mailVoice(she: FakeUser): Voice {
  return {
    async arrive(language) {
      const { hello = '', name = '' } = GREETINGS[language] ?? {}
      await she.write(hello, { subject: hello })
      const { mail } = await she.expect(() => true)
      // Where her words did not show which language they are in, the desk asks.
      if ((mail.text ?? '').split('\n').some((line) => /^\d+\. /.test(line) && line.includes(name))) await she.tap(name)
    },
    async write(text) { await she.say(text) },
    async choose(label) {
      await she.expect((sent) => (sent.mail.text ?? '').split('\n').some((line) => /^\d+\. /.test(line) && line.includes(label)))
      await she.tap(label)
    },
    async send() { await she.send(PHOTO) },
    heard: async () => she.chat.filter((m) => m.who === 'desk').map((m) => m.text),
  }
}

export type Listening = { readonly channel: Channel; readonly inlet: NotedInlet; readonly received: Incoming[]; /** Resolves when this holds. */ readonly until: (holds: () => boolean) => Promise<void>; readonly stop: Stop }

type Surroundings = { readonly env?: Record<string, string>; readonly receive?: (message: Incoming) => Promise<void>; readonly part?: Partial<MailOptions>; readonly inlet?: NotedInlet }

/** The channel alone, before a desk that keeps everything it is given. */
export function mailChannel(mail: FakeMail, env: Record<string, string> = {}, part: Partial<MailOptions> = {}): Channel {
  const account = mailAccount.read(z.object(mailAccount.shape).parse({ MAIL_POLL_SECONDS: '30', ...mail.env, ...env }), null)
  if (account === null || Array.isArray(account)) throw new Error(String(account))
  return createMail({ ...(account as MailAccount), fetch, now: mail.clock.now, patience: 1500, ...part })
}

export async function listening(mail: FakeMail, { env, receive = async () => {}, part, inlet: given }: Surroundings = {}): Promise<Listening> {
  const received: Incoming[] = []
  const channel = mailChannel(mail, env, part)
  const inlet = given ?? inletOf(async (message) => {
    await receive(message)
    received.push(message)
  }, { refuses })
  const stop = (await channel.start?.(inlet)) ?? (async () => {})
  const until = async (holds: () => boolean): Promise<void> => {
    for (const end = Date.now() + 10_000; !holds(); await new Promise((done) => setTimeout(done, 10))) {
      if (Date.now() > end) throw new Error(`It never was so: ${holds}. Received: ${JSON.stringify(received.map((m) => m.content))}. Warned: ${inlet.warned.join('; ')}`)
    }
  }
  // It has looked once: what is put in later is new.
  await until(() => mail.imap.idling())
  return { channel, inlet, received, until, stop }
}
