import { extname } from 'node:path'
import { bad, tooLarge } from './errors.ts'
import { fileJson, type StoredFile } from './files.ts'
import { type Size, sizeOf } from './image.ts'
import type { Json } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Upload } from './multipart.ts'
import type { Params } from './params.ts'
import type { World } from './world.ts'

export type MediaKind = 'photo' | 'document' | 'voice'

const FOLDERS = { photo: 'photos', document: 'documents', voice: 'voice' } as const
const MIME: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf', '.ics': 'text/calendar', '.txt': 'text/plain', '.csv': 'text/csv', '.html': 'text/html', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.webp': 'image/webp',
  '.ogg': 'audio/ogg', '.oga': 'audio/ogg', '.mp3': 'audio/mpeg', '.mp4': 'video/mp4', '.zip': 'application/zip', '.json': 'application/json', '.doc': 'application/msword',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** Bytes in the call, bytes `attach://`ed to it, or the id of a file that the server has. */
export function takeFile(world: World, p: Params, kind: MediaKind, written: string): StoredFile {
  const upload = p.files.get(written.startsWith('attach://') ? written.slice('attach://'.length) : kind)
  if (upload) return keepUpload(world, kind, upload)
  if (written === '') throw bad(`there is no ${kind} in the request`)
  if (/^https?:\/\//.test(written)) throw bad('failed to get HTTP URL content')
  const known = world.files.byId(written)
  if (!known) throw bad('wrong remote file identifier specified: Wrong padding in the string')
  return known
}

function keepUpload(world: World, kind: MediaKind, { name, bytes }: Upload): StoredFile {
  if (bytes.length === 0) throw bad('file must be non-empty')
  if (bytes.length > LIMITS.upload) throw tooLarge()
  if (kind === 'photo') checkPhoto(bytes)
  return world.files.keep({ folder: FOLDERS[kind], name, mime: kind === 'voice' ? 'audio/ogg' : (MIME[extname(name).toLowerCase()] ?? 'application/octet-stream'), content: bytes })
}

function checkPhoto(bytes: Buffer): void {
  if (bytes.length > LIMITS.photo) throw bad(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${LIMITS.photo} bytes`)
  const size = sizeOf(bytes)
  if (!size) throw bad('IMAGE_PROCESS_FAILED')
  const ratio = Math.max(size.width, size.height) / Math.max(1, Math.min(size.width, size.height))
  if (size.width + size.height > LIMITS.photoSides || ratio > LIMITS.photoRatio) throw bad('PHOTO_INVALID_DIMENSIONS')
}

export function mediaJson(world: World, kind: MediaKind, file: StoredFile, duration = 1): Json {
  if (kind === 'photo') return { photo: photoSizes(world, file) }
  if (kind === 'voice') return { voice: { duration, mime_type: file.mime, ...fileJson(file) } }
  return { document: { file_name: file.name, mime_type: file.mime, ...fileJson(file) } }
}

/** Smallest first; only the largest is the picture itself. */
export function photoSizes(world: World, file: StoredFile): Json[] {
  const { width, height }: Size = sizeOf(typeof file.content === 'number' ? Buffer.alloc(0) : Buffer.from(file.content)) ?? { width: 960, height: 1280 }
  const smaller = [90, 320].filter((side) => side < Math.max(width, height)).map((side) => {
    const scale = side / Math.max(width, height)
    const thumb = world.files.keep({ folder: 'photos', name: 'thumb.jpg', mime: 'image/jpeg', content: Buffer.from(`smaller picture, ${side}`) })
    return { ...fileJson(thumb), width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  })
  return [...smaller, { ...fileJson(file), width, height }]
}
