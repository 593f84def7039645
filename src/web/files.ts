import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from './problem.ts'
import type { Files } from './ports.ts'

/** Most bytes of one file. */
export const FILE_LIMIT = 10 * 1024 * 1024
const ACCEPTED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf'])
/** Bytes that tell what a file is. */
const HEAD = 4100

export type FileRoom = Files & { /** At start: bytes that a crash left without a conversation. */ readonly sweep: (isKnown: (id: string) => Promise<boolean>) => Promise<void>; readonly put: (name: string, mime: string, bytes: Uint8Array) => Promise<{ id: string; name: string; mime: string; bytes: number }> }

type FileOptions = { readonly folder: string; readonly newId: () => string; readonly now: () => string; readonly days: number }

/** Files on disk under random names; what they are is read from their bytes, never from their name. */
export function createFiles({ folder, newId, now, days }: FileOptions): FileRoom {
  const path = (id: string): string => join(folder, id.replace(/[^a-z0-9-]/gi, ''))
  return {
    path,
    expiresAt: () => new Date(Date.parse(now()) + days * 86_400_000).toISOString(),
    async keep(name, bytes) {
      const id = newId()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      try {
        const { mime, size } = await write(path(id), bytes)
        return { id, name: cleanName(name), mime, bytes: size }
      } catch (error) {
        await rm(path(id), { force: true, recursive: true })
        throw error
      }
    },
    async put(name, mime, bytes) {
      const id = newId()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await new Promise<void>((done, failed) => createWriteStream(path(id), { mode: 0o600 }).on('error', failed).end(bytes, () => done()))
      return { id, name, mime, bytes: bytes.byteLength }
    },
    async sweep(isKnown) {
      for (const id of await readdir(folder).catch(() => [])) if (!(await isKnown(id))) await rm(path(id), { force: true })
    },
    async forget(ids) {
      for (const id of ids) await rm(path(id), { force: true })
    },
  }
}

/** Writes while it counts and sniffs: nothing larger than the limit ever reaches the disk whole. A full disk is a 503, not a crash. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ mime: string; size: number }> {
  const seen = { size: 0, head: Buffer.alloc(0), mime: null as string | null }
  await pipeline(counted(bytes, seen), createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
    if (error instanceof Refusal) throw error
    throw new Refusal(503, 'unavailable', 'The file cannot be kept at the moment. Please try again.')
  })
  return { mime: seen.mime ?? (await sniff(seen.head)), size: seen.size }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, seen: { size: number; head: Buffer; mime: string | null }): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    seen.size += chunk.byteLength
    if (seen.size > FILE_LIMIT) throw new Refusal(413, 'too-large', 'The file is larger than 10 MB.')
    if (seen.mime === null) {
      seen.head = Buffer.concat([seen.head, chunk])
      if (seen.head.byteLength >= HEAD) seen.mime = await sniff(seen.head)
    }
    yield chunk
  }
}

async function sniff(head: Uint8Array): Promise<string> {
  const type = await fileTypeFromBuffer(head)
  if (!type || !ACCEPTED.has(type.mime)) throw new Refusal(415, 'not-accepted', 'Only photos and PDF files can be sent.')
  return type.mime
}

/** No folders, no control or direction marks: a name is shown to operators. */
const cleanName = (name: string): string => name.normalize('NFC').replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, '').split(/[\\/]/).at(-1)?.slice(-120) || 'file'
