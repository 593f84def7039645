import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../telegram/json.ts'
import { readMultipart } from '../telegram/multipart.ts'
import { pause } from '../signal.ts'
import type { CallFault, Faults, Place } from './faults.ts'
import { json, page, readBody, refuse } from './http.ts'
import type { MediaRoom } from './media.ts'
import { bad, missing, nowhere, Refusal, refusalOf } from './refusal.ts'

export type Api = { readonly token: () => string; readonly phoneNumberId: string; readonly faults: Faults; readonly media: MediaRoom; readonly accept: (body: unknown) => Json; readonly note: (call: Call) => void }
/** What came, without its token. */
export type Call = { readonly place: Place; readonly body: unknown; readonly agent: string }
type Asked = { readonly place: Place; readonly id: string }

export function createGraph(api: Api) {
  let server: Server | null = null
  let port = 0
  return {
    origin: () => `http://127.0.0.1:${port}`,
    async up(): Promise<void> {
      const fresh = createServer((request, response) => void serve(api, request, response))
      await new Promise<void>((done, failed) => fresh.once('error', failed).listen(port, '127.0.0.1', done))
      port = (fresh.address() as AddressInfo).port
      server = fresh
    },
    async down(): Promise<void> {
      const old = server
      server = null
      if (!old) return
      const closed = new Promise((done) => old.close(done))
      old.closeAllConnections()
      await closed
      await pause(5)
    },
  }
}

async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('error', () => {})
  try {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const asked = placeOf(api, request.method ?? 'GET', url)
    const fault = api.faults.taking.call(asked.place)
    if (fault?.kind === 'reset-before') return void request.socket.destroy()
    const body = await readBody(request)
    const agent = request.headers['user-agent'] ?? ''
    if (request.headers.authorization !== `Bearer ${api.token()}`) throw new Refusal(190, 'Invalid OAuth access token - Cannot parse access token')
    if (fault?.kind === 'refuse') throw Object.assign(fault.refusal, { after: fault.after })
    if (fault?.kind === 'page') return page(response, fault.status)
    if (asked.place === 'download') return await download(api, url, agent, fault, response)
    const result = act(api, asked, body, request.headers['content-type'] ?? '', agent)
    await answer(result, fault, request, response)
  } catch (error) {
    refuse(response, error instanceof Refusal ? error : new Refusal(131000, `Something went wrong: ${String(error)}`))
  }
}

function placeOf({ phoneNumberId }: Api, method: string, { pathname }: URL): Asked {
  if (pathname === '/whatsapp_business/attachments/') return { place: 'download', id: '' }
  const [, id = '', tail = ''] = /^\/v\d+\.\d\/(\d+)(?:\/(messages|media))?$/.exec(pathname) ?? []
  if (tail !== '' && id !== phoneNumberId) throw nowhere(id)
  if (method === 'POST' && (tail === 'messages' || tail === 'media')) return { place: tail, id }
  if (method !== 'GET' || tail !== '' || id === '') throw new Refusal(2500, 'Unknown path components')
  return { place: id === phoneNumberId ? 'phone' : 'about-media', id }
}

function act({ accept, media, note, phoneNumberId }: Api, { place, id }: Asked, body: Buffer, type: string, agent: string): Json {
  if (place === 'phone') {
    note({ place, body: null, agent })
    return { id: phoneNumberId, verified_name: 'Sportello', display_phone_number: '+39 0574 000000', quality_rating: 'GREEN' }
  }
  if (place === 'about-media') {
    note({ place, body: null, agent })
    return media.about(id)
  }
  if (place === 'media') {
    const form = readMultipart(body, type)
    const file = form?.files.get('file')
    if (form?.fields.get('messaging_product') !== 'whatsapp' || !file) throw missing('messaging_product and file are required.')
    note({ place, body: { name: file.name, mime: file.mime }, agent })
    return { id: media.upload(file.bytes, file.mime, file.name).id }
  }
  const said = parsed(body)
  note({ place, body: said, agent })
  return accept(said)
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw bad('The body is not JSON.')
  }
}

/** Links want the token, and a client that says who it is. */
async function download({ media, note }: Api, { searchParams }: URL, agent: string, fault: CallFault | null, response: ServerResponse): Promise<void> {
  note({ place: 'download', body: null, agent })
  if (agent === '' || agent === 'node') throw refusalOf(131005)
  const found = media.at(searchParams.get('hash') ?? '')
  if (!found) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>URL signature expired</html>')
  const bytes = fault?.kind === 'other-bytes' ? Buffer.alloc(found.bytes.length, 'x') : found.bytes
  response.writeHead(200, { 'content-type': found.mime, 'content-length': bytes.length })
  if (fault?.kind !== 'truncated') return void response.end(bytes)
  response.write(bytes.subarray(0, bytes.length >> 1))
  await pause(5)
  response.destroy()
}

async function answer(result: Json, fault: CallFault | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'reset-after') return void request.socket.destroy()
  if (fault?.kind === 'slow') await pause(fault.ms)
  if (fault?.kind === 'bad-json') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"messages":[{"id"')
  json(response, 200, fault?.kind === 'elsewhere' ? { ...result, url: 'https://example.org/whatsapp_business/attachments/' } : result)
}
