import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, TAP } from '../phone.ts'
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
    async tap(chance) {
      const said = she.person.heard.findLast(({ said: { buttons, rows } }) => buttons.length + rows.length > 0)?.said
      if (said === undefined) return null
      const { id } = chance.among([...said.buttons, ...said.rows])
      await she.tap((row) => row.id === id)
      return TAP
    },
    async photo() {
      await she.sendImage(PICTURE.bytes)
      return PHOTO
    },
    shown: () => she.person.heard.map(({ ref }) => ref ?? '(nameless)'),
  }
}
