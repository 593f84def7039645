import type { Server } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { Channel, Inlet } from '../../src/channels/channel.ts'
import { createTelephone, type TelephoneOptions } from '../../src/channels/telephone/telephone.ts'
import type { WebPorts } from '../../src/web/ports.ts'
import { problem } from '../../src/web/problem.ts'
import { webhookRoutes } from '../../src/web/webhooks.ts'
import type { Caller, FakeTelephone } from '../emulators/telephone/index.ts'
import { startDesk, type TestDesk } from './desk.ts'
import type { Voice } from './scenario.ts'
import { freePort, publicRoot } from './telegram.ts'

/** A desk with a number that people ring. */
export async function deskOnTelephone(telephone: FakeTelephone, env: Record<string, string> = {}): Promise<TestDesk> {
  const began = Date.now()
  const now = () => new Date(Date.parse('2026-11-24T14:30:00Z') + Date.now() - began)
  telephone.clock.advance(now().getTime() - telephone.clock.now())
  const port = await freePort()
  const desk = await startDesk({ now, root: publicRoot(), env: { ...telephone.env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...env } })
  telephone.connect(desk.url)
  return desk
}

/** The channel behind the desk's own webhook routes, without a desk: `inlet` is what the test says. */
export async function lineOf(telephone: FakeTelephone, inlet: Inlet, options: Partial<TelephoneOptions> = {}): Promise<{ readonly channel: Channel; readonly close: () => Promise<void> }> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const channel = createTelephone({
    provider: telephone.name, number: telephone.number, secret: telephone.secret, publicUrl, transferTo: null, speechProcessor: null, voices: {},
    now: telephone.clock.now, others: ['web-chat', 'telegram'], ...options,
  })
  const app = express().use('/webhooks', webhookRoutes({ webhooks: (channel.webhooks ?? []).map((webhook) => ({ webhook, inlet })) } as unknown as WebPorts))
  app.use((error: unknown, _: Request, response: Response, _next: NextFunction) => void response.status(problem(error).status).end())
  const server = await new Promise<Server>((done) => { const listening = app.listen(port, '127.0.0.1', () => done(listening)) })
  const stop = await channel.start?.(inlet)
  telephone.connect(publicUrl)
  return {
    channel,
    async close() {
      await stop?.()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const digitOf = (line: string): string | undefined => /(\d)\D*$/.exec(line)?.[1]

/** Somebody who presses keys, and speaks where no key will do. */
export function telephoneVoice(she: Caller): Voice {
  const lines = (): string[] => she.lately.flatMap((said) => said.text.split('\n'))
  return {
    async arrive(language) {
      await she.call()
      const choice = she.lately.find((said) => said.language.startsWith(language))
      const key = choice && digitOf(choice.text)
      if (key === undefined) throw new Error(`No key for ${language}: ${lines().join('\n')}`)
      await she.press(key)
    },
    write: (text) => she.says(text),
    async choose(label) {
      for (let level = 0; level < 5; level++) {
        const key = lines().map((line) => (line.includes(label) ? digitOf(line) : undefined)).find((found) => found !== undefined)
        if (key !== undefined) return she.press(key)
        await she.press('9')
      }
      throw new Error(`Nothing to choose: ${label}\n${lines().join('\n')}`)
    },
    send: async () => { throw new Error('A call carries no photo.') },
    /** She is silent, and what waits for her is said. */
    readOn: async () => { if (she.listens) await she.waits() },
    heard: async () => she.transcript.map((said) => said.text),
  }
}
