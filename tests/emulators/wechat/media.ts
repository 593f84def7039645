import { readMultipart } from '../telegram/multipart.ts'
import { refusal } from './errors.ts'
import type { Json } from './json.ts'

const LIFE = 3 * 86_400_000
const IMAGE = 10 * 1024 * 1024
const MOST = 200

export type Media = { readonly id: string; readonly mime: string; readonly bytes: Buffer; readonly at: number }
export type Room = ReturnType<typeof createMedia>

const isPng = (b: Buffer): boolean => b.subarray(1, 4).toString() === 'PNG'
const isJpeg = (b: Buffer): boolean => b[0] === 0xff && b[1] === 0xd8

/** Temporary media, both ways; they live for three days. */
export function createMedia(now: () => number) {
  const kept = new Map<string, Media>()
  let count = 0
  const keep = (mime: string, bytes: Buffer): Media => {
    count += 1
    const media = { id: `${Buffer.from(`media ${count} ${mime}`).toString('base64url')}_-${'x'.repeat(24)}`, mime, bytes, at: now() }
    kept.set(media.id, media)
    if (kept.size > MOST) kept.delete(kept.keys().next().value as string)
    return media
  }
  return {
    keep,
    find(id: string): Media {
      const media = kept.get(id)
      if (media === undefined || now() - media.at > LIFE) throw refusal(40007)
      return media
    },
    upload(type: string | null, body: Buffer, contentType: string): Json {
      const file = readMultipart(body, contentType)?.files.get('media')
      if (file === undefined || file.bytes.length === 0) throw refusal(41005)
      if (type !== 'image') throw refusal(40004)
      if (file.bytes.length > IMAGE) throw refusal(40009)
      if (!isPng(file.bytes) && !isJpeg(file.bytes)) throw refusal(40005)
      return { type, media_id: keep(isPng(file.bytes) ? 'image/png' : 'image/jpeg', file.bytes).id, created_at: Math.floor(now() / 1000) }
    },
  }
}
