import type { Client as Library, LocalAuth, Message } from 'whatsapp-web.js'
import { type BrowserOptions, launchOf, pinOf, prepare } from './browser.ts'
import { type Client, type ClientEvents, type Heard, PackageMissing } from './port.ts'

/** Chats and messages of each that are looked through for what came while nothing was heard. */
const CHATS = 100
const MESSAGES = 30
/** Neither a group, nor what is sent round. */
const PERSON = /@(?:c\.us|lid)$/
/** Milliseconds that a browser has to end by itself. */
const GRACE = 3_000

/** The only place that knows the library: https://docs.wwebjs.dev/. @throws PackageMissing */
export async function openClient(options: BrowserOptions, events: ClientEvents): Promise<Client> {
  const { default: library } = await import('whatsapp-web.js').catch(() => { throw new PackageMissing() })
  await prepare(options)
  const auth = new library.LocalAuth({ clientId: options.session, dataPath: options.folder })
  const client = new library.Client({ authStrategy: auth, puppeteer: launchOf(options), ...pinOf(options) })
  contain(client, auth, events)
  listen(client, events)
  const post = { linkPreview: false, parseVCards: false, waitUntilMsgSent: true }
  let starting: Promise<void> = Promise.resolve()
  const end = (): void => void client.pupBrowser?.process()?.kill('SIGKILL')
  return {
    async start() {
      starting = client.initialize()
      await starting
      client.pupBrowser?.on('disconnected', () => events.gone('lost'))
    },
    state: () => client.getState(),
    sendText: async (chat, text) => idOf(await client.sendMessage(chat, text, post)),
    sendFile: async (chat, { name, mime, bytes }) => idOf(await client.sendMessage(chat, new library.MessageMedia(mime, bytes.toString('base64'), name, bytes.length), { ...post, sendMediaAsDocument: !/^image\/(?:jpeg|png)$/.test(mime) })),
    async media(id, most) {
      const message = await client.getMessageById(id)
      // A page that has just begun does not have all of its chats yet.
      if (!message) return null
      if (!message.hasMedia || sizeOf(message) > most) return 'gone'
      const media = await message.downloadMedia() as { readonly data: string } | undefined
      return media === undefined ? null : Buffer.from(media.data, 'base64')
    },
    phoneOf: async (lid) => /^(\d{5,20})@c\.us$/.exec((await client.getContactLidAndPhone([lid]))[0]?.pn ?? '')?.[1] ?? null,
    async since(at) {
      const wrote = (await client.getChats()).filter((chat) => PERSON.test(chat.id._serialized) && chat.timestamp * 1000 >= at)
      const newest = wrote.toSorted((a, b) => b.timestamp - a.timestamp).slice(0, CHATS)
      // One that cannot be opened hides none of the others.
      const opened = (await Promise.allSettled(newest.map((chat) => chat.fetchMessages({ limit: MESSAGES, fromMe: false })))).flatMap((chat) => (chat.status === 'fulfilled' ? [chat.value] : []))
      const all = opened.flat().filter((m) => !m.fromMe).map((m) => heard(m, client)).filter((m) => m.at >= at)
      return { heard: all.toSorted((a, b) => a.at - b.at), unopened: wrote.length - opened.length }
    },
    async kill() {
      client.removeAllListeners()
      await Promise.race([client.destroy(), new Promise((late) => setTimeout(late, GRACE))])
      end()
      // One that is only being launched has no process yet.
      void starting.catch(() => {}).finally(end)
    },
  }
}

/** The library injects again at each navigation and lets go of what fails then: it would end the whole desk. */
function contain(client: Library, auth: LocalAuth, events: ClientEvents): void {
  const own = client as unknown as { inject: () => Promise<void>; destroy: () => Promise<void> }
  const [inject, destroy, logout] = [own.inject.bind(client), own.destroy.bind(client), auth.logout.bind(auth)]
  auth.logout = () => logout().catch(() => {})
  own.inject = () => inject().catch(() => events.gone('lost'))
  own.destroy = () => destroy().catch(() => {})
}

function listen(client: Library, events: ClientEvents): void {
  const told = (message: Message, change: string | null = null): void => void (!message.fromMe && events.message(heard(message, client, change)))
  client.on('qr', (code) => events.code(code))
  client.on('ready', () => events.ready())
  client.on('auth_failure', () => events.gone('logout'))
  client.on('disconnected', (reason) => events.gone(/LOGOUT|UNPAIRED/.test(String(reason)) ? 'logout' : 'lost'))
  client.on('message', (message) => told(message))
  client.on('message_edit', (message) => told(message, String(message.latestEditSenderTimestampMs ?? message.body)))
  ;(client as unknown as NodeJS.EventEmitter).on('message_ciphertext_failed', (message: Message) => told(message))
  client.on('message_ack', (message, level) => void (message.fromMe && events.ack({ id: message.id._serialized, level })))
}

type Raw = { readonly mimetype?: unknown; readonly filename?: unknown; readonly size?: unknown }
const rawOf = (message: Message): Raw => (message as unknown as { readonly _data?: Raw })._data ?? {}
const sizeOf = (message: Message): number => Number(rawOf(message).size ?? 0) || 0
const idOf = (message: Message | undefined): string | null => message?.id._serialized ?? null

function heard(message: Message, client: Library, change: string | null = null): Heard {
  const { mimetype, filename } = rawOf(message)
  const me = client.info?.wid._serialized
  return {
    id: message.id._serialized, chat: message.from, at: message.timestamp * 1000, type: message.type, body: message.body, change,
    mentionsUs: message.mentionedIds.some((id) => String((id as unknown as { _serialized?: string })._serialized ?? id) === me),
    media: message.hasMedia ? { mime: String(mimetype ?? ''), name: typeof filename === 'string' ? filename : null, bytes: sizeOf(message) } : null,
    place: message.location === undefined ? null : { latitude: Number(message.location.latitude), longitude: Number(message.location.longitude) },
    cards: message.vCards,
  }
}
