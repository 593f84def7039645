import { type Request, Router } from 'express'
import type { Channel } from '../../../channels/channel.ts'
import { TestMessage, type Tried } from '../../contract/channels.ts'
import type { WebPorts } from '../../ports.ts'
import { Refusal } from '../../problem.ts'
import type { Signed } from '../content/routes.ts'
import { list, mayChange } from './list.ts'
import { check, test } from './try.ts'

/** How the channels do, for everybody who is signed in; what changes one, for who may. */
export function channelRoutes(ports: WebPorts): Router {
  const routes = Router()
  const shown = ({ locals }: Signed) => list(ports, locals.operator, locals.language)
  routes.get('/', async (_request, response: Signed) => void response.json(await shown(response)))

  routes.use((_request, { locals }: Signed, next) => {
    if (!mayChange(locals.operator)) throw new Refusal(403, 'not-yours', ports.words.text('inbox:channel.not-yours', {}, locals.language))
    next()
  })
  const pause = async (request: Request, response: Signed, goesOn: boolean): Promise<void> => {
    const channel = named(ports, request, response)
    await ports.store.pauseAccount(channel.name, channel.account ?? '', goesOn ? null : { by: response.locals.operator.id, at: ports.clock.now() })
    await ports.accounts.sync()
    response.json(await shown(response))
  }
  routes.post('/:channel/pause', (request, response: Signed) => pause(request, response, false))
  routes.post('/:channel/resume', (request, response: Signed) => pause(request, response, true))
  routes.post('/:channel/check', async (request, response: Signed) => {
    const outcome = await check(ports, named(ports, request, response), response.locals.language)
    response.json({ ...outcome, list: await shown(response) } satisfies Tried)
  })
  routes.post('/:channel/test', async (request, response: Signed) => {
    const outcome = await test(ports, named(ports, request, response), TestMessage.parse(request.body).to, response.locals.language)
    response.json({ ...outcome, list: await shown(response) } satisfies Tried)
  })
  return routes
}

/** One that sends: the desk's own page is read, and needs nothing. */
function named(ports: WebPorts, request: Request, { locals }: Signed): Channel {
  const channel = ports.channels.get(request.params.channel as string)
  if (channel === undefined || channel.can.pulled) throw new Refusal(404, 'no-channel', ports.words.text('inbox:channel.unknown', {}, locals.language))
  return channel
}
