import type { FileRef } from '../../core/input.ts'
import type { Failed, Sending } from '../channel.ts'
import type { Api } from './api.ts'

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' }

/** A temporary image, for three days. To its customers an account can send no other file. https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia */
export async function upload(api: Api, file: FileRef, read: Sending['bytes']): Promise<{ readonly id: string } | { readonly failed: Failed }> {
  const extension = Object.hasOwn(EXTENSIONS, file.mime) ? EXTENSIONS[file.mime] : undefined
  if (extension === undefined) return permanent('WeChat carries only photos (JPEG, PNG): say it in words, or give a link.')
  const bytes = await read(file.id).catch(() => null)
  if (bytes === null) return permanent('The file is not here any more.')
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(bytes)], { type: file.mime }), `image.${extension}`)
  const heard = await api.call({ path: '/cgi-bin/media/upload', query: { type: 'image' }, body: form, of: 'question' })
  if ('failed' in heard) return heard
  const id = heard.json.media_id
  return typeof id === 'string' ? { id } : permanent('WeChat took the photo and did not say under which name.')
}

const permanent = (explain: string): { readonly failed: Failed } => ({ failed: { kind: 'permanent', explain } })
