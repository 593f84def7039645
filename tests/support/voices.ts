import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMail } from '../emulators/mail/index.ts'
import { startTelegram } from '../emulators/telegram/index.ts'
import { type ProviderName, startTelephone } from '../emulators/telephone/index.ts'
import { startWeChat } from '../emulators/wechat/index.ts'
import { startWeCom } from '../emulators/wecom/index.ts'
import { startWhatsApp } from '../emulators/whatsapp/index.ts'
import { startWechaty } from '../emulators/wechaty/index.ts'
import { browserPath } from '../emulators/whatsapp-web/chromium.ts'
import { startWhatsAppWeb } from '../emulators/whatsapp-web/index.ts'
import { startDesk, type TestDesk } from './desk.ts'
import { deskOnMail, mailVoice, STORY } from './mail.ts'
import { ROOT } from './pizzeria.ts'
import { type Voice, webVoice } from './scenario.ts'
import { deskOnTelegram, telegramVoice } from './telegram.ts'
import { deskOnTelephone, telephoneVoice } from './telephone.ts'
import { deskOnWeChat, wechatVoice } from './wechat.ts'
import { deskOnWeCom, wecomVoice } from './wecom.ts'
import { deskOnWhatsApp, whatsappVoice } from './whatsapp.ts'
import { deskOnWechaty, wechatyVoice } from './wechaty.ts'
import { deskOnWhatsAppWeb, whatsappWebVoice } from './whatsapp-web.ts'
import { tempFolder } from './temp.ts'

/** A desk on one channel, and people in front of it. */
export type Stage = {
  readonly desk: TestDesk
  readonly somebody: () => Voice
  /** What must hold after the story, beside the story; an empty list. */
  readonly complaints: () => Promise<readonly unknown[]>
  readonly close: () => Promise<void>
}
/** `skips`: scenarios that it cannot play, by name, each with the reason. */
export type Played = { readonly name: string; readonly open: () => Promise<Stage>; readonly skips?: Readonly<Record<string, string>> }

const nothing = async (): Promise<readonly unknown[]> => []

const telegram = (by: 'polling' | 'webhook'): Played => ({
  name: `Telegram by ${by}`,
  async open() {
    const fake = await startTelegram()
    return { desk: await deskOnTelegram(fake, by), somebody: () => telegramVoice(fake.user({ firstName: '李伟', language: 'zh-hans' })), complaints: nothing, close: fake.stop }
  },
})

const whatsapp = (name: string, who: { username?: string; hidesPhone?: boolean; scoped?: boolean }): Played => ({
  name: `WhatsApp, ${name}`,
  async open() {
    const fake = await startWhatsApp()
    const people: ReturnType<typeof fake.user>[] = []
    return {
      desk: await deskOnWhatsApp(fake), close: fake.stop,
      somebody() {
        const she = fake.user({ name: '李伟', ...who })
        people.push(she)
        return whatsappVoice(she)
      },
      async complaints() {
        await fake.delivered()
        const shown = people.flatMap((she) => she.chat.filter((m) => m.who === 'desk'))
        return [...fake.answers.filter((status) => status !== 200), ...(fake.sent().length === shown.length ? [] : [`${fake.sent().length} sent, ${shown.length} shown`])]
      },
    }
  },
})

const wechat = (name: string, kind: 'service-verified' | 'subscription-unverified'): Played => ({
  name: `WeChat, ${name}`,
  async open() {
    const fake = await startWeChat({ kind })
    const people: ReturnType<typeof fake.user>[] = []
    return {
      desk: await deskOnWeChat(fake), close: fake.stop,
      somebody() {
        const she = fake.user({ nickname: '李伟 🍢', follows: false })
        people.push(she)
        return kind === 'service-verified' ? wechatVoice(she) : readingOn(wechatVoice(she))
      },
      /** What WeChat itself had to apologise for. */
      complaints: async () => people.flatMap((she) => she.chat.filter((m) => m.who === 'wechat').map((m) => m.text)),
    }
  },
})

/** Milliseconds in which a mail is written: more than twenty an hour from one address would be a program's. */
const WRITING = 240_000

const MORE = ['zh', 'ar', 'it'].map((language) => (JSON.parse(readFileSync(join(ROOT, 'locales', language, 'channels.json'), 'utf8')) as { more: string }).more)

