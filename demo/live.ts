import type { Response } from 'express'

/** Milliseconds between two looks at the screens. */
const LOOK = 150

/** Tells every open page what changed, as server-sent events; each page gets everything at first. `look`: what there is, by name. */
export function createLive(look: () => ReadonlyMap<string, unknown>) {
  const open = new Map<Response, Map<string, string>>()
  const tell = (page: Response, known: Map<string, string>, now: ReadonlyMap<string, string>): void => {
    for (const [name, text] of now) {
      if (known.get(name) === text) continue
      known.set(name, text)
      page.write(`event: ${name.split(' ')[0]}\ndata: ${text}\n\n`)
    }
  }
  const written = (): Map<string, string> => new Map([...look()].map(([name, value]) => [name, JSON.stringify(value)]))
  const timer = setInterval(() => {
    if (open.size === 0) return
    const now = written()
    for (const [page, known] of open) tell(page, known, now)
  }, LOOK)
  return {
    add(page: Response): void {
      page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const known = new Map<string, string>()
      open.set(page, known)
      page.on('close', () => open.delete(page))
      tell(page, known, written())
    },
    stop(): void {
      clearInterval(timer)
      for (const page of open.keys()) page.end()
    },
  }
}
