import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { Channel, Inlet } from '../../src/channels/channel.ts'
import { createWeChat, type WeChatOptions } from '../../src/channels/wechat/wechat.ts'
import type { WebPorts } from '../../src/web/ports.ts'
import { problem } from '../../src/web/problem.ts'
import { webhookRoutes } from '../../src/web/webhooks.ts'
import type { FakeUser, FakeWeChat } from '../emulators/wechat/index.ts'
import type { Shown } from '../emulators/wechat/shown.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { freePort, publicRoot } from './telegram.ts'

/** A desk with an official account, whose address WeChat has verified. */
export async function deskOnWeChat(wechat: FakeWeChat, env: Record<string, string> = {}): Promise<TestDesk> {
  const began = Date.now()
  const now = () => new Date(Date.parse('2026-11-24T14:30:00Z') + Date.now() - began)
  const port = await freePort()
  const desk = await startDesk({ now, root: publicRoot(), env: { ...wechat.env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...env } })
  if (!(await wechat.connect(`${desk.url}/webhooks/wechat`))) throw new Error('WeChat could not verify the address of the desk')
  return desk
}

const ofAccount = (she: FakeUser): Shown[] => she.chat.filter((m) => m.who === 'account')
const numbered = (text: string, label: string): string | undefined => /^\d+/.exec(text.split('\n').find((l) => /^\d+\. /.test(l) && l.includes(label)) ?? '')?.[0]

/** Somebody with WeChat on her phone: she taps what can be tapped, and types the number of what cannot. */
export function wechatVoice(she: FakeUser): Voice {
  const choose = async (label: string): Promise<void> => {
    const fits = (option: { readonly label: string }): boolean => option.label.includes(label)
    const found = await she.screen.waitFor(() => {
      const shown = ofAccount(she).toReversed().find((m) => m.options.some(fits) || numbered(m.text, label) !== undefined)
      return shown ?? null
    })
    if (!found) throw new Error(`Nothing to choose: ${label}\n${ofAccount(she).map((m) => m.text).join('\n---\n')}`)
    if (found.options.some(fits)) await she.tap(fits)
    else await she.say(numbered(found.text, label) as string)
  }
  return {
    async arrive(language) {
      await she.follow()
      const asked = await she.screen.waitFor(() => ofAccount(she).at(-1) ?? null)
      const option = asked?.options.find((o) => o.id.endsWith(`:${language}`))
      await (option ? she.tap(option.label) : she.say(language))
    },
    write: (text) => she.say(text),
    choose,
    send: () => she.sendImage(PHOTO.bytes, PHOTO.mime),
    heard: async () => ofAccount(she).map((m) => m.text),
  }
}

/** A channel behind the desk's own webhook routes, without a desk: `receive` is what the test says. */
export async function knockable(channel: Channel, inlet: Inlet): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const app = express().use('/webhooks', webhookRoutes({ webhooks: (channel.webhooks ?? []).map((webhook) => ({ webhook, inlet })) } as unknown as WebPorts))
  app.use((error: unknown, _: Request, response: Response, _next: NextFunction) => void response.status(problem(error).status).end())
  const server = await new Promise<Server>((done) => { const listening = app.listen(0, '127.0.0.1', () => done(listening)) })
  const stop = await channel.start?.(inlet)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/wechat`,
    async close() {
      await stop?.()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** The channel of an emulated account. */
export const channelOf = (wechat: FakeWeChat, options: Partial<WeChatOptions> = {}): Channel => createWeChat({
  appId: wechat.appId, secret: wechat.secret, token: wechat.token, aesKey: wechat.aesKey, kind: wechat.env.WECHAT_ACCOUNT, originalId: wechat.original, templateId: null, menu: false,
  apiRoot: wechat.url, fetch: globalThis.fetch, now: wechat.clock.now, patience: 400, ...options,
})
