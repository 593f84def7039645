import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, tapAmong } from '../phone.ts'
import type { Servers } from '../servers.ts'

/** What she sees is named by the desk's own name of it, which WhatsApp hands back. */
export function whatsappPhone({ whatsapp }: Servers, index: number): Phone {
  const she = whatsapp.user({ name: `王${index} 🍜`, ...(index % 3 === 0 ? { username: `wang${index}`, hidesPhone: true } : {}) })
  return {
    channel: 'whatsapp', address: () => she.person.userId ?? she.person.phone, apologies: () => 0,
    async arrive() { await she.say('/start') },
    async say(text) {
      await she.say(text)
      return nameOf(text)
    },
    tap(chance) {
      const rows = she.person.heard.map(({ said }) => [...said.buttons, ...said.rows]).findLast((all) => all.length > 0) ?? []
      return tapAmong(rows, chance, ({ id }) => she.tap((row) => row.id === id))
    },
    async photo() {
      await she.sendImage(PICTURE.bytes)
      return PHOTO
    },
    shown: () => she.person.heard.map(({ ref }) => ref ?? '(nameless)'),
  }
}
