import type { FileRef } from '../../core/input.ts'
import type { Upload } from '../tencent/upload.ts'

const MB = 1024 * 1024
/** Most bytes of a kind; what is larger, or of no such kind, travels as a plain file. https://developer.work.weixin.qq.com/document/path/90253 */
const KINDS: Readonly<Record<string, readonly [type: Upload['type'], most: number]>> = {
  'image/jpeg': ['image', 2 * MB], 'image/png': ['image', 2 * MB], 'audio/amr': ['voice', 2 * MB], 'video/mp4': ['video', 10 * MB],
}

export function uploadOf({ mime, name, bytes }: FileRef): Upload {
  const [type, most] = (Object.hasOwn(KINDS, mime) && KINDS[mime]) || (['file', 0] as const)
  return { type: bytes > most ? 'file' : type, name, mime }
}
