import type { Phone } from './phone.ts'
import type { Servers } from './servers.ts'
import { mailPhone } from './phones/mail.ts'
import { telegramPhone } from './phones/telegram.ts'
import { telephonePhone } from './phones/telephone.ts'
import { webPhone } from './phones/web.ts'
import { wechatPhone } from './phones/wechat.ts'
import { wecomPhone } from './phones/wecom.ts'
import { whatsappPhone } from './phones/whatsapp.ts'

/** Half of all people are on WeChat, as in the real service; the others are spread evenly. */
export function createPhone(index: number, servers: Servers, url: string): Phone {
  const others = [whatsappPhone, wecomPhone, telegramPhone, telephonePhone, mailPhone, webPhone] as const
  return index % 2 === 0 ? wechatPhone(servers, index) : (others[((index - 1) / 2) % others.length] as typeof webPhone)(servers, index, url)
}
