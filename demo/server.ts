import type { Server } from 'node:http'
import { join } from 'node:path'
import express, { type NextFunction, type Request, type Response } from 'express'
import { z } from 'zod'
import { createLive } from './live.ts'
import { action, FAULTS, PHONES, Refused } from './phone.ts'
import type { Providers } from './providers.ts'
import { createState, wallOf } from './state.ts'

export type About = { readonly chat: string; readonly inbox: string; readonly email: string; readonly password: string }

const phone = z.enum(PHONES)
const fault = z.object({ phones: z.array(phone), fault: z.enum(FAULTS) })
const leap = z.object({ hours: z.number().int().min(1).max(24 * 40) })
const MOST_WAITED = 1_000

/** The page on which one plays, and what it asks for. Only pages of this machine, opened under its own address, are answered. */
export async function startPage(providers: Providers, about: About, port: number): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const state = createState(providers)
  const live = createLive(() => new Map<string, unknown>([['desk', { ...about, wall: wallOf(providers.clock) }], ...state.all().map((one) => [`phone ${one.name}`, one] as const)]))
  const app = express().disable('x-powered-by').use(guard).use(express.static(join(import.meta.dirname, 'page'))).use(express.json({ limit: '64kb' }))
  app.get('/events', (_request, response) => live.add(response))
  app.get('/state', (_request, response) => void response.json(state.all()))
  app.post('/phones/:name', async (request, response) => {
    await providers.phones[phone.parse(request.params.name)].act(action.parse(request.body))
    response.status(204).end()
  })
  app.post('/faults', (request, response) => {
    const said = fault.parse(request.body)
    state.fault(said.phones, said.fault)
    response.status(204).end()
  })
  app.post('/clock', (request, response) => {
    providers.clock.advance(leap.parse(request.body).hours * 3_600_000)
    response.status(204).end()
  })
  app.get('/files/:name/:id/:index', (request, response) => {
    const found = state.file(phone.parse(request.params.name), request.params.id, Number(request.params.index))
    if (found === null) return void response.status(404).end()
    response.attachment(found.name).type('application/octet-stream').send(found.bytes)
  })
  app.use(refuse)
  const server = await listening(app, port)
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => new Promise((done) => {
      live.stop()
      server.close(() => done())
      setTimeout(() => server.closeAllConnections(), MOST_WAITED).unref()
      server.closeIdleConnections()
    }),
  }
}

const listening = (app: express.Express, port: number): Promise<Server> => new Promise((done, failed) => {
  const server: Server = app.listen(port, '127.0.0.1', (error?: Error) => (error ? failed(error) : done(server)))
})

const HERE = /^(?:127\.0\.0\.1|localhost):\d+$/

/** Another site, open in the same browser, must not play here. */
function guard(request: Request, response: Response, next: NextFunction): void {
  const { host = '', origin } = request.headers
  if (!HERE.test(host) || (origin !== undefined && origin !== `http://${host}`)) return void response.status(403).end()
  response.set({ 'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'", 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  next()
}

function refuse(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  const isAsked = error instanceof z.ZodError
  const words = error instanceof Refused ? error.message : isAsked ? 'Richiesta non valida.' : `Non è riuscito: ${error instanceof Error ? error.message : String(error)}`
  response.status(isAsked ? 400 : 409).json({ problem: words })
}
