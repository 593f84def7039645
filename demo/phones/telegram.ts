import { parseHtml } from '../../tests/emulators/telegram/html.ts'
import { type FakeTelegram, type FakeUser, startTelegram } from '../../tests/emulators/telegram/index.ts'
import type { Shown } from '../../tests/emulators/telegram/screen.ts'
import type { createPeople } from '../people.ts'
import { type Action, type Bubble, type FaultName, MOST, type Phone, Refused, type ShownFile, SLOW } from '../phone.ts'
import { plain, runsOf } from '../runs.ts'
import { DOCUMENT, SAMPLES } from '../samples.ts'

export function telegramPhone(telegram: FakeTelegram, people: ReturnType<typeof createPeople>): Phone {
  const join = () => {
    const { name } = people.next()
    return { name, user: telegram.user({ firstName: name }), isAway: false }
  }
  let she = join()
  const handle = async (action: Action): Promise<void> => {
    const { user } = she
    if (action.do === 'newcomer') she = join()
    else if (action.do === 'return') {
      await user.unblock()
      she.isAway = false
    } else if (she.isAway) throw new Refused('Ha bloccato il bot: prima lo sblocchi.')
    else if (action.do === 'leave') {
      await user.block()
      she.isAway = true
    } else await write(user, action)
  }
  return {
    screen: () => ({ who: she.name, bubbles: she.user.chat.slice(-MOST).map(bubbleOf), isAway: she.isAway, menu: [], toast: she.user.answered.at(-1)?.text ?? null }),
    act: handle,
    fault: (name) => fail(telegram, name),
  }
}

async function write(user: FakeUser, action: Action): Promise<void> {
  switch (action.do) {
    case 'say': return void (action.text === '/start' ? await user.start() : await user.say(action.text))
    case 'tap': return void (await user.tap((button) => button.callback_data === action.key))
    case 'poster': return void (await user.start(action.code))
    case 'send':
      if (action.what === 'photo') await user.sendPhoto(SAMPLES.photo)
      else if (action.what === 'voice') await user.sendVoice(2, SAMPLES.voice)
      else if (action.what === 'place') await user.sendLocation(SAMPLES.place.latitude, SAMPLES.place.longitude)
      else await user.sendDocument(SAMPLES.document, DOCUMENT.name, DOCUMENT.mime)
      return
    default: throw new Refused('Telegram non ha un menu in fondo alla chat.')
  }
}

const KINDS: Readonly<Record<string, string>> = { location: 'place' }

function bubbleOf(shown: Shown): Bubble {
  const { id, who, kind, html, text, buttons, edited, document, photo } = shown
  const files = [document, photo].filter((file): file is ShownFile => file !== undefined)
  return {
    id: String(id), who: who === 'bot' ? 'desk' : 'her', kind: KINDS[kind] ?? kind, runs: html === '' ? plain(text) : runsOf(parseHtml(html)), files, isEdited: edited,
    tiles: buttons.map((row) => row.map((b) => ({ key: b.data ?? '', label: b.text, ...(b.url !== undefined && { href: b.url }) }))),
  }
}

function fail({ faults }: FakeTelegram, name: FaultName): void {
  faults.clear()
  const times = Infinity
  if (name === 'limit') faults.rateLimit(20)
  if (name === 'down') faults.page(502, { times })
  if (name === 'token') faults.refuse(401, 'Unauthorized', { times })
  if (name === 'slow') faults.slow(SLOW, { times })
}

export const startTelegramHere = (now: () => number): Promise<FakeTelegram> => startTelegram({ now, patience: 2_000, retryMs: 500 })
