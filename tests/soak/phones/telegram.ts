import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, tapAmong } from '../phone.ts'
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
    tap(chance) {
      const buttons = ofDesk().map((m) => m.buttons.flat().filter((b) => b.data !== undefined)).findLast((all) => all.length > 0) ?? []
      return tapAmong(buttons, chance, ({ data }) => she.tap((b) => b.callback_data === data))
    },
    async photo() {
      await she.sendPhoto(PICTURE.bytes)
      return PHOTO
    },
    shown: () => ofDesk().map((m) => (m.document === undefined ? m.html : fileNamed(m.document.name))),
  }
}

export const fileNamed = (name: string): string => `(file) ${name}`
