import { connect } from 'node:net'

export type Answer = { readonly status: number; readonly body: string }
/** One keep-alive connection that asks one thing at a time. */
export type Wire = { readonly post: (path: string, token: string | null, body: string) => Promise<Answer>; readonly close: () => void }

/** By hand over a socket: Node's own client would cost the machine as much as a bare server does, and hide what is measured. */
export function openWire(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let waiting: { done: (answer: Answer) => void; failed: (error: Error) => void } | null = null
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk) => {
    text += chunk
    const answer = answerIn(text)
    if (answer === null) return
    text = ''
    waiting?.done(answer)
  })
  socket.on('close', () => waiting?.failed(new Error('the server closed the connection')))
  const post: Wire['post'] = (path, token, body) => new Promise((done, failed) => {
    waiting = { done, failed }
    socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${token === null ? '' : `authorization: Bearer ${token}\r\n`}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  })
  return new Promise((done, failed) => {
    socket.once('error', failed)
    socket.once('connect', () => done({ post, close: () => void socket.destroy() }))
  })
}

/** A whole answer with its length told; null while it is still coming. All that is asked here is answered in ASCII. */
function answerIn(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = text.slice(0, end)
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  const body = text.slice(end + 4)
  return Buffer.byteLength(body) < length ? null : { status: Number(head.slice(9, 12)), body }
}