/** Somebody to whom a long answer comes in pieces: she asks for the next one, and reads to the end before she chooses. */
function readingOn(voice: Voice): Voice {
  const readOn = (): Promise<void> => voice.write('继续')
  const isCut = async (): Promise<boolean> => {
    const last = (await voice.heard()).at(-1) ?? ''
    return MORE.some((more) => last.endsWith(more))
  }
  return {
    ...voice, readOn,
    async choose(label) {
      for (let pieces = 0; pieces < 10 && (await isCut()); pieces++) {
        await new Promise((read) => setTimeout(read, 500))
        await readOn()
      }
      await voice.choose(label)
    },
  }
}

/** With speech, because the stories are written; what a provider refused must be nothing. */
const telephone = (name: string, provider: ProviderName): Played => ({
  name: `the telephone, ${name}`,
  skips: { 'family-then-a-photo.ar.txt': 'A call carries no photo.' },
  async open() {
    const fake = startTelephone({ provider })
    const desk = await deskOnTelephone(fake, { VOICE_SPEECH_PROCESSOR: 'Prova S.p.A.' })
    return { desk, somebody: () => telephoneVoice(fake.caller()), complaints: async () => [...fake.complaints, ...fake.asked.filter((a) => a.milliseconds > 5_000)], close: async () => {} }
  },
})

/** Every channel, as a list on which every story is played. */
export const PLAYED: readonly Played[] = [
  {
    name: 'the web chat',
    async open() {
      const desk = await startDesk({ now: () => new Date(STORY) })
      return { desk, somebody: () => webVoice(desk.url), complaints: nothing, close: async () => {} }
    },
  },
  telegram('polling'),
  telegram('webhook'),
  telephone('Twilio', 'twilio'),
  telephone('jambonz', 'jambonz'),
  whatsapp('a number that is seen', {}),
  whatsapp('a number that is hidden', { username: 'wangfang', hidesPhone: true }),
  whatsapp('no id yet', { scoped: false }),
  wechat('a verified account', 'service-verified'),
  wechat('an account that may only answer', 'subscription-unverified'),
  {
    name: 'WeChat through wechaty',
    async open() {
      const began = Date.now()
      const now = () => STORY + Date.now() - began
      const fake = startWechaty({ now })
      return { desk: await deskOnWechaty(fake, now), somebody: () => wechatyVoice(fake.user('李伟 🍢')), complaints: nothing, close: async () => fake.stop() }
    },
  },
  ...(browserPath === undefined ? [] : [{
    name: 'WhatsApp Web',
    async open() {
      const began = Date.now()
      const now = () => STORY + Date.now() - began
      const fake = startWhatsAppWeb({ dataDir: tempFolder('desk'), now })
      let people = 0
      return {
        desk: await deskOnWhatsAppWeb(fake, now), close: fake.stop, complaints: nothing,
        somebody: () => whatsappWebVoice(fake.user({ phone: `39333123456${++people}@c.us`, lid: `10000000000${people}@lid` })),
      }
    },
  }]),
  {
    name: 'WeCom customer service',
    async open() {
      const fake = await startWeCom()
      return {
        desk: await deskOnWeCom(fake), somebody: () => wecomVoice(fake.user({ nickname: '李伟 🍢' })), close: fake.stop,
        /** Knocks that the desk did not take. */
        complaints: async () => fake.knock.answers.filter((status) => status !== 200),
      }
    },
  },
  {
    name: 'e-mail',
    async open() {
      const began = Date.now()
      const fake = await startMail({ now: () => STORY + Date.now() - began })
      const taking = (milliseconds: number, act: (words: string) => Promise<void>) => (words: string) => {
        fake.clock.advance(milliseconds)
        return act(words)
      }
      let people = 0
      return {
        desk: await deskOnMail(fake), complaints: nothing, close: fake.stop,
        somebody() {
          const voice = mailVoice(fake.user({ name: '李伟', address: `li.wei${++people}@example.com`, client: 'iphone-zh' }))
          return { ...voice, write: taking(WRITING, voice.write), choose: taking(WRITING, voice.choose) }
        },
      }
    },
  },
]
