import { type FakeUser, type FakeWeChat, startWeChat } from '../../tests/emulators/wechat/index.ts'
import type { Shown } from '../../tests/emulators/wechat/shown.ts'
import type { createPeople } from '../people.ts'
import { type Action, type Bubble, fail, MOST, type Phone, Refused } from '../phone.ts'
import { plain } from '../runs.ts'
import { SAMPLES } from '../samples.ts'

export function wechatPhone(wechat: FakeWeChat, people: ReturnType<typeof createPeople>): Phone {
  const join = () => {
    const { name } = people.next()
    return { name, user: wechat.user({ nickname: name, follows: false }) }
  }
  let she = join()
  const menu = (): string[] => wechat.menu().flatMap((item) => (item.items.length > 0 ? item.items : [item])).map((item) => item.name)
  return {
    screen: () => ({ who: she.name, bubbles: she.user.chat.slice(-MOST).map((shown, i) => bubbleOf(shown, Math.max(0, she.user.chat.length - MOST) + i)), isAway: !she.user.following, menu: menu(), toast: null }),
    async act(action) {
      if (action.do === 'newcomer') she = join()
      // The platform waits up to fifteen seconds for the desk; whoever plays does not.
      else void write(she.user, action).catch(() => {})
    },
    fault: (name) => fail(wechat.faults, name),
  }
}

/** @throws Refused at once; what it resolves to is how the delivery went. */
function write(user: FakeUser, action: Action): Promise<void> {
  if (action.do === 'return') return user.follow()
  if (action.do === 'poster') return user.following ? user.scan(action.code) : user.follow(action.code)
  if (!user.following) throw new Refused('Non segue l’account: prima tocchi «关注».')
  switch (action.do) {
    case 'leave': return user.unfollow()
    case 'say': return user.say(action.text)
    case 'tap': return user.tap((option) => option.id === action.key)
    case 'menu': return user.click(action.name)
    case 'send':
      if (action.what === 'photo') return user.sendImage(SAMPLES.photo)
      if (action.what === 'voice') return user.sendVoice(SAMPLES.amr)
      if (action.what === 'place') return user.sendLocation(SAMPLES.place.latitude, SAMPLES.place.longitude)
      throw new Refused('A un account ufficiale di WeChat non si possono mandare documenti: una foto sì.')
    default: throw new Refused('Non si può.')
  }
}

const WHO = { account: 'desk', she: 'her', wechat: 'app' } as const
const KINDS: Readonly<Record<string, string>> = { image: 'photo', location: 'place' }

const bubbleOf = ({ who, kind, text, options, bytes }: Shown, index: number): Bubble => ({
  id: String(index), who: WHO[who], kind: KINDS[kind] ?? kind, runs: plain(text), links: options.map(({ id, label }) => ({ key: id, label })),
  ...(bytes && { files: [{ name: '图片.png', mime: 'image/png', bytes }] }),
})

const TEMPLATE = { id: 'Demo-plate_0123456789abcdefghijklmnopqrstu', title: '咨询回复通知', content: '咨询结果：{{thing1.DATA}}\n时间：{{time2.DATA}}' }

/** The answer that waits beyond two days can be announced; the menu at the foot of the chat is the desk's. */
export const wechatExtras = { WECHAT_MENU: 'on', WECHAT_TEMPLATE_ID: TEMPLATE.id }
export const startWeChatHere = (): Promise<FakeWeChat> => startWeChat({ patience: 2_000, templates: [TEMPLATE] })
