import { z } from 'zod'
import { cleanName } from '../../core/text.ts'
import { albumOf } from '../album.ts'
import { readButtonId } from '../button.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'
import { bareMime } from './media.ts'
import type { Message } from './payload.ts'

export type Desk = Pick<Inlet, 'newId' | 'refuses'>
/** What she did; `caption`: words of their own under it. */
export type What = Pick<Incoming, 'content' | 'source' | 'label' | 'edits'> & { readonly caption?: string }

const words = z.string().max(70_000)
const id = z.string().regex(/^[\w-]{1,100}$/)
const media = z.object({ id, mime_type: z.string().max(200), caption: words.optional(), filename: z.string().max(1000).optional() })
const reply = z.object({ id: z.string().max(300), title: z.string().max(200) })
const degrees = (most: number) => z.number().min(-most).max(most)

const shapes = {
  text: z.object({ body: words }),
  location: z.object({ latitude: degrees(90), longitude: degrees(180) }),
  contacts: z.array(z.object({ phones: z.array(z.object({ wa_id: z.string().optional() })).optional() })),
  interactive: z.object({ button_reply: reply.optional(), list_reply: reply.optional() }),
  button: z.object({ text: words }),
  edit: z.object({ original_message_id: z.string().min(1).max(400), message: z.looseObject({ type: z.string() }) }),
}

type Reader = (part: unknown, message: Message, address: string, desk: Desk) => What | null

/** Said by nobody to the desk, or told again elsewhere. A message that she took back is not told: the desk has no word for it. */
const SILENT = new Set(['reaction', 'system', 'revoke', 'request_welcome'])

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', read(shapes.text, ({ body }) => ({ content: typed(body) }))],
  ['image', file('photo')], ['document', file('file')], ['video', file('video')],
  ['audio', file('voice')],
  ['sticker', () => unsupported('sticker')],
  ['location', read(shapes.location, ({ latitude, longitude }) => ({ content: { kind: 'located', latitude, longitude } }))],
  ['contacts', read(shapes.contacts, (cards, { from }) => ownNumber(cards, from))],
  ['interactive', read(shapes.interactive, ({ button_reply, list_reply }) => tapped(button_reply ?? list_reply))],
  ['button', read(shapes.button, ({ text }) => ({ content: { kind: 'wrote', text } }))],
  ['edit', read(shapes.edit, (edit) => edited(edit))],
])

/** null: nothing that the desk could answer. What somebody says in a way that nobody here can read is `unsupported`: she is told. */
export function whatSheDid(message: Message, address: string, desk: Desk): What | null {
  if (SILENT.has(message.type)) return null
  const reader = readers.get(message.type)
  return reader === undefined ? unsupported('other') : reader(partOf(message), message, address, desk)
}

const partOf = (message: { readonly type: string }): unknown => (Object.hasOwn(message, message.type) ? (message as Readonly<Record<string, unknown>>)[message.type] : undefined)

function read<Shape extends z.ZodType>(shape: Shape, make: (part: z.infer<Shape>, message: Message) => What | null): Reader {
  return (part, message) => {
    const said = shape.safeParse(part)
    return said.success ? make(said.data, message) : unsupported('other')
  }
}

const unsupported = (what: string): What => ({ content: { kind: 'unsupported', what } })

/** Its size is known only when it is fetched. */
function file(name: string): Reader {
  return (part, { timestamp }, address, desk) => {
    const said = media.safeParse(part)
    if (!said.success) return unsupported('other')
    const { id: source, mime_type, caption, filename } = said.data
    const mime = bareMime(mime_type)
    const refused = desk.refuses(mime, 0)
    const words = caption === undefined || caption === '' ? {} : { caption }
    if (refused !== null) return { ...unsupported(refused), ...words }
    return { content: { kind: 'sent-file', file: { id: desk.newId(), name: cleanName(filename ?? `${name}.${endOf(mime)}`), mime, bytes: 0 }, album: timestamp === undefined ? null : albumOf(address, timestamp * 1000, mime) }, source, ...words }
  }
}

const ENDS: ReadonlyMap<string, string> = new Map([['image/jpeg', 'jpg'], ['audio/mpeg', 'mp3'], ['audio/mp4', 'm4a']])
const endOf = (mime: string): string => ENDS.get(mime) ?? mime.split('/')[1]?.replaceAll(/[^a-z0-9]/g, '') ?? 'bin'

/** Her own card is her number; that of somebody else is not for the desk to keep. */
function ownNumber(cards: z.infer<typeof shapes.contacts>, from: string | undefined): What {
  const [only, ...others] = cards.flatMap((card) => card.phones ?? [])
  return from !== undefined && others.length === 0 && only?.wa_id === from ? { content: { kind: 'wrote', text: `+${from}` } } : unsupported('contact')
}

/** The id comes back from her phone, so it is only a guess at a menu and an option: core knows which are open. */
const tapped = (reply: { readonly id: string; readonly title: string } | undefined): What => (reply === undefined ? unsupported('form') : { label: reply.title, content: { kind: 'picked', ...readButtonId(reply.id) } })

/** Only told where the number is used in the app too. Words under a picture are a message of their own here. */
function edited({ original_message_id: original, message }: z.infer<typeof shapes.edit>): What | null {
  const part = partOf(message)
  const text = message.type === 'text' ? shapes.text.safeParse(part).data?.body : media.partial().safeParse(part).data?.caption
  return text === undefined ? null : { content: { kind: 'edited', text }, edits: message.type === 'text' ? original : `${original}${CAPTION}` }
}

export const CAPTION = ':caption'
