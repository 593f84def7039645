import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'
import type { WebPorts } from './ports.ts'
import { Refusal } from './problem.ts'
import { privacyPage } from './privacy-page.ts'

const YEAR = { immutable: true, maxAge: '365d' }

/** The built pages: the citizens' chat at `/`, the operators' inbox at `/inbox`, the embeddable widget, the privacy page. */
export function pageRoutes(ports: WebPorts): Router {
  const { ui } = ports.folders
  const routes = Router()
  const page = (folder: string) => {
    const file = join(ui, folder, 'index.html')
    return (_request: express.Request, response: express.Response): void => {
      if (!existsSync(file)) throw new Refusal(503, 'not-built', 'The pages are not built yet: run npm run build.')
      response.set('cache-control', 'no-cache').sendFile(file)
    }
  }
  // The chat may be framed by the municipality's own pages: that is what the widget does.
  routes.get(['/', '/chat', '/c/:token'], (_request, response, next) => {
    response.set('content-security-policy', String(response.get('content-security-policy')).replace("frame-ancestors 'self'", 'frame-ancestors *'))
    response.removeHeader('x-frame-options')
    next()
  }, page('chat'))
  routes.use('/chat/assets', express.static(join(ui, 'chat', 'assets'), YEAR))
  routes.use('/assets', express.static(join(ui, 'chat', 'assets'), YEAR))
  routes.get('/widget.js', (_request, response) => void response.set('cache-control', 'public, max-age=3600').sendFile(join(ui, 'widget.js')))
  routes.use('/inbox/assets', express.static(join(ui, 'inbox', 'assets'), YEAR))
  routes.get(['/inbox', '/inbox/*splat'], page('inbox'))
  routes.get('/privacy', (request, response) => void response.type('html').send(privacyPage(ports, request)))
  return routes
}
