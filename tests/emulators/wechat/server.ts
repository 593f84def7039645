import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pause } from '../signal.ts'
import { refusal, Refusal } from './errors.ts'
import type { Fault, Faults } from './faults.ts'
import type { Json } from './json.ts'
import type { Media } from './media.ts'

export type Asked = { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: Buffer; readonly type: string }
export type Api = {
  readonly faults: Faults
  /** A result, or bytes to download. @throws Refusal */
  readonly call: (asked: Asked) => Json | Media
  /** A call came, whatever becomes of it. */
  readonly note: (asked: Asked) => void
}

const MOST = 12 * 1024 * 1024

export function createApiServer(api: Api) {
  let server: Server | null = null
  let port = 0
  return {
    url: () => `http://127.0.0.1:${port}`,
    async up(): Promise<void> {
      const fresh = createServer((request, response) => void serve(api, request, response).catch(() => response.destroy()))
      await new Promise<void>((done, failed) => fresh.once('error', failed).listen(port, '127.0.0.1', done))
      port = (fresh.address() as AddressInfo).port
      server = fresh
    },
    async down(): Promise<void> {
      const old = server
      server = null
      if (old === null) return
      const closed = new Promise((done) => old.close(done))
      old.closeAllConnections()
      await closed
      await pause(5)
    },
  }
}

async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => {})
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
  const fault = api.faults.take(path)
  if (fault?.kind === 'reset-before') return void request.socket.destroy()
  const asked = { method: request.method ?? 'GET', path, query, body: await bodyOf(request), type: request.headers['content-type'] ?? '' }
  api.note(asked)
  if (fault?.kind === 'page') return page(response, fault.status)
  const answer = answered(api, asked, fault)
  if (fault?.kind === 'slow') await pause(fault.ms)
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset-after') return void request.socket.destroy()
  if (fault?.kind === 'bad-json') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"errcode":0,"errm')
  if ('bytes' in answer) return void response.writeHead(200, { 'content-type': (answer as Media).mime, 'content-disposition': 'attachment; filename="media"' }).end((answer as Media).bytes)
  response.writeHead(200, { 'content-type': 'application/json; encoding=utf-8' }).end(JSON.stringify(answer))
}

function answered(api: Api, asked: Asked, fault: Fault | null): Json | Media {
  try {
    if (fault?.kind === 'refuse') throw fault.refusal
    return api.call(asked)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { errcode: error.code, errmsg: error.message }
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size <= MOST) chunks.push(chunk as Buffer)
  }
  return size <= MOST ? Buffer.concat(chunks) : Buffer.alloc(0)
}

/** JSON in real UTF-8: what is not is refused. */
export function jsonOf({ method, body }: Asked): Json {
  if (method !== 'POST') throw refusal(43002)
  if (body.length === 0) throw refusal(44002)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json
  } catch {
    throw refusal(47001)
  }
}

function page(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end(`<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`)
}
