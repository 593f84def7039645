import type { Client as Library, Message } from 'whatsapp-web.js'
import type { Heard } from './port.ts'

type Raw = { readonly mimetype?: unknown; readonly filename?: unknown; readonly size?: unknown; readonly subtype?: unknown }
const rawOf = (message: Message): Raw => (message as unknown as { readonly _data?: Raw })._data ?? {}

export const sizeOf = (message: Message): number => Number(rawOf(message).size ?? 0) || 0

/** Only the phone itself is given these, as pictures that are seen once. */
export const isNeverGiven = (message: Message): boolean => message.type === 'ciphertext' && String(rawOf(message).subtype ?? '').endsWith('_unavailable_fanout')

/** What tells a change of a message from others of the same; words that appear where there were none are no change, but read at last. */
export const changeOf = ({ latestEditSenderTimestampMs: at, body }: Message, before = ''): string | null => (at !== undefined ? String(at) : before === '' ? null : body)

export function heardOf(message: Message, { info }: Library, change: string | null = null): Heard {
  const { mimetype, filename } = rawOf(message)
  const me = info?.wid._serialized
  return {
    id: message.id._serialized, chat: message.from, at: message.timestamp * 1000, type: isNeverGiven(message) ? 'unavailable' : message.type, body: message.body, change,
    mentionsUs: message.mentionedIds.some((id) => String((id as unknown as { _serialized?: string })._serialized ?? id) === me),
    media: message.hasMedia ? { mime: String(mimetype ?? ''), name: typeof filename === 'string' ? filename : null, bytes: sizeOf(message) } : null,
    place: message.location === undefined ? null : { latitude: Number(message.location.latitude), longitude: Number(message.location.longitude) },
    cards: message.vCards,
  }
}
