import { z } from 'zod'
import { albumOf } from '../album.ts'
import { readButtonId } from '../button.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'
import type { Message } from './message.ts'

export type Desk = Pick<Inlet, 'newId' | 'refuses'>
export type What = Pick<Incoming, 'content' | 'source' | 'label'>

const Text = z.object({ content: z.string().max(20_000), menu_id: z.string().max(200).optional() })
const Media = z.object({ media_id: z.string().regex(/^[\w@.-]{1,512}$/) })
const Place = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })

/** WeCom says neither name nor kind of a file: both are read from its bytes. */
const FILES = {
  image: { name: 'photo.jpg', mime: 'image/jpeg' },
  voice: { name: 'voice.amr', mime: 'audio/amr' },
  video: { name: 'video.mp4', mime: 'video/mp4' },
  file: { name: 'file', mime: 'application/octet-stream' },
} as const

/** What a kind is called among those that nobody here can read. */
const UNREADABLE: Readonly<Record<string, string>> = { link: 'link', business_card: 'contact' }

/** What she sent. It comes from a person: what cannot be read is answered, too. */
export function contentOf(message: Message, desk: Desk): What {
  const { msgtype: type } = message
  switch (type) {
    case 'text': return read(Text, message, onText)
    case 'location': return read(Place, message, (place) => ({ content: { kind: 'located', latitude: place.latitude, longitude: place.longitude } }))
    case 'image':
    case 'voice':
    case 'video':
    case 'file': return read(Media, message, ({ media_id: source }) => fileOf(type, source, message, desk))
    default: return unsupported(Object.hasOwn(UNREADABLE, type) ? (UNREADABLE[type] as string) : 'other')
  }
}

const unsupported = (what: string): What => ({ content: { kind: 'unsupported', what } })

function read<T>(shape: z.ZodType<T>, message: Message, as: (carried: T) => What): What {
  const { success, data } = shape.safeParse(message[message.msgtype])
  return success ? as(data) : unsupported('other')
}

/** A tapped option comes as its words, with the id that the desk gave it: from her phone, so only a guess. */
function onText({ content, menu_id: id = '' }: z.infer<typeof Text>): What {
  if (id === '') return { content: typed(content) }
  return { content: { kind: 'picked', ...readButtonId(id) }, ...(content === '' ? {} : { label: content }) }
}

function fileOf(type: keyof typeof FILES, source: string, { external_userid: she = '', send_time: seconds }: Message, desk: Desk): What {
  const { name, mime } = FILES[type]
  const refused = desk.refuses(mime, 0)
  return refused === null ? { content: { kind: 'sent-file', file: { id: desk.newId(), name, mime, bytes: 0 }, album: albumOf(she, seconds * 1000, mime) }, source } : unsupported(refused)
}
