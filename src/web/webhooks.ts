import { Router } from 'express'
import type { RawRequest } from '../channels/channel.ts'
import type { WebPorts } from './ports.ts'
import { wholeBody } from './body.ts'

/** Where providers knock. The body stays raw bytes, because signatures are over them; a channel answers after the commit. */
export function webhookRoutes({ webhooks }: WebPorts): Router {
  const routes = Router()
  for (const { webhook, inlet } of webhooks) {
    routes[webhook.method](webhook.path, async (request, response) => {
      const raw: RawRequest = { headers: request.headers, query: request.query, body: await wholeBody(request, webhook.limit) }
      const { status, type, body } = await webhook.handle(raw, inlet)
      response.status(status)
      if (type !== undefined) response.type(type)
      response.end(body)
    })
  }
  return routes
}
