import type { Response } from 'express'

const BEAT = 15_000

/** A stream of server-sent events with a heartbeat; `closed` runs once when the browser goes. */
export function openStream(response: Response, closed: () => void): { readonly send: (event: string, data: unknown, id?: number) => void } {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'keep-alive' })
  response.write('retry: 3000\n\n')
  const beat = setInterval(() => response.write(': beat\n\n'), BEAT)
  response.on('close', () => {
    clearInterval(beat)
    closed()
  })
  return {
    send(event, data, id) {
      response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
  }
}

/** Runs `work` at once and again after each `poke`, never twice at a time and never too often for what came meanwhile. */
export function coalesced(work: () => Promise<void>): { readonly poke: () => void } {
  let running = false
  let again = false
  const loop = async (): Promise<void> => {
    running = true
    do {
      again = false
      await work()
    } while (again)
    running = false
  }
  return {
    poke() {
      if (running) again = true
      else void loop()
    },
  }
}
