import type { FileRef } from '../../core/input.ts'
import type { Failed, Sending } from '../channel.ts'
import type { Api } from '../tencent/api.ts'
import { upload } from '../tencent/upload.ts'

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' }

/** To its customers an account can send no other file. */
export async function uploadPhoto(api: Api, file: FileRef, read: Sending['bytes']): Promise<{ readonly id: string } | { readonly failed: Failed }> {
  const extension = Object.hasOwn(EXTENSIONS, file.mime) ? EXTENSIONS[file.mime] : undefined
  if (extension === undefined) return { failed: { kind: 'permanent', explain: 'WeChat carries only photos (JPEG, PNG): say it in words, or give a link.' } }
  return upload(api, { type: 'image', name: `image.${extension}`, mime: file.mime }, file, read)
}
