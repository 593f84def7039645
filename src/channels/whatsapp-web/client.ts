import type { Client as Library, LocalAuth, Message } from 'whatsapp-web.js'
import { type BrowserOptions, launchOf, pinOf, prepare } from './browser.ts'
import { changeOf, heardOf, isNeverGiven, sizeOf } from './heard.ts'
import { load } from '../package.ts'
import type { Client, ClientEvents } from './port.ts'
import { since } from './since.ts'

/** Milliseconds that a browser has to end by itself. */
const GRACE = 3_000

/** The only place that knows the library: https://docs.wwebjs.dev/. @throws PackageMissing */
export async function openClient(options: BrowserOptions, events: ClientEvents): Promise<Client> {
  const { default: library } = await load('whatsapp-web.js', () => import('whatsapp-web.js'))
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
    since: (at, known, patience) => since(client, at, known, patience),
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
  const told = (message: Message, change: string | null = null): void => void (!message.fromMe && events.message(heardOf(message, client, change)))
  client.on('qr', (code) => events.code(code))
  client.on('ready', () => events.ready())
  client.on('auth_failure', () => events.gone('logout'))
  client.on('disconnected', (reason) => events.gone(/LOGOUT|UNPAIRED/.test(String(reason)) ? 'logout' : 'lost'))
  client.on('message', (message) => told(message))
  client.on('message_edit', (message, _, before) => {
    const change = changeOf(message, String(before ?? ''))
    if (change !== null) told(message, change)
  })
  client.on('message_ciphertext', (message) => void (isNeverGiven(message) && told(message)))
  client.on('message_ciphertext_failed', (message) => told(message))
  client.on('message_ack', (message, level) => void (message.fromMe && events.ack({ id: message.id._serialized, level })))
}

const idOf = (message: Message | undefined): string | null => message?.id._serialized ?? null
