import type { Channel, Inlet } from '../../src/channels/channel.ts'
import { createWeCom, type WeComOptions } from '../../src/channels/wecom/wecom.ts'
import type { FakeUser, FakeWeCom } from '../emulators/wecom/index.ts'
import type { Shown } from '../emulators/wecom/shown.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { PHOTO, type Voice } from './scenario.ts'
import { freePort, publicRoot } from './telegram.ts'
import { knockable as knockableAtWeChat } from './wechat.ts'

/** A desk with an account of WeCom's customer service, whose address WeCom has verified. Both have the same time: what was sent before the desk began is history. */
export async function deskOnWeCom(wecom: FakeWeCom, env: Record<string, string> = {}): Promise<TestDesk> {
  wecom.clock.advance(Date.parse('2026-11-24T14:30:00Z') - wecom.clock.now())
  const port = await freePort()
  const desk = await startDesk({ now: () => new Date(wecom.clock.now()), root: publicRoot(), env: { ...wecom.env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, ...env } })
  if (!(await wecom.connect(`${desk.url}/webhooks/wecom`))) throw new Error('WeCom could not verify the address of the desk')
  return desk
}

const ofDesk = (she: FakeUser): Shown[] => she.chat.filter((m) => m.who === 'desk')
const numbered = (text: string, label: string): string | undefined => /^\d+/.exec(text.split('\n').find((l) => /^\d+\. /.test(l) && l.includes(label)) ?? '')?.[0]

/** Somebody with WeChat on her phone: she opens the chat, taps what can be tapped, and types the number of what cannot. */
export function wecomVoice(she: FakeUser): Voice {
  return {
    async arrive(language) {
      await she.open()
      await she.expect((m) => m.options.some((o) => o.id.endsWith(`:${language}`)))
      await she.tap((o) => o.id.endsWith(`:${language}`))
    },
    async write(text) { await she.say(text) },
    async choose(label) {
      const fits = (option: { readonly label: string }): boolean => option.label.includes(label)
      const found = await she.screen.waitFor(() => ofDesk(she).findLast((m) => m.options.some(fits) || numbered(m.text, label) !== undefined) ?? null)
      if (!found) throw new Error(`Nothing to choose: ${label}\n${ofDesk(she).map((m) => m.text).join('\n---\n')}`)
      if (found.options.some(fits)) await she.tap(fits)
      else await she.say(numbered(found.text, label) as string)
    },
    async send() { await she.sendImage(PHOTO.bytes, PHOTO.mime) },
    heard: async () => ofDesk(she).map((m) => m.text),
  }
}

/** A channel behind the desk's own webhook routes, without a desk: `receive` is what the test says. */
export async function knockable(channel: Channel, inlet: Inlet): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { url, close } = await knockableAtWeChat(channel, inlet)
  return { url: new URL('wecom', url).href, close }
}

/** The channel of an emulated account. */
export const channelOf = (wecom: FakeWeCom, options: Partial<WeComOptions> = {}): Channel => createWeCom({
  corpId: wecom.corpId, secret: wecom.secret, token: wecom.token, aesKey: wecom.aesKey, openKfId: wecom.kf, servicer: null,
  apiRoot: wecom.url, fetch: globalThis.fetch, now: wecom.clock.now, patience: 400, ...options,
})
