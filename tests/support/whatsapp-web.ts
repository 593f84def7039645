import { browserPath } from '../emulators/whatsapp-web/chromium.ts'
import type { FakeUser, FakeWhatsAppWeb } from '../emulators/whatsapp-web/index.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { publicRoot } from './telegram.ts'
import { typedVoice } from './wechaty.ts'

/** A desk whose browser is linked to the emulated phone. */
export async function deskOnWhatsAppWeb(whatsapp: FakeWhatsAppWeb, now: () => number): Promise<TestDesk> {
  const { dataDir, env } = whatsapp
  const desk = await startDesk({ now: () => new Date(now()), root: publicRoot(), dataDir, env: { ...env, WHATSAPP_WEB_BROWSER: browserPath ?? '' } })
  await whatsapp.link()
  return desk
}

/** Somebody with WhatsApp on her phone, in front of a number that has no buttons. */
export const whatsappWebVoice = (she: FakeUser): Voice => typedVoice({ say: she.say, send: () => she.sendFile('image', PHOTO), heard: () => she.chat.filter((m) => m.who === 'desk').map((m) => m.text) })
