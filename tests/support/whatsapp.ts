import type { FakeUser, FakeWhatsApp } from '../emulators/whatsapp/index.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { freePort, publicRoot } from './telegram.ts'

/** A desk with a business number, whose day goes as the platform's does. */
export async function deskOnWhatsApp(whatsapp: FakeWhatsApp, env: Record<string, string> = {}): Promise<TestDesk> {
  const began = whatsapp.clock.now()
  const now = () => new Date(Date.parse('2026-11-24T14:30:00Z') + whatsapp.clock.now() - began)
  const port = await freePort()
  const desk = await startDesk({ now, root: publicRoot(), env: { ...whatsapp.env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...env } })
  await whatsapp.connect(`${desk.url}/webhooks/whatsapp`)
  return desk
}

/** Somebody with WhatsApp on her phone. */
export const whatsappVoice = (she: FakeUser): Voice => ({
  async arrive(language) {
    await she.say('/start')
    await she.tap((row) => row.id.endsWith(`:${language}`))
  },
  write: async (text) => void (await she.say(text)),
  /** A button, or a row of the list, whose title or whole label it is in; where neither is, she types the number of its line. */
  async choose(label) {
    const shown = await newest(she, label)
    const line = shown.split('\n').find((l) => /^\d+\. /.test(l) && l.includes(label))
    if (line === undefined) await she.tap((row) => row.title.includes(label) || (row.description?.includes(label) ?? false))
    else await she.say(/^\d+/.exec(line)?.[0] ?? '')
  },
  send: async () => void (await she.sendImage(PHOTO.bytes)),
  heard: async () => she.chat.filter((m) => m.who === 'desk').map((m) => m.text),
})

/** The newest message of the desk, once one can be chosen from. */
async function newest(she: FakeUser, label: string): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((done) => setTimeout(done, 20))) {
    const last = she.chat.filter((m) => m.who === 'desk').at(-1)
    const words = last && [last.text, ...last.buttons, ...last.rows.flatMap((r) => [r.title, r.description ?? ''])]
    if (last && words?.some((w) => w.includes(label))) return last.text
  }
  throw new Error(`Nothing to choose: ${label}`)
}
