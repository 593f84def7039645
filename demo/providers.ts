import { randomBytes } from 'node:crypto'
import { createDemoClock, type DemoClock } from './clock.ts'
import { createPeople } from './people.ts'
import type { Phone, PhoneName } from './phone.ts'
import { mailPhone, startMailHere } from './phones/mail.ts'
import { startTelegramHere, telegramPhone } from './phones/telegram.ts'
import { startTelephoneHere, telephoneExtras, telephonePhone } from './phones/telephone.ts'
import { startWeChatHere, wechatExtras, wechatPhone } from './phones/wechat.ts'
import { startWeComHere, wecomPhone } from './phones/wecom.ts'
import { startWhatsAppHere, whatsappPhone, whatsappTemplate } from './phones/whatsapp.ts'

export type Providers = {
  readonly clock: DemoClock
  readonly phones: Readonly<Record<PhoneName, Phone>>
  /** What the desk is configured with to reach them. */
  readonly env: Readonly<Record<string, string>>
  /** They are told where the desk is. */
  readonly connect: (desk: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Servers on this machine that speak as Telegram, WhatsApp, WeChat, WeCom, a mail provider and one of telephone numbers do. */
export async function startProviders(): Promise<Providers> {
  const [whatsapp, wechat, wecom] = await Promise.all([startWhatsAppHere(), startWeChatHere(), startWeComHere()])
  const telephone = startTelephoneHere()
  const clock = createDemoClock(() => [whatsapp.clock, wechat.clock, wecom.clock, telephone.clock])
  const [telegram, mail] = await Promise.all([startTelegramHere(clock.now), startMailHere(clock.now)])
  const phones = {
    telegram: telegramPhone(telegram, createPeople()), whatsapp: whatsappPhone(whatsapp, createPeople()), wechat: wechatPhone(wechat, createPeople()),
    wecom: wecomPhone(wecom, createPeople()), mail: mailPhone(mail, createPeople()), telephone: telephonePhone(telephone, createPeople()),
  }
  return {
    clock, phones,
    env: {
      TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, TELEGRAM_WEBHOOK_SECRET: randomBytes(16).toString('hex'),
      ...whatsapp.env, ...whatsappTemplate, ...wechat.env, ...wechatExtras, ...wecom.env, ...mail.env, ...telephone.env, ...telephoneExtras,
    },
    async connect(desk) {
      await whatsapp.connect(`${desk}/webhooks/whatsapp`)
      if (!(await wechat.connect(`${desk}/webhooks/wechat`))) throw new Error('The emulated WeChat could not verify the address of the desk')
      if (!(await wecom.connect(`${desk}/webhooks/wecom`))) throw new Error('The emulated WeCom could not verify the address of the desk')
      telephone.connect(desk)
    },
    stop: async () => void (await Promise.allSettled([telegram.stop(), whatsapp.stop(), wechat.stop(), wecom.stop(), mail.stop()])),
  }
}
