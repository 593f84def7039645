import { createServer, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { coalesced, openStream } from '../../src/web/sse.ts'

const closing: (() => void)[] = []
afterEach(() => { for (const close of closing.splice(0)) close() })

type Stream = ReturnType<typeof openStream>

/** A stream to a browser that asked for it and never reads. */
async function toSomebodyWhoStoppedReading(): Promise<{ stream: Stream; response: ServerResponse; closed: Promise<void> }> {
  return new Promise((given) => {
    const server = createServer((_request, response) => {
      let done: () => void
      const closed = new Promise<void>((resolve) => { done = resolve })
      given({ stream: openStream(response as never, () => done()), response, closed })
    }).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'))
      socket.on('error', () => {})
      socket.pause()
      closing.push(() => { socket.destroy(); server.closeAllConnections(); server.close() })
    })
  })
}

test('who stops reading is cut off before the desk keeps everything for her', async () => {
  const { stream, response, closed } = await toSomebodyWhoStoppedReading()
  for (let i = 0; i < 4000 && !response.destroyed; i++) stream.send('message', { text: '居留 🪪'.repeat(300) }, i)
  await closed
  expect(response.destroyed).toBe(true)
})

test('what is sent after the end is nothing, and no error', async () => {
  const { stream, closed } = await toSomebodyWhoStoppedReading()
  for (let i = 0; i < 50; i++) stream.send('message', { text: 'أهلا'.repeat(1000) }, i)
  stream.end()
  stream.send('message', { text: '还在吗' })
  for (const close of closing.splice(0)) close()
  await closed
})

test('work that fails once is done again at the next poke', async () => {
  let tries = 0
  const look = coalesced(async () => { if (++tries === 1) throw new Error('away') })
  look.poke()
  await Promise.resolve()
  await new Promise((done) => setTimeout(done, 1))
  look.poke()
  await expect.poll(() => tries).toBe(2)
})
