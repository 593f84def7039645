import type { Upload } from '../../../web/contract/inbox.ts'
import { Refused, uploadUrl } from './api.ts'

export type Uploading = { readonly done: Promise<Upload>; readonly stop: () => void }

/** Sends a file's bytes, for a reply that comes later. XMLHttpRequest because fetch cannot tell how far an upload is. */
export function upload(conversation: string, file: File, progress: (percent: number) => void): Uploading {
  const request = new XMLHttpRequest()
  const done = new Promise<Upload>((resolve, reject) => {
    request.open('POST', uploadUrl(conversation, file.name))
    // The desk reads from the bytes what they are; a form on another page cannot send them under this name.
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = (event) => event.lengthComputable && progress(Math.floor((event.loaded / event.total) * 100))
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error('unreachable'))
    request.onload = () => (request.status < 300 ? resolve(JSON.parse(request.responseText)) : reject(refusal(request)))
    request.send(file)
  })
  return { done, stop: () => request.abort() }
}

function refusal({ status, responseText }: XMLHttpRequest): Refused {
  try {
    const { code = '', message = '' } = JSON.parse(responseText) as { code?: string; message?: string }
    return new Refused(status, code, message)
  } catch {
    return new Refused(status, '', '')
  }
}
