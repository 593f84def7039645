import type { FakeUser, FakeWechaty } from '../emulators/wechaty/index.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { publicRoot } from './telegram.ts'

/** A desk with a personal account, whose code somebody has scanned. */
export async function deskOnWechaty(wechaty: FakeWechaty, now: () => number): Promise<TestDesk> {
  const desk = await startDesk({ now: () => new Date(now()), root: publicRoot(), env: wechaty.env })
  await wechaty.login()
  return desk
}

/** Who has no buttons types the number of a line. */
export const numberOf = (text: string, label: string): string | undefined => /^\d+/.exec(text.split('\n').find((line) => /^\d+\. /.test(line) && line.includes(label)) ?? '')?.[0]

/** The number of the line, in the newest message that has one, once there is such a message. */
export async function numberOnce(heard: () => readonly string[], label: string): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((done) => setTimeout(done, 20))) {
    const number = heard().toReversed().map((text) => numberOf(text, label)).find((n) => n !== undefined)
    if (number !== undefined) return number
  }
  throw new Error(`Nothing to choose: ${label}\n${heard().join('\n---\n')}`)
}

const NAMES: Readonly<Record<string, string>> = { it: 'Italiano', zh: '中文', en: 'English', ar: 'العربية', fr: 'Français', es: 'Español' }

/** Somebody with nothing but texts: she greets, and types numbers. */
export function typedVoice(she: { readonly say: (text: string) => Promise<unknown>; readonly send: () => Promise<unknown>; readonly heard: () => readonly string[] }): Voice {
  const choose = async (label: string): Promise<void> => void (await she.say(await numberOnce(she.heard, label)))
  return {
    async arrive(language) {
      await she.say('/start')
      await choose(NAMES[language] ?? language)
    },
    write: async (text) => void (await she.say(text)),
    choose,
    send: async () => void (await she.send()),
    heard: async () => she.heard(),
  }
}

export const wechatyVoice = (she: FakeUser): Voice => typedVoice({ say: she.say, send: () => she.sendFile('image', PHOTO), heard: () => she.chat.filter((m) => m.who === 'desk').map((m) => m.text) })
