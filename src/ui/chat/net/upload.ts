import { headers, refusal, uploadUrl } from './api.ts'

/** Sends a file's bytes. XMLHttpRequest because fetch cannot tell how far an upload is. */
export function upload(id: string, file: File, progress: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', uploadUrl(id, file.name))
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => event.lengthComputable && progress(Math.floor((event.loaded / event.total) * 100))
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error('unreachable'))
    request.onload = () => (request.status < 300 ? resolve() : void refusal(request.status, request.responseText).then(reject))
    request.send(file)
  })
}
