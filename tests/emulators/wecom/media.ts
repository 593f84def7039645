import { readMultipart } from '../telegram/multipart.ts'
import type { Json } from '../wechat/json.ts'
import { refusal } from './errors.ts'

const MB = 1024 * 1024
const LIFE = 3 * 86_400_000
const MOST = 200

export type Kind = 'image' | 'voice' | 'video' | 'file'
export type Media = { readonly id: string; readonly kind: Kind; readonly name: string; readonly mime: string; readonly bytes: Buffer; readonly at: number }
export type Room = ReturnType<typeof createMedia>

const isPhoto = (b: Buffer): boolean => b.subarray(1, 4).toString() === 'PNG' || (b[0] === 0xff && b[1] === 0xd8)
/** https://developer.work.weixin.qq.com/document/path/90253 */
const RULES: Readonly<Record<Kind, { readonly most: number; readonly tooLarge: number; readonly is: (bytes: Buffer) => boolean }>> = {
  image: { most: 2 * MB, tooLarge: 40009, is: isPhoto },
  voice: { most: 2 * MB, tooLarge: 40006, is: (b) => b.subarray(0, 5).toString() === '#!AMR' },
  video: { most: 10 * MB, tooLarge: 40011, is: (b) => b.subarray(4, 8).toString() === 'ftyp' },
  file: { most: 20 * MB, tooLarge: 40006, is: () => true },
}

/** Temporary media, both ways; they live for three days. */
export function createMedia(now: () => number) {
  const kept = new Map<string, Media>()
  let count = 0
  const keep = (kind: Kind, mime: string, bytes: Buffer, name = ''): Media => {
    count += 1
    const media = { id: `3${Buffer.from(`${kind} ${count}`).toString('base64url')}_-${'k'.repeat(40)}`, kind, name, mime, bytes, at: now() }
    kept.set(media.id, media)
    if (kept.size > MOST) kept.delete(kept.keys().next().value as string)
    return media
  }
  return {
    keep,
    find(id: unknown): Media {
      const media = typeof id === 'string' ? kept.get(id) : undefined
      if (media === undefined || now() - media.at > LIFE) throw refusal(40007)
      return media
    },
    upload(type: string | null, body: Buffer, contentType: string): Json {
      const file = readMultipart(body, contentType)?.files.get('media')
      const rule = type !== null && Object.hasOwn(RULES, type) ? RULES[type as Kind] : undefined
      if (rule === undefined || file === undefined) throw refusal(40004)
      if (file.bytes.length <= 5) throw refusal(40006)
      if (file.bytes.length > rule.most) throw refusal(rule.tooLarge)
      if (!rule.is(file.bytes)) throw refusal(40004)
      const { id } = keep(type as Kind, file.mime, file.bytes, file.name)
      return { errcode: 0, errmsg: '', type, media_id: id, created_at: String(Math.floor(now() / 1000)) }
    },
  }
}
