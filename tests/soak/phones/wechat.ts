import type { Shown } from '../../emulators/wechat/shown.ts'
import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, tapAmong } from '../phone.ts'
import type { Servers } from '../servers.ts'

/** What she sees is named by its words: WeChat hands back no name of the desk's. */
export function wechatPhone({ wechat }: Servers, index: number): Phone {
  const she = wechat.user({ nickname: `陈${index} 🍢`, follows: false })
  const named = (m: Shown): string => (m.kind === 'image' ? '(image)' : m.text)
  const ofAccount = () => she.chat.filter((m) => m.who === 'account')
  return {
    channel: 'wechat', address: () => she.openid,
    apologies: () => she.chat.filter((m) => m.who === 'wechat').length,
    arrive: () => she.follow(),
    async say(text) {
      await she.say(text)
      return nameOf(text)
    },
    tap: (chance) => tapAmong(ofAccount().findLast((m) => m.options.length > 0)?.options ?? [], chance, ({ id }) => she.tap((o) => o.id === id)),
    async photo() {
      await she.sendImage(PICTURE.bytes, PICTURE.mime)
      return PHOTO
    },
    shown: () => ofAccount().map(named),
    // An answer rides on her request; where that is brought again, the platform shows it late.
    ways: () => [ofAccount().filter((m) => m.via === 'passive').map(named), ofAccount().filter((m) => m.via !== 'passive').map(named)],
  }
}
