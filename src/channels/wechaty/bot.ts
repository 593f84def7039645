import type { EventEmitter } from 'node:events'
import type { Contact, Message, Wechaty } from 'wechaty'
import { load } from '../package.ts'
import { type Kind, kindOf } from './kinds.ts'

/** The bytes of what she sent, as the puppet gives them; `name` and `mime` are its guesses. */
export type Attachment = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }

/** A message, as it comes from the account. */
export type Heard = {
  readonly id: string
  readonly from: string
  readonly room: { readonly id: string; readonly mentionsUs: () => Promise<boolean> } | null
  /** Milliseconds since 1970. */
  readonly at: number
  readonly kind: Kind
  readonly text: string
  readonly attachment: () => Promise<Attachment>
  readonly place: () => Promise<{ readonly latitude: number; readonly longitude: number }>
}

export type BotEvents = {
  /** What somebody must scan. */
  readonly scan: (code: string) => void
  readonly login: () => void
  readonly logout: () => void
  readonly message: (heard: Heard) => void
  /** Its name alone: errors hold what people wrote. */
  readonly error: (name: string) => void
}

/** One account that is, or waits to be, logged in. */
export type Bot = {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly isIn: () => boolean
  /** Whether this login has such a person. */
  readonly knows: (id: string) => Promise<boolean>
  /** The provider’s id of the message, where the puppet tells it. */
  readonly sendText: (to: string, text: string) => Promise<string | null>
  readonly sendFile: (to: string, file: { readonly name: string; readonly bytes: Buffer }) => Promise<string | null>
}

/** `memory`: a path without its ending, under which the login is kept. */
export type BotOptions = { readonly puppet: string; readonly token: string | null; readonly memory: string }

/** The only place that knows wechaty: https://wechaty.js.org/docs/api/wechaty. @throws PackageMissing */
export async function openBot({ puppet, token, memory }: BotOptions, events: BotEvents): Promise<Bot> {
  const { FileBox } = await load('file-box', () => import('file-box'))
  const { WechatyBuilder, log, types } = await load('wechaty', () => import('wechaty'))
  await load(puppet, () => import(/* @vite-ignore */ puppet))
  // It writes what people say to the console.
  log.level('silent')
  const bot = WechatyBuilder.build({ name: memory, puppet: puppet as never, puppetOptions: token === null ? {} : { token } })
  listen(bot, events, types)
  const told = (id: unknown): string | null => (typeof id === 'string' ? id : null)
  return {
    start: () => bot.start(),
    async stop() {
      for (const event of ['scan', 'login', 'logout', 'message', 'friendship']) (bot as unknown as EventEmitter).removeAllListeners(event)
      await bot.stop()
    },
    isIn: () => bot.isLoggedIn,
    knows: async (id) => (await bot.Contact.find({ id })) !== undefined,
    sendText: async (to, text) => told(await bot.puppet.messageSendText(to, text)),
    sendFile: async (to, { name, bytes }) => told(await bot.puppet.messageSendFile(to, FileBox.fromBase64(bytes.toString('base64'), name))),
  }
}

type Types = typeof import('wechaty')['types']

function listen(bot: Wechaty, events: BotEvents, types: Types): void {
  bot.on('error', (error) => events.error(error.name))
  bot.on('scan', (code) => void (code !== '' && events.scan(code)))
  bot.on('login', () => events.login())
  bot.on('logout', () => events.logout())
  bot.on('message', (message) => void (isPersons(message, types) && events.message(heard(message, bot, types))))
  // She cannot write before she is a friend.
  bot.on('friendship', (friendship) => void (friendship.type() === types.Friendship.Receive && friendship.accept().catch(() => events.error('FriendshipNotAccepted'))))
}

/** Our own come too, and what WeChat itself and official accounts send round. */
const isPersons = (message: Message, types: Types): boolean => !message.self() && !isMachine(message.talker(), types)
const OWN_OF_WECHAT = new Set(['weixin', 'filehelper', 'fmessage', 'newsapp', 'floatbottle', 'medianote'])
const isMachine = (who: Contact, types: Types): boolean => who.type() === types.Contact.Official || OWN_OF_WECHAT.has(who.id)

function heard(message: Message, bot: Wechaty, types: Types): Heard {
  const room = message.room()
  return {
    id: message.id, from: message.talker().id, at: message.date().getTime(), text: message.text(),
    kind: kindOf(types.Message[message.type()] ?? ''),
    room: room === undefined ? null : { id: room.id, mentionsUs: () => message.mentionSelf() },
    async attachment() {
      const box = await message.toFileBox()
      return { name: box.name, bytes: await box.toStream() }
    },
    // The library’s own class for a place cannot be made from outside a bot.
    place: () => bot.puppet.messageLocation(message.id),
  }
}
