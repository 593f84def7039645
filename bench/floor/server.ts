import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dismissed, orderGiven, tell } from '../child.ts'
import type { Place } from '../database.ts'
import { openCitizens } from './citizens.ts'
import { type Floor, openFloor } from './floor.ts'
import type { Step } from './steps.ts'

/** The floor behind a bare `node:http`: JSON in, JSON out, a token's hash looked up. Nothing else. */
export type ServerOrder = { readonly place: Place; readonly recording: string; readonly citizens: number; readonly inFlight: number }

const { place, recording, citizens, inFlight } = orderGiven<ServerOrder>()
const floor = await openFloor(place, JSON.parse(readFileSync(recording, 'utf8')) as Step[], inFlight)
await openCitizens(floor, citizens, true)

const server = createServer((request, response) => {
  answer(floor, request)
    .catch((error: unknown) => ({ status: 500, body: { message: String(error) } }))
    .then(({ status, body }) => {
      const text = JSON.stringify(body)
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text)
    })
})
server.listen(0, '127.0.0.1', () => void tell({ port: (server.address() as AddressInfo).port }))
await dismissed()
server.closeAllConnections()
server.close()
await floor.close()

async function answer({ session, receive }: Floor, request: IncomingMessage): Promise<{ status: number; body: object }> {
  const token = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { id, text } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { id: string; text: string }
  const address = await session(createHash('sha256').update(token).digest('base64url'))
  if (address === null) return { status: 401, body: {} }
  const isNew = await receive({ address, externalId: `${address}:${id}`, text, at: new Date().toISOString() })
  return { status: 202, body: { id, accepted: true, duplicate: !isNew } }
}
