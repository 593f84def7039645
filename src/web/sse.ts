import type { Response } from 'express'

const BEAT = 15_000
/** Bytes that wait for a browser which has stopped reading; more, and it is cut off: it comes back by itself and asks from where it was. */
const MOST_WAITING = 1024 * 1024

/** A stream of server-sent events with a heartbeat; `closed` runs once when the browser goes. */
export function openStream(response: Response, closed: () => void): { readonly send: (event: string, data: unknown, id?: number) => void; readonly end: () => void } {
  // A browser that vanished while something was under way is no error of ours.
  response.on('error', () => {})
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'keep-alive' })
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return
    response.write(text)
    if (response.writableLength > MOST_WAITING) response.destroy()
  }
  write('retry: 3000\n\n')
  const beat = setInterval(() => write(': beat\n\n'), BEAT)
  response.on('close', () => {
    clearInterval(beat)
    closed()
  })
  return {
    send: (event, data, id) => write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => void response.end(),
  }
}

/** Runs `work` at once and again after each `poke`, never twice at a time and never too often for what came meanwhile. */
export function coalesced(work: () => Promise<void>): { readonly poke: () => void } {
  let running = false
  let again = false
  const loop = async (): Promise<void> => {
    running = true
    try {
      do {
        again = false
        await work()
      } while (again)
    } finally {
      running = false
    }
  }
  return {
    poke() {
      if (running) again = true
      else void loop().catch(() => {})
    },
  }
}
