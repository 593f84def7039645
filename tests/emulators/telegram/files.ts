import { bad } from './errors.ts'
import type { Json } from './json.ts'
import { LIMITS } from './limits.ts'

/** Bytes, or only how many: a big file need not be in memory until it is fetched. */
export type Content = Uint8Array | number
export type StoredFile = { readonly id: string; readonly unique: string; readonly size: number; readonly name: string; readonly mime: string; readonly folder: string; readonly content: Content }
export type NewFile = { readonly folder: string; readonly name: string; readonly mime: string; readonly content: Content }

export type Files = ReturnType<typeof createFiles>

export const bytesOf = (file: StoredFile): Buffer => (typeof file.content === 'number' ? Buffer.alloc(file.content) : Buffer.from(file.content))
export const fileJson = (file: StoredFile): Json => ({ file_id: file.id, file_unique_id: file.unique, file_size: file.size })

const TAIL: Readonly<Record<string, string>> = { photos: 'jpg', voice: 'oga', stickers: 'webp', videos: 'mp4' }

export function createFiles() {
  const byId = new Map<string, StoredFile>()
  const links = new Map<string, StoredFile>()
  let count = 0
  let linked = 0
  return {
    keep(file: NewFile): StoredFile {
      count += 1
      const id = `AgACAgQAAxkBAAI${Buffer.from(`file ${count} ${file.folder}`).toString('base64url')}`
      const size = typeof file.content === 'number' ? file.content : file.content.length
      const kept = { ...file, id, unique: `AQAD${Buffer.from(`u${count}`).toString('base64url')}`, size }
      byId.set(id, kept)
      return kept
    },
    byId: (id: string): StoredFile | undefined => byId.get(id),
    /** `getFile`: only from now on can its path be fetched. */
    link(id: string): Json {
      const file = byId.get(id)
      if (!file) throw bad(id ? 'wrong file_id or the file is temporarily unavailable' : 'file_id not specified')
      if (file.size > LIMITS.download) throw bad('file is too big')
      linked += 1
      const tail = TAIL[file.folder] ?? /\.(\w+)$/.exec(file.name)?.[1]
      const path = `${file.folder}/file_${linked}${tail ? `.${tail}` : ''}`
      links.set(path, file)
      return { ...fileJson(file), file_path: path }
    },
    at: (path: string): StoredFile | undefined => links.get(path),
    expireLinks: (): void => links.clear(),
  }
}
