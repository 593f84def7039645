import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of a municipality, on an origin of its own, with the desk's button in it. */
export async function townHall(desk: string, language: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const html = `<!doctype html><html lang="it"><meta charset="utf-8"><title>Il Comune</title><h1>Il Comune</h1>
    <script src="${desk}/widget.js" data-desk="demo" data-lang="${language}" defer></script>`
  const server = createServer((_request, response) => void response.setHeader('content-type', 'text/html').end(html))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((done) => {
      server.close(() => done())
      server.closeAllConnections()
    }),
  }
}
