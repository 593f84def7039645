import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FakeTelegram, FakeUser } from '../emulators/telegram/index.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { ROOT } from './pizzeria.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { tempFolder } from './temp.ts'

export const SECRET = 'un-segreto-di-prova_123'

/** The product's content, with a desk that says who answers for its data: only such a one may be reached from outside. */
export function publicRoot(): string {
  const root = tempFolder('root')
  for (const folder of ['flows', 'locales', 'dist', 'node_modules']) symlinkSync(join(ROOT, folder), join(root, folder))
  cpSync(join(ROOT, 'data'), join(root, 'data'), { recursive: true })
  const file = join(root, 'data', 'desks', 'demo.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('controller: null', 'controller: Comune di Prova').replace('privacy_contact: null', 'privacy_contact: dpo@example.org').replace('privacy_url: null', 'privacy_url: https://comune.example.org/privacy'))
  return root
}

export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })

/** A desk with a bot: it asks the emulator for messages, or is knocked at. */
export async function deskOnTelegram(telegram: FakeTelegram, by: 'polling' | 'webhook', env: Record<string, string> = {}): Promise<TestDesk> {
  const began = Date.now()
  const now = () => new Date(Date.parse('2026-11-24T14:30:00Z') + Date.now() - began)
  const account = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, ...env }
  if (by === 'polling') return startDesk({ now, root: publicRoot(), env: account })
  const port = await freePort()
  return startDesk({ now, root: publicRoot(), env: { ...account, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, TELEGRAM_WEBHOOK_SECRET: SECRET } })
}

/** Somebody with Telegram on her phone. */
export function telegramVoice(she: FakeUser): Voice {
  const newest = () => she.chat.filter((m) => m.who === 'bot' && m.buttons.length > 0).at(-1)
  return {
    async arrive(language) {
      await she.start()
      await she.expect((m) => m.buttons.flat().length > 3)
      await she.tap((b) => b.callback_data?.endsWith(`:${language}`) ?? false)
    },
    async write(text) { await she.say(text) },
    /** Where labels are too long they are lines, and the buttons say their numbers. */
    async choose(label) {
      const isOption = (text: string): boolean => text.includes(label)
      const shown = await waitFor(() => (newest()?.buttons.flat().some((b) => isOption(b.text)) || newest()?.text.split('\n').some((l) => /^\d+\. /.test(l) && isOption(l)) ? newest() : undefined), label)
      const line = shown.text.split('\n').find((l) => /^\d+\. /.test(l) && isOption(l))
      const number = line && /^\d+/.exec(line)?.[0]
      await she.tap((b) => isOption(b.text) || (number !== undefined && b.text === number))
    },
    async send() { await she.sendPhoto(PHOTO.bytes) },
    heard: async () => she.chat.filter((m) => m.who === 'bot').map((m) => m.text),
  }
}

async function waitFor<T>(look: () => T | undefined, what: string): Promise<T> {
  for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((done) => setTimeout(done, 20))) {
    const found = look()
    if (found !== undefined) return found
  }
  throw new Error(`Nothing to tap: ${what}`)
}
