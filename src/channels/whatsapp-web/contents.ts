import { cleanName } from '../../core/text.ts'
import { albumOf } from '../album.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'
import type { Heard } from './port.ts'

export type What = Pick<Incoming, 'content' | 'source' | 'edits'> & { readonly caption?: string }

/** Told by the platform about a chat, said by nobody; `album` only announces pictures that follow. */
const SILENT = new Set(['revoked', 'e2e_notification', 'notification', 'notification_template', 'gp2', 'group_notification', 'broadcast_notification', 'protocol', 'reaction', 'debug', 'album', 'call_log'])
const WORDS = new Set(['chat', 'list_response', 'buttons_response', 'template_button_reply'])
const FILES: ReadonlyMap<string, { readonly name: string; readonly mime: string }> = new Map([
  ['image', { name: 'photo.jpg', mime: 'image/jpeg' }], ['video', { name: 'video.mp4', mime: 'video/mp4' }], ['ptt', { name: 'voice.ogg', mime: 'audio/ogg' }],
  ['audio', { name: 'audio.mp3', mime: 'audio/mpeg' }], ['document', { name: 'file', mime: 'application/octet-stream' }],
])

const unsupported = (what: string): What => ({ content: { kind: 'unsupported', what } })

/** null: nothing that the desk could answer. */
export function whatSheDid(heard: Heard, address: string, desk: Pick<Inlet, 'newId' | 'refuses'>): What | null {
  const { type, body, id } = heard
  if (SILENT.has(type)) return null
  if (heard.change !== null) return { content: { kind: 'edited', text: body }, edits: heard.media === null ? id : `${id}${CAPTION}` }
  if (WORDS.has(type)) return { content: typed(body) }
  const usual = FILES.get(type)
  if (usual !== undefined) return fileOf(heard, usual, address, desk)
  if (type === 'location') return located(heard)
  if (type === 'vcard') return ownNumber(heard.cards, address)
  return unsupported(type === 'sticker' ? 'sticker' : type === 'multi_vcard' ? 'contact' : 'other')
}

export const CAPTION = ':caption'

function fileOf({ id, at, body, media }: Heard, usual: { readonly name: string; readonly mime: string }, address: string, { newId, refuses }: Pick<Inlet, 'newId' | 'refuses'>): What {
  if (media === null) return unsupported('other')
  const mime = (media.mime.split(';')[0] ?? '').trim().toLowerCase() || usual.mime
  const refused = refuses(mime, media.bytes)
  const caption = body === '' || body === media.name ? {} : { caption: body }
  if (refused !== null) return { ...unsupported(refused), ...caption }
  return { content: { kind: 'sent-file', file: { id: newId(), name: cleanName(media.name ?? usual.name), mime, bytes: media.bytes }, album: albumOf(address, at, mime) }, source: id, ...caption }
}

function located({ place }: Heard): What {
  const isPlace = place !== null && Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180
  return isPlace ? { content: { kind: 'located', ...place } } : unsupported('location')
}

/** Her own card is her number; that of somebody else is not for the desk to keep. */
function ownNumber(cards: readonly string[], address: string): What {
  const ids = cards.flatMap((card) => [...card.matchAll(/waid=(\d{5,20})/g)].map((m) => m[1]))
  return ids.length === 1 && ids[0] === address ? { content: { kind: 'wrote', text: `+${address}` } } : unsupported('contact')
}
