import type { Surroundings } from './account.ts'
import type { Accounts } from './accounts.ts'
import type { Capabilities, Channel, ChannelName } from './channel.ts'
import { MAIL } from './mail/can.ts'
import { TELEGRAM } from './telegram/can.ts'
import { createWebChat, WEB_CHAT } from './web-chat.ts'
import { WHATSAPP } from './whatsapp/can.ts'
import { WECHAT } from './wechat/can.ts'

/** What each channel can do, whether or not this desk has it. */
export const capabilities: ReadonlyMap<ChannelName, Capabilities> = new Map([['web-chat', WEB_CHAT], ['telegram', TELEGRAM], ['e-mail', MAIL], ['wechat', WECHAT], ['whatsapp', WHATSAPP]])

/** Every channel of the desk: one line each. A channel without an account is not opened, and its library not loaded. */
export async function createChannels({ telegram, mail, wechat, whatsapp }: Accounts, surroundings: Surroundings): Promise<ReadonlyMap<ChannelName, Channel>> {
  const channels: Channel[] = [createWebChat()]
  if (telegram !== null) channels.push((await import('./telegram/telegram.ts')).createTelegram({ ...telegram, ...surroundings }))
  if (mail !== null) channels.push((await import('./mail/mail.ts')).createMail({ ...mail, ...surroundings }))
  if (wechat !== null) channels.push((await import('./wechat/wechat.ts')).createWeChat({ ...wechat, ...surroundings }))
  if (whatsapp !== null) channels.push((await import('./whatsapp/whatsapp.ts')).createWhatsApp({ ...whatsapp, ...surroundings }))
  return new Map(channels.map((c) => [c.name, c]))
}
