import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, TAP } from '../phone.ts'
import type { Servers } from '../servers.ts'

/** What she sees is named by its HTML: Telegram hands back no name of the desk's. */
export function telegramPhone({ telegram }: Servers, index: number): Phone {
  const she = telegram.user({ firstName: `李${index} 🪪` })
  const ofDesk = () => she.chat.filter((m) => m.who === 'bot')
  return {
    channel: 'telegram', address: () => String(she.id), apologies: () => 0,
    async arrive() { await she.start() },
    async say(text) {
      await she.say(text)
      return nameOf(text)
    },
    async tap(chance) {
      const buttons = ofDesk().findLast((m) => m.buttons.flat().some((b) => b.data !== undefined))?.buttons.flat().filter((b) => b.data !== undefined) ?? []
      if (buttons.length === 0) return null
      const { data } = chance.among(buttons)
      await she.tap((b) => b.callback_data === data)
      return TAP
    },
    async photo() {
      await she.sendPhoto(PICTURE.bytes)
      return PHOTO
    },
    shown: () => ofDesk().map((m) => (m.document === undefined ? m.html : fileNamed(m.document.name))),
  }
}

export const fileNamed = (name: string): string => `(file) ${name}`
