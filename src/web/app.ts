import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { chatRoutes } from './chat/routes.ts'
import { ADDRESS_HEADER, type WebPorts } from './ports.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { openApi } from './openapi.ts'
import { pageRoutes } from './pages.ts'
import { problem, Refusal } from './problem.ts'
import { webhookRoutes } from './webhooks.ts'

/** The desk over HTTP: the citizen's chat, the operators' inbox, health, and the pages that show them. */
export function createApp(ports: WebPorts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', ports.trustProxy)
  app.set('etag', false)
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_request, response) => {
    const ready = !ports.draining() && (await ports.store.ping().then(() => true, () => false))
    response.status(ready ? 200 : 503).json({ ready })
  })
  app.use('/webhooks', webhookRoutes(ports))
  // JSON for a page that is already there: the headers that say what a page may do are not for it.
  app.use('/api/chat', plainHeaders, chatRoutes(ports))
  app.use(helmet(headers))
  app.all('/api/auth/*splat', (request, _response, next) => {
    request.headers[ADDRESS_HEADER] = request.ip ?? ''
    next()
  }, ports.auth.handler)
  app.use('/api/inbox', inboxRoutes(ports))
  app.get('/api/openapi.json', (_request, response) => void response.json(openApi()))
  app.use('/api', () => { throw new Refusal(404, 'not-found', 'There is nothing at this address.') })
  app.use(pageRoutes(ports))
  app.use(onError(ports))
  return app
}

const plainHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  next()
}

const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"], 'img-src': ["'self'", 'data:', 'blob:'], 'style-src': ["'self'", "'unsafe-inline'"], 'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"], 'object-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'self'"],
    },
  },
  crossOriginResourcePolicy: false,
  referrerPolicy: { policy: 'no-referrer' },
} as const

const onError = (ports: WebPorts): ErrorRequestHandler => (error, request, response, next) => {
  if (response.headersSent) return next(error)
  const { status, code, message } = problem(error)
  if (status >= 500) ports.log.error({ path: request.path, error: error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : 'unknown' }, 'a request failed')
  response.status(status).json({ code, message })
}
