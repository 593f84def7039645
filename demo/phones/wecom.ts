import { type FakeUser, type FakeWeCom, startWeCom } from '../../tests/emulators/wecom/index.ts'
import type { Shown } from '../../tests/emulators/wecom/shown.ts'
import type { createPeople } from '../people.ts'
import { type Action, type Bubble, fail, MOST, type Phone, Refused } from '../phone.ts'
import { plain } from '../runs.ts'
import { DOCUMENT, SAMPLES } from '../samples.ts'

export function wecomPhone(wecom: FakeWeCom, people: ReturnType<typeof createPeople>): Phone {
  const join = () => {
    const { name } = people.next()
    return { name, user: wecom.user({ nickname: name }) }
  }
  let she = join()
  return {
    screen: () => ({ who: she.name, bubbles: she.user.chat.slice(-MOST).map((shown, i) => bubbleOf(shown, Math.max(0, she.user.chat.length - MOST) + i)), isAway: she.user.refuses(), menu: [], toast: null }),
    async act(action) {
      if (action.do === 'newcomer') she = join()
      else await write(she.user, action)
    },
    fault: (name) => fail(wecom.faults, name),
  }
}

async function write(user: FakeUser, action: Action): Promise<void> {
  if (action.do === 'return') return user.unblock()
  if (user.refuses()) throw new Refused('Rifiuta i messaggi: prima li accetti di nuovo.')
  switch (action.do) {
    case 'leave': return user.block()
    case 'open': return user.open()
    case 'poster': return user.open(action.code)
    case 'say': return void (await user.say(action.text))
    case 'tap': return user.tap((option) => option.id === action.key)
    case 'send':
      if (action.what === 'photo') await user.sendImage(SAMPLES.photo)
      else if (action.what === 'voice') await user.sendVoice(SAMPLES.amr)
      else if (action.what === 'place') await user.sendLocation(SAMPLES.place.latitude, SAMPLES.place.longitude)
      else await user.sendFile(SAMPLES.document, DOCUMENT.mime)
      return
    default: throw new Refused('微信客服 non ha un menu in fondo alla chat.')
  }
}

const WHO = { desk: 'desk', person: 'desk', she: 'her' } as const
const KINDS: Readonly<Record<string, string>> = { image: 'photo', file: 'document', other: 'place' }
const MIMES: Readonly<Record<string, string>> = { image: 'image/jpeg', voice: 'audio/amr', video: 'video/mp4' }

const bubbleOf = ({ who, kind, text, options, bytes }: Shown, index: number): Bubble => ({
  id: String(index), who: WHO[who], kind: KINDS[kind] ?? kind, runs: bytes === undefined ? plain(text) : [], links: options.map(({ id, label }) => ({ key: id, label })),
  ...(bytes && { files: [{ name: text, mime: MIMES[kind] ?? 'application/octet-stream', bytes }] }),
})

export const startWeComHere = (): Promise<FakeWeCom> => startWeCom({ patience: 2_000 })
