import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer } from 'file-type'
import { bare, isPhoto } from './files/bare.ts'
import { FileRefused, type FileRoom } from './switchboard/ports.ts'

/** Most bytes of one file. */
export const FILE_LIMIT = 10 * 1024 * 1024
const ACCEPTED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf', 'audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/amr', 'text/calendar'])
/** Bytes that tell what a file is. */
const HEAD = 4100
const DAY = 86_400_000

export type FilesOnDisk = FileRoom & {
  readonly path: (id: string) => string
  /** At start: what is older than any file may be, as bytes that a crash left without a row. No database is asked: the folder may serve another one. */
  readonly sweep: (days: number) => Promise<void>
}

/** Files on disk under random names; what they are is read from their bytes, never from their name. */
export function createFiles({ folder, now }: { readonly folder: string; readonly now: () => number }): FilesOnDisk {
  const path = (id: string): string => join(folder, id.replace(/[^a-z0-9-]/gi, ''))
  const ageOf = async (id: string): Promise<number> => now() - ((await stat(path(id)).catch(() => null))?.mtimeMs ?? now())
  return {
    path,
    async write(id, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const aside = `${path(id)}-${randomBytes(6).toString('hex')}`
      try {
        const written = await write(aside, bytes)
        await rename(aside, path(id)).catch(unavailable)
        return written
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    async keep(id, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const type = await fileTypeFromBuffer(bytes)
      await writeFile(path(id), bareOf(type?.mime ?? '', Buffer.from(bytes)), { mode: 0o600 })
    },
    read: (id) => readFile(path(id)),
    async sweep(days) {
      for (const id of await readdir(folder).catch(() => [])) if ((await ageOf(id)) > (days + 1) * DAY) await rm(path(id), { force: true })
    },
    async forget(ids) {
      for (const id of ids) await rm(path(id), { force: true })
    },
  }
}

/** Writes while it counts and sniffs: nothing larger than the limit ever reaches the disk whole. A photo is stripped before it has its name. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ mime: string; bytes: number }> {
  const seen = { size: 0, head: Buffer.alloc(0), mime: null as string | null, source: null as unknown }
  await pipeline(counted(bytes, seen), createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
    if (error instanceof FileRefused || error === seen.source) throw error
    unavailable()
  })
  const mime = seen.mime ?? (await sniff(seen.head))
  if (!isPhoto(mime)) return { mime, bytes: seen.size }
  const photo = bareOf(mime, await readFile(path).catch(unavailable))
  await writeFile(path, photo, { mode: 0o600 }).catch(unavailable)
  return { mime, bytes: photo.byteLength }
}

function bareOf(mime: string, bytes: Buffer): Buffer {
  const stripped = bare(mime, bytes)
  if (stripped === null) throw new FileRefused('not-accepted', 'This photo cannot be read.')
  return stripped
}

function unavailable(): never {
  throw new FileRefused('unavailable', 'The file cannot be kept at the moment. Please try again.')
}

async function* counted(bytes: AsyncIterable<Uint8Array>, seen: { size: number; head: Buffer; mime: string | null; source: unknown }): AsyncGenerator<Uint8Array> {
  for await (const chunk of told(bytes, seen)) {
    seen.size += chunk.byteLength
    if (seen.size > FILE_LIMIT) throw new FileRefused('too-large', 'The file is larger than 10 MB.')
    if (seen.mime === null) {
      seen.head = Buffer.concat([seen.head, chunk])
      if (seen.head.byteLength >= HEAD) seen.mime = await sniff(seen.head)
    }
    yield chunk
  }
}

/** Tells an error of whoever sends from one of the disk. */
async function* told(bytes: AsyncIterable<Uint8Array>, seen: { source: unknown }): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    seen.source = error
    throw error
  }
}

async function sniff(head: Uint8Array): Promise<string> {
  const type = await fileTypeFromBuffer(head)
  const mime = type?.mime.split(';')[0] ?? ''
  if (!ACCEPTED.has(mime)) throw new FileRefused('not-accepted', 'Only photos, PDF files, calendar files and voice messages can be sent.')
  return mime
}

/** By what a provider says of a file, before its bytes are fetched. */
export function refuses(mime: string, bytes: number): 'too-large' | 'file-kind' | null {
  if (bytes > FILE_LIMIT) return 'too-large'
  return ACCEPTED.has(mime.split(';')[0] ?? '') || mime === 'application/octet-stream' ? null : 'file-kind'
}
