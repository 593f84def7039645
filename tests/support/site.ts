import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Handler = (request: IncomingMessage, response: ServerResponse) => void
/** `host`: name and port. `asked`: every request, `METHOD path`, in its order. */
export type Site = { readonly url: string; readonly host: string; readonly asked: readonly IncomingMessage[]; /** The most requests that were open at once. */ readonly most: () => number; readonly close: () => Promise<void> }

export const html = (body: string, head = ''): string => `<!doctype html><html><head><meta charset="utf-8"><title>Un ufficio</title>${head}</head><body><nav>Menù ${'x'.repeat(20)}</nav>${body}<footer>Piè di pagina</footer></body></html>`
export const page = (body: string): Handler => (_, response) => void response.setHeader('content-type', 'text/html; charset=utf-8').end(html(`<main>${body}</main>`))
export const bytes = (content: Uint8Array, type: string): Handler => (_, response) => void response.setHeader('content-type', type).end(content)
export const status = (code: number, headers: Record<string, string> = {}): Handler => (_, response) => void response.writeHead(code, headers).end()

/** A real site on this machine whose pages a test changes as it goes; what it does not have is 404. */
export async function startSite(pages: Record<string, Handler>, hostname = '127.0.0.1'): Promise<Site> {
  const asked: IncomingMessage[] = []
  let [open, most] = [0, 0]
  const server = createServer((request, response) => {
    asked.push(request)
    most = Math.max(most, ++open)
    response.on('close', () => { open-- })
    const handler = pages[request.url ?? '']
    if (handler) handler(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const host = `${hostname}:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`, host, asked, most: () => most,
    close: () => new Promise((done) => {
      server.closeAllConnections()
      server.close(() => done())
    }),
  }
}
