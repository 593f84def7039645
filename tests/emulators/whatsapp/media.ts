import { createHash } from 'node:crypto'
import type { Json } from '../telegram/json.ts'
import { bad, nowhere } from './refusal.ts'

export type Media = { readonly id: string; readonly bytes: Buffer; readonly mime: string; readonly name: string | null; readonly expiresAt: number }

const MB = 1024 * 1024
const DAY = 86_400_000
const LINK_LIFE = 300_000
/** Bounds what a long test keeps. */
const MOST = 500
const DOCUMENTS = ['text/plain', 'application/pdf', 'application/vnd.ms-powerpoint', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']
const KINDS: Readonly<Record<string, { readonly mimes: readonly string[]; readonly most: number }>> = {
  audio: { mimes: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'], most: 16 * MB },
  image: { mimes: ['image/jpeg', 'image/png'], most: 5 * MB },
  video: { mimes: ['video/mp4', 'video/3gpp'], most: 16 * MB },
  sticker: { mimes: ['image/webp'], most: 500 * 1024 },
  document: { mimes: DOCUMENTS, most: 100 * MB },
}

export type MediaRoom = ReturnType<typeof createMedia>

/** Uploads live 30 days, what people send 7, a link 5 minutes: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export function createMedia(now: () => number, root: () => string) {
  const byId = new Map<string, Media>()
  const links = new Map<string, { readonly id: string; readonly until: number }>()
  let count = 0
  const keep = (bytes: Buffer, mime: string, name: string | null, days: number): Media => {
    count += 1
    const media = { id: String(1_013_859_600_285_000 + count), bytes, mime, name, expiresAt: now() + days * DAY }
    byId.set(media.id, media)
    const [oldest] = byId.keys()
    if (byId.size > MOST && oldest !== undefined) byId.delete(oldest)
    return media
  }
  const alive = (id: string): Media => {
    const media = byId.get(id)
    if (!media || media.expiresAt < now()) throw nowhere(id)
    return media
  }
  const link = (id: string): string => {
    const key = createHash('sha256').update(`${id} ${links.size}`).digest('hex').slice(0, 24)
    links.set(key, { id, until: now() + LINK_LIFE })
    return `${root()}/whatsapp_business/attachments/?mid=${id}&hash=${key}`
  }
  return {
    now,
    /** What somebody sends: its webhook has a link too. */
    offer(bytes: Buffer, mime: string): { readonly id: string; readonly url: string } {
      const { id } = keep(bytes, mime, null, 7)
      return { id, url: link(id) }
    },
    upload(bytes: Buffer, mime: string, name: string): Media {
      const bare = mime.split(';')[0]?.trim().toLowerCase() ?? ''
      const kind = Object.values(KINDS).find(({ mimes }) => mimes.includes(bare))
      if (!kind) throw bad(`Param file must be a file with one of the following types: ${Object.values(KINDS).flatMap((k) => k.mimes).join(', ')}. Received file of type '${bare}'.`)
      if (bytes.length === 0 || bytes.length > kind.most) throw bad(`Param file is too large or empty: at most ${kind.most} bytes for ${bare}.`)
      return keep(bytes, bare, name, 30)
    },
    alive,
    /** Whether a message of this type can carry it. */
    suits: (type: string, { mime }: Media): boolean => KINDS[type]?.mimes.includes(mime) ?? false,
    about(id: string): Json {
      const { bytes, mime } = alive(id)
      return { messaging_product: 'whatsapp', url: link(id), mime_type: mime, sha256: sha256(bytes), file_size: bytes.length, id }
    },
    at(key: string): Media | null {
      const link = links.get(key)
      return link && link.until >= now() ? (byId.get(link.id) ?? null) : null
    },
    forget: (): void => byId.clear(),
  }
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
