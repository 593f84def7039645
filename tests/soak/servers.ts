import { startMail } from '../emulators/mail/index.ts'
import { startTelegram } from '../emulators/telegram/index.ts'
import { startTelephone } from '../emulators/telephone/index.ts'
import { startWeChat } from '../emulators/wechat/index.ts'
import { startWeCom } from '../emulators/wecom/index.ts'
import { startWhatsApp } from '../emulators/whatsapp/index.ts'
import { SECRET } from '../support/telegram.ts'
import { pause } from './chance.ts'
import { hours } from './hours.ts'
import type { SoakOptions } from './options.ts'

export type Servers = Awaited<ReturnType<typeof startServers>>

/** How often the clocks of those that only know ours are put forward. */
const TICK = 50
const READING = 90_000
/** Messages that WeCom gives at a time: so few that some must be asked for again. */
const PAGE = 15

/** Every provider, whose hours pass as fast as the desk's. */
export async function startServers({ speed }: SoakOptions, epoch: number) {
  const now = hours(epoch, speed)
  const telegram = await startTelegram({ now, retryMs: 400 })
  const whatsapp = await startWhatsApp()
  const wechat = await startWeChat({ attemptMs: 5000 / speed })
  const wecom = await startWeCom({ attemptMs: 5000 / speed, page: PAGE })
  const telephone = startTelephone({ provider: 'twilio' })
  const mail = await startMail({ now })
  const clocks = [whatsapp.clock, wechat.clock, wecom.clock, telephone.clock]
  const forward = setInterval(() => {
    for (const clock of clocks) clock.advance(Math.max(0, now() - clock.now()))
  }, TICK)
  /** A mailbox is read one mail after the other. */
  const allRead = async (readTo: () => Promise<number>): Promise<void> => {
    const last = mail.imap.mails.at(-1)?.uid ?? 0
    for (const until = Date.now() + READING; Date.now() < until && (await readTo()) < last; ) await pause(200)
  }
  /** WeCom only knocks, and some knocks were forgotten. */
  const allPulled = async (): Promise<void> => {
    await wecom.settled()
    for (const until = Date.now() + READING; Date.now() < until && !isPulled(wecom); await pause(200)) await wecom.knock.deliver(wecom.log.token())
  }
  return {
    telegram, whatsapp, wechat, wecom, telephone, mail,
    env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, TELEGRAM_WEBHOOK_SECRET: SECRET, ...whatsapp.env, ...wechat.env, ...wecom.env, ...telephone.env, VOICE_SPEECH_PROCESSOR: 'Twilio', VOICE_TRANSFER_TO: '+390551234567', ...mail.env, MAIL_POLL_SECONDS: '30' } as Record<string, string>,
    /** As somebody does it in the dashboards, once the desk runs. */
    async connect(url: string): Promise<void> {
      await whatsapp.connect(`${url}/webhooks/whatsapp`)
      if (!(await wechat.connect(`${url}/webhooks/wechat`))) throw new Error('WeChat could not verify the address of the desk')
      if (!(await wecom.connect(`${url}/webhooks/wecom`))) throw new Error('WeCom could not verify the address of the desk')
      telephone.connect(url)
    },
    /** Nothing is on its way to the desk any more. `mailReadTo`: how far it has read its mailbox. */
    async settled(mailReadTo: () => Promise<number>): Promise<void> {
      await Promise.all([telegram.delivered(120_000), whatsapp.delivered(120_000), wechat.settled(), allPulled(), allRead(mailReadTo)])
    },
    /** What was wrong with what the desk answered; that it was away is not. */
    refused: (): readonly string[] => telephone.complaints.filter((why) => !/^11200: HTTP 5/.test(why)).map((why) => `telephone: ${why}`),
    async stop(): Promise<void> {
      clearInterval(forward)
      await Promise.all([telegram.stop(), whatsapp.stop(), wechat.stop(), wecom.stop(), mail.stop()])
    },
  }
}

/** The desk asks for what follows everything there is: it has kept the rest. */
function isPulled({ requests, log }: Awaited<ReturnType<typeof startWeCom>>): boolean {
  const asked = requests.findLast(({ path }) => path.endsWith('/kf/sync_msg'))
  const { cursor } = JSON.parse(asked?.body ?? '{}') as { cursor?: string }
  return cursor !== undefined && (log.sync({ cursor, token: log.token() }).msg_list as readonly unknown[]).length === 0
}
