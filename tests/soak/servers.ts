import { startMail } from '../emulators/mail/index.ts'
import { startTelegram } from '../emulators/telegram/index.ts'
import { startWeChat } from '../emulators/wechat/index.ts'
import { startWhatsApp } from '../emulators/whatsapp/index.ts'
import { SECRET } from '../support/telegram.ts'
import { pause } from './chance.ts'
import { hours } from './hours.ts'
import type { SoakOptions } from './options.ts'

export type Servers = Awaited<ReturnType<typeof startServers>>

/** How often the clocks of those that only know ours are put forward. */
const TICK = 50
const READING = 90_000

/** Every provider, whose hours pass as fast as the desk's. */
export async function startServers({ speed }: SoakOptions, epoch: number) {
  const now = hours(epoch, speed)
  const telegram = await startTelegram({ now, retryMs: 400 })
  const whatsapp = await startWhatsApp()
  const wechat = await startWeChat({ attemptMs: 5000 / speed })
  const mail = await startMail({ now })
  const clocks = [whatsapp.clock, wechat.clock]
  const forward = setInterval(() => {
    for (const clock of clocks) clock.advance(Math.max(0, now() - clock.now()))
  }, TICK)
  /** A mailbox is read one mail after the other. */
  const allRead = async (): Promise<void> => {
    for (const until = Date.now() + READING; Date.now() < until && !mail.imap.mails.every(({ seen }) => seen); ) await pause(200)
  }
  return {
    telegram, whatsapp, wechat, mail,
    env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, TELEGRAM_WEBHOOK_SECRET: SECRET, ...whatsapp.env, ...wechat.env, ...mail.env, MAIL_POLL_SECONDS: '30' } as Record<string, string>,
    /** As somebody does it in the dashboards, once the desk runs. */
    async connect(url: string): Promise<void> {
      await whatsapp.connect(`${url}/webhooks/whatsapp`)
      if (!(await wechat.connect(`${url}/webhooks/wechat`))) throw new Error('WeChat could not verify the address of the desk')
    },
    /** Nothing is on its way to the desk any more. */
    async settled(): Promise<void> {
      await Promise.all([telegram.delivered(120_000), whatsapp.delivered(120_000), wechat.settled(), allRead()])
    },
    async stop(): Promise<void> {
      clearInterval(forward)
      await Promise.all([telegram.stop(), whatsapp.stop(), wechat.stop(), mail.stop()])
    },
  }
}
