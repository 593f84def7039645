import { connect, type Socket } from 'node:net'

export type Stream = { readonly socket: Socket; /** Resolves with `performance.now()` when this text has come. */ readonly until: (text: string) => Promise<number> }

/** A stream of server-sent events over a raw socket; resolves when its first bytes are there. What comes is looked at and forgotten. */
export function openStream(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<Stream> {
  return new Promise((done, failed) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const waiting = new Map<string, (at: number) => void>()
    let tail = ''
    let isOpen = false
    const until: Stream['until'] = (text) => new Promise((come) => {
      // Only what comes from now on counts.
      tail = ''
      waiting.set(text, come)
    })
    socket.setEncoding('utf8')
    socket.once('error', failed)
    socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`))
    socket.on('data', (chunk) => {
      if (!isOpen && !`${chunk}`.startsWith('HTTP/1.1 200')) return failed(new Error(`a stream was answered ${`${chunk}`.slice(0, 80)}`))
      if (!isOpen) done({ socket, until })
      isOpen = true
      if (waiting.size === 0) return
      tail = (tail + chunk).slice(-20_000)
      for (const [text, come] of waiting) {
        if (!tail.includes(text)) continue
        waiting.delete(text)
        come(performance.now())
      }
    })
  })
}
