import type { FileRef } from '../../core/input.ts'
import type { Failed, Sending } from '../channel.ts'
import type { Api } from './api.ts'

/** `type`: as what the platform keeps it; `name`: as it is shown. */
export type Upload = { readonly type: 'image' | 'voice' | 'video' | 'file'; readonly name: string; readonly mime: string }

/** A temporary file, for three days: https://developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtempmedia */
export async function upload(api: Api, { type, name, mime }: Upload, file: FileRef, read: Sending['bytes']): Promise<{ readonly id: string } | { readonly failed: Failed }> {
  const bytes = await read(file.id).catch(() => null)
  if (bytes === null) return permanent('The file is not here any more.')
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(bytes)], { type: mime }), name)
  const heard = await api.call({ path: '/cgi-bin/media/upload', query: { type }, body: form, of: 'question' })
  if ('failed' in heard) return heard
  const id = heard.json.media_id
  return typeof id === 'string' ? { id } : permanent('The platform took the file and did not say under which name.')
}

const permanent = (explain: string): { readonly failed: Failed } => ({ failed: { kind: 'permanent', explain } })
