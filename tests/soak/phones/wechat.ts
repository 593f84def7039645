import type { Shown } from '../../emulators/wechat/screen.ts'
import { PHOTO as PICTURE } from '../../support/scenario.ts'
import { nameOf, type Phone, PHOTO, TAP } from '../phone.ts'
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
    async tap(chance) {
      const options = ofAccount().findLast((m) => m.options.length > 0)?.options ?? []
      if (options.length === 0) return null
      const { id } = chance.among(options)
      await she.tap((o) => o.id === id)
      return TAP
    },
    async photo() {
      await she.sendImage(PICTURE.bytes, PICTURE.mime)
      return PHOTO
    },
    shown: () => ofAccount().map(named),
    // An answer rides on her request; where that is brought again, the platform shows it late.
    ways: () => [ofAccount().filter((m) => m.via === 'passive').map(named), ofAccount().filter((m) => m.via !== 'passive').map(named)],
  }
}
