import type { Shown } from '../../emulators/wecom/shown.ts'
import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, tapAmong } from '../phone.ts'
import type { Servers } from '../servers.ts'
import { fileNamed } from './telegram.ts'

/** What she sees is named by its words, and a file by its name: WeCom shows her no name of the desk's. */
export function wecomPhone({ wecom }: Servers, index: number): Phone {
  const she = wecom.user({ nickname: `周${index} 🥟` })
  const named = (m: Shown): string => (m.kind === 'text' || m.kind === 'menu' ? m.text : fileNamed(m.text))
  const ofDesk = () => she.chat.filter((m) => m.who === 'desk')
  return {
    channel: 'wecom', address: () => she.id, apologies: () => 0,
    arrive: () => she.open(),
    async say(text) {
      await she.say(text)
      return nameOf(text)
    },
    tap: (chance) => tapAmong(ofDesk().findLast((m) => m.options.length > 0)?.options ?? [], chance, ({ id }) => she.tap((o) => o.id === id)),
    async photo() {
      await she.sendImage(PICTURE.bytes, PICTURE.mime)
      return PHOTO
    },
    shown: () => ofDesk().map(named),
  }
}
