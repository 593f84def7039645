import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bad, envelope, notFound, Refusal, tooLarge, unauthorized } from './errors.ts'
import type { CallFault, Faults } from './faults.ts'
import { bytesOf, type StoredFile } from './files.ts'
import { LIMITS } from './limits.ts'
import { Described } from './methods-updates.ts'
import { type Params, readParams } from './params.ts'
import { pause } from '../signal.ts'

export type Api = {
  readonly token: () => string
  readonly faults: Faults
  readonly call: (method: string, p: Params, gone: AbortSignal) => Promise<unknown>
  /** A call came, whatever becomes of it. */
  readonly count: (method: string, p: Params) => void
  /** The method's proper name; null when there is none. */
  readonly known: (method: string) => string | null
  readonly fileAt: (path: string) => StoredFile | undefined
}

export function createApiServer(api: Api) {
  let server: Server | null = null
  let port = 0
  return {
    url: () => `http://127.0.0.1:${port}`,
    async up(): Promise<void> {
      const fresh = createServer((request, response) => void serve(api, request, response))
      await new Promise<void>((resolve, reject) => fresh.once('error', reject).listen(port, '127.0.0.1', resolve))
      port = (fresh.address() as AddressInfo).port
      server = fresh
    },
    async down(): Promise<void> {
      const old = server
      server = null
      if (!old) return
      const closed = new Promise((resolve) => old.close(resolve))
      old.closeAllConnections()
      await closed
      // A client has to notice that its idle connection is gone, or its next call dies on it.
      await pause(5)
    },
  }
}

async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => {})
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname)
    if (file) return await sendFile(api, file, response)
    const [, token, method = ''] = /^\/bot([^/]+)\/(?:test\/)?([^/]+)$/.exec(pathname) ?? []
    if (token === undefined) throw notFound()
    if (decodeURIComponent(token) !== api.token()) throw unauthorized()
    await serveCall(api, method, searchParams, request, response)
  } catch (error) {
    if (!response.destroyed) refuse(response, error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`))
  }
}

async function serveCall(api: Api, written: string, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = api.known(written)
  const fault = method === null ? null : api.faults.taking.call(method.toLowerCase())
  if (fault?.kind === 'reset-before') return void request.socket.destroy()
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const body = await readBody(request)
  if (method === null) throw notFound()
  const params = readParams(query, body, request.headers['content-type'] ?? '')
  api.count(method, params)
  if (fault?.kind === 'refuse') throw fault.refusal
  if (fault?.kind === 'page') return sendPage(response, fault.status)
  const result = await api.call(method, params, gone.signal)
  if (!(await holdsBack(fault, request))) answer(response, 200, { ok: true, ...(result instanceof Described ? { result: result.result, description: result.description } : { result }) })
}

/** True when the call was done and nobody will hear of it. */
async function holdsBack(fault: CallFault | null, request: IncomingMessage): Promise<boolean> {
  if (fault?.kind === 'slow') await pause(fault.ms)
  if (fault?.kind === 'reset-after') request.socket.destroy()
  return fault?.kind === 'hang' || fault?.kind === 'reset-after'
}

/** Too large a body is read to its end all the same, so that the answer arrives. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size <= LIMITS.upload + 1024 * 1024) chunks.push(chunk as Buffer)
    else chunks.length = 0
  }
  if (size > LIMITS.upload + 1024 * 1024) throw tooLarge()
  return Buffer.concat(chunks)
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { server: 'nginx/1.18.0', 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  if (response.headersSent) return void response.destroy()
  answer(response, refusal.code, envelope(refusal))
}

function sendPage(response: ServerResponse, status: number): void {
  const title = `${status} ${{ 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out' }[status] ?? 'Error'}`
  response.writeHead(status, { server: 'nginx/1.18.0', 'content-type': 'text/html' })
  response.end(`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n`)
}

async function sendFile(api: Api, match: RegExpExecArray, response: ServerResponse): Promise<void> {
  if (decodeURIComponent(match[1] ?? '') !== api.token()) throw unauthorized()
  const file = api.fileAt(decodeURIComponent(match[2] ?? ''))
  const fault = api.faults.taking.download()
  if (!file || fault === 'missing') throw notFound()
  if (file.size > LIMITS.download) throw bad('file is too big')
  if (fault === 'reset') return void response.socket?.destroy()
  if (fault === 'hang') return
  const bytes = bytesOf(file)
  response.writeHead(200, { server: 'nginx/1.18.0', 'content-type': 'application/octet-stream', 'content-length': bytes.length })
  if (fault !== 'truncated') return void response.end(bytes)
  await new Promise<void>((resolve) => response.write(bytes.subarray(0, bytes.length >> 1), () => resolve()))
  await pause(5)
  response.destroy()
}
