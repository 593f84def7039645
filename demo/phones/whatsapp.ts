import { type FakeUser, type FakeWhatsApp, startWhatsApp } from '../../tests/emulators/whatsapp/index.ts'
import type { Row } from '../../tests/emulators/whatsapp/interactive.ts'
import type { Shown } from '../../tests/emulators/whatsapp/person.ts'
import type { createPeople } from '../people.ts'
import { type Action, type Bubble, type Button, fail, MOST, type Phone, Refused } from '../phone.ts'
import { plain, runsOfStars } from '../runs.ts'
import { DOCUMENT, SAMPLES } from '../samples.ts'

export function whatsappPhone(whatsapp: FakeWhatsApp, people: ReturnType<typeof createPeople>): Phone {
  const join = () => {
    const { name } = people.next()
    return { name, user: whatsapp.user({ name }) }
  }
  let she = join()
  return {
    screen: () => ({ who: she.name, bubbles: she.user.chat.slice(-MOST).map((shown) => bubbleOf(she.user, shown)), isAway: she.user.person.blocks, menu: [], toast: null }),
    async act(action) {
      if (action.do === 'newcomer') she = join()
      else if (action.do === 'return') await she.user.unblock()
      else if (she.user.person.blocks) throw new Refused('Ha bloccato il numero: prima lo sblocchi.')
      else if (action.do === 'leave') await she.user.block()
      else await write(she.user, action)
    },
    fault: (name) => fail({ ...whatsapp.faults, rateLimit: () => whatsapp.faults.rateLimit(20) }, name),
  }
}

async function write(user: FakeUser, action: Action): Promise<void> {
  switch (action.do) {
    case 'say': return void (await user.say(action.text))
    case 'tap': return void (await user.tap((row) => row.id === action.key))
    // A link to a number can only bring words with it.
    case 'poster': return void (await user.say(`/start ${action.code}`))
    case 'send':
      if (action.what === 'photo') await user.sendImage(SAMPLES.photo)
      else if (action.what === 'voice') await user.sendVoice(SAMPLES.voice)
      else if (action.what === 'place') await user.sendLocation(SAMPLES.place.latitude, SAMPLES.place.longitude)
      else await user.sendDocument(SAMPLES.document, DOCUMENT.name, DOCUMENT.mime)
      return
    default: throw new Refused('WhatsApp non ha un menu in fondo alla chat.')
  }
}

const KINDS: Readonly<Record<string, string>> = { image: 'photo', audio: 'voice', location: 'place' }
const buttonOf = ({ id, title, description }: Row): Button => ({ key: id, label: title, ...(description !== null && { detail: description }) })

function bubbleOf({ person }: FakeUser, { id, who, kind, text, seen, opener, file }: Shown): Bubble {
  const said = person.heard.find((heard) => heard.wamid === id)?.said
  return {
    id, who, kind: KINDS[kind] ?? kind, runs: who === 'desk' ? runsOfStars(seen) : plain(text), tiles: (said?.buttons ?? []).map((b) => [buttonOf(b)]),
    ...(opener !== null && { list: { opener, rows: (said?.rows ?? []).map(buttonOf) } }),
    ...(file !== null && { files: [{ name: file.name ?? kind, mime: file.mime, bytes: file.bytes }] }),
  }
}

const TEMPLATE = 'risposta_pronta'
const LANGUAGES = { it: 'Lo sportello del Comune ha una risposta per Lei. Scriva qui per leggerla.', zh_CN: '市政服务台已有给您的答复。请在此回复以查看。', en: 'The municipal help desk has an answer for you. Write here to read it.', ar: 'لدى مكتب البلدية رد لكم. اكتبوا هنا لقراءته.' }

/** The answer that waits beyond a day can be announced. */
export const whatsappTemplate = { WHATSAPP_TEMPLATE: TEMPLATE, WHATSAPP_TEMPLATE_LANGUAGES: 'it=it,zh=zh_CN,en=en,ar=ar' }
export const startWhatsAppHere = (): Promise<FakeWhatsApp> => startWhatsApp({ patience: 2_000, retryMs: 500, templates: { [TEMPLATE]: LANGUAGES } })
