import { dismissed, orderGiven, tell } from '../child.ts'
import { openWire, type Wire } from '../duty/wire.ts'
import { openStream } from './stream.ts'

/** So many citizens with their chats open: sessions over HTTP, then a stream each, in a process that has descriptors of its own. */
export type ClientsOrder = { readonly port: number; readonly connections: number }

const AT_ONCE = 32

const { port, connections } = orderGiven<ClientsOrder>()
const wires = await Promise.all(Array.from({ length: AT_ONCE }, () => openWire(port)))
const tokens: string[] = []
await inParallel(async (wire) => {
  const { status, body } = await wire.post('/api/chat/sessions', null, JSON.stringify({ language: 'zh' }))
  if (status !== 200) throw new Error(`a session was answered ${status}: ${body}`)
  tokens.push((JSON.parse(body) as { token: string }).token)
})
for (const wire of wires) wire.close()
await tell('sessions')

// The parent weighs the server between the two.
await new Promise((done) => process.once('message', done))
let failures = 0
const waiting = [...tokens]
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) await openStream(port, '/api/chat/events', { authorization: `Bearer ${token}` }).catch(() => { failures++ })
}))
await tell({ failures })
await dismissed()
process.exit(0)

async function inParallel(work: (wire: Wire) => Promise<void>): Promise<void> {
  let left = connections
  await Promise.all(wires.map(async (wire) => {
    while (left-- > 0) await work(wire)
  }))
}
