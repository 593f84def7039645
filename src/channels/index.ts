import type { Housed } from './account.ts'
import type { Accounts } from './accounts.ts'
import type { Capabilities, Channel, ChannelName } from './channel.ts'
import { MAIL } from './mail/can.ts'
import { TELEGRAM } from './telegram/can.ts'
import { TELEPHONE } from './telephone/can.ts'
import { createWebChat, WEB_CHAT } from './web-chat.ts'
import { WHATSAPP } from './whatsapp/can.ts'
import { WHATSAPP_WEB } from './whatsapp-web/can.ts'
import { WECHAT } from './wechat/can.ts'
import { WECOM } from './wecom/can.ts'
import { WECHATY } from './wechaty/can.ts'

/** What each channel can do, whether or not this desk has it. */
export const capabilities: ReadonlyMap<ChannelName, Capabilities> = new Map([['web-chat', WEB_CHAT], ['telegram', TELEGRAM], ['e-mail', MAIL], ['wechat', WECHAT], ['wecom', WECOM], ['whatsapp', WHATSAPP], ['wechaty', WECHATY], ['whatsapp-web', WHATSAPP_WEB], ['telephone', TELEPHONE]])

/** Every channel of the desk: one line each. A channel without an account is not opened, and its library not loaded. */
export async function createChannels({ telegram, mail, wechat, wecom, whatsapp, wechaty, 'whatsapp-web': whatsappWeb, telephone }: Accounts, surroundings: Housed): Promise<ReadonlyMap<ChannelName, Channel>> {
  const channels: Channel[] = [createWebChat()]
  if (telegram !== null) channels.push((await import('./telegram/telegram.ts')).createTelegram({ ...telegram, ...surroundings }))
  if (mail !== null) channels.push((await import('./mail/mail.ts')).createMail({ ...mail, ...surroundings }))
  if (wechat !== null) channels.push((await import('./wechat/wechat.ts')).createWeChat({ ...wechat, ...surroundings }))
  if (wecom !== null) channels.push((await import('./wecom/wecom.ts')).createWeCom({ ...wecom, ...surroundings }))
  if (whatsapp !== null) channels.push((await import('./whatsapp/whatsapp.ts')).createWhatsApp({ ...whatsapp, ...surroundings }))
  if (wechaty !== null) channels.push((await import('./wechaty/wechaty.ts')).createWechaty({ ...wechaty, ...surroundings }))
  if (whatsappWeb !== null) channels.push((await import('./whatsapp-web/whatsapp-web.ts')).createWhatsAppWeb({ ...whatsappWeb, ...surroundings }))
  // Last: it tells callers where else the desk can be written to.
  if (telephone !== null) channels.push((await import('./telephone/telephone.ts')).createTelephone({ ...telephone, ...surroundings, others: channels.map((c) => c.name) }))
  return new Map(channels.map((c) => [c.name, c]))
}
