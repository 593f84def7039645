import { type Request, Router } from 'express'
import type { Identity } from '../../store/store.ts'
import type { Incoming } from '../../switchboard/incoming.ts'
import { cleanName } from '../../core/text.ts'
import { OpenSession, SendMessage, type Session, type Start } from '../contract/chat.ts'
import { createLimits } from '../limits.ts'
import type { WebPorts } from '../ports.ts'
import { sendFile } from '../send-file.ts'
import { Refusal } from '../problem.ts'
import { utf8Json } from '../body.ts'
import { openDoor } from './door.ts'
import { eventsAfter, streamEvents, type Streams } from './events.ts'
import { hashOf, sessionOf, tokenOf } from './session.ts'

/** The citizen's chat: sessions, messages, events, files. */
export function chatRoutes(ports: WebPorts): Router {
  const routes = Router()
  const limits = createLimits(ports.limits)
  const json = utf8Json()
  const streams: Streams = new Map()

  routes.get('/start', (request, response) => void response.json(start(ports, request)))

  routes.get('/words/:language', (request, response) => {
    const words = ports.words.all('chat', request.params.language)
    if (words === null) throw new Refusal(404, 'no-language', 'The desk does not speak this language.')
    response.json(words)
  })

  routes.post('/sessions', json, async (request, response) => {
    await limits.session(request.ip ?? '')
    response.json(await openSession(ports, request))
  })

  routes.post('/doors', json, async (request, response) => {
    await limits.session(request.ip ?? '')
    response.json(await openDoor(ports, request))
  })

  routes.delete('/sessions', async (request, response) => {
    const token = tokenOf(request)
    if (token !== null) await ports.store.endSession(hashOf(token))
    response.status(204).end()
  })

  routes.post('/messages', json, async (request, response) => {
    const identity = await sessionOf(ports, request)
    await limits.message(identity.id)
    const message = SendMessage.parse(request.body)
    const received = await ports.receive.incoming({ from: identity, desk: ports.desk().id, externalId: `${identity.address}:${message.id}`, ...contentOf(message) })
    response.status(202).json({ id: message.id, accepted: true, duplicate: received.kind === 'duplicate' })
  })

  routes.get('/events', async (request, response) => {
    const identity = await sessionOf(ports, request)
    const after = Math.max(identity.after, cursorOf(request))
    if (request.get('accept')?.includes('text/event-stream')) streamEvents(ports, streams, identity, after, request, response)
    else {
      const events = await eventsAfter(ports, identity, after)
      if (events === null) throw new Refusal(409, 'moved', 'Please ask again.')
      response.set('cache-control', 'no-store').json(events)
    }
  })

  routes.post('/files', async (request, response) => {
    const identity = await sessionOf(ports, request)
    await limits.file(identity.id)
    response.status(202).json(await receiveFile(ports, identity, request))
  })

  routes.get('/files/:id', async (request, response) => {
    const identity = await sessionOf(ports, request)
    const file = await ports.store.file(request.params.id)
    const loaded = file && (await ports.store.load(file.conversation))
    if (file?.state !== 'here' || loaded?.conversation.citizen !== identity.citizen) throw new Refusal(404, 'no-file', 'This file is not here any more.')
    sendFile(response, ports.files.path(file.id), file, false)
  })

  return routes
}

function start(ports: WebPorts, request: Request): Start {
  const desk = ports.desk()
  const wanted = request.acceptsLanguages().map((tag) => tag.split('-')[0])
  const rank = (tag: string): number => (wanted.includes(tag) ? wanted.indexOf(tag) : wanted.length)
  return {
    desk: { name: desk.name, demonstration: desk.demonstration, privacyUrl: desk.privacyUrl ?? '/privacy', accessibilityUrl: desk.accessibilityUrl, feedbackAddress: desk.feedbackAddress },
    languages: ports.words.languages.map(({ tag, name, dir, greeting }) => ({ tag, name, dir, greeting })).sort((a, b) => rank(a.tag) - rank(b.tag)),
  }
}

/** A new citizen, or, with a token, the same one: her conversation goes on, or a new one begins. */
async function openSession(ports: WebPorts, request: Request): Promise<Session> {
  const { language, flow } = OpenSession.parse(request.body)
  const content = { kind: 'opened' as const, language, flow: flow ?? null }
  const desk = ports.desk().id
  const token = tokenOf(request)
  const known = token === null ? null : await ports.store.session(hashOf(token))
  if (token !== null && known !== null) {
    const { latest } = await ports.store.find(known, desk)
    if (latest === null || latest.conversation.closedAt !== null) await ports.receive.incoming({ from: known, desk, externalId: null, content })
    return { token, cursor: 0 }
  }
  const fresh = ports.newToken()
  const from = { channel: 'web-chat', account: desk, address: ports.newId() }
  const received = await ports.receive.incoming({ from, desk, externalId: null, content })
  if (received.kind !== 'committed') throw new Refusal(409, 'duplicate', 'Please try again.')
  await ports.store.addSession(hashOf(fresh), received.conversation.replyVia, ports.clock.now(), 0)
  return { token: fresh, cursor: 0 }
}

function contentOf(message: SendMessage): Pick<Incoming, 'content'> & { label?: string } {
  if (message.kind === 'text') return { content: { kind: 'wrote', text: message.text } }
  if (message.kind === 'language') return { content: { kind: 'picked', menu: 'language', option: message.language } }
  return { content: { kind: 'picked', menu: message.menu, option: message.option }, label: message.label }
}

function cursorOf(request: Request): number {
  const after = Number(request.query.after ?? request.get('last-event-id') ?? 0)
  return Number.isSafeInteger(after) && after >= 0 ? after : 0
}

/** A refused upload is read to its end and dropped, so that the browser hears why instead of a broken connection. */
async function keepUpload({ files, newId }: WebPorts, request: Request) {
  try {
    const id = newId()
    return { id, name: cleanName(String(request.query.name ?? 'file')), ...(await files.write(id, request.iterator({ destroyOnReturn: false }))) }
  } catch (error) {
    let dropped = 0
    request.on('data', (chunk: Buffer) => { if ((dropped += chunk.byteLength) > DROPPED_AT_MOST) request.destroy() })
    if (!request.readableEnded && !request.destroyed) await new Promise((done) => request.once('close', done).once('end', done).resume())
    throw error
  }
}

/** Bytes of a refused upload that are read for politeness. */
const DROPPED_AT_MOST = 64 * 1024 * 1024

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i

async function receiveFile(ports: WebPorts, identity: Identity, request: Request) {
  const id = String(request.query.id ?? '')
  if (!UUID.test(id)) throw new Refusal(400, 'bad-request', 'id: must be a UUID')
  const file = await keepUpload(ports, request)
  const desk = ports.desk().id
  const forget = () => ports.files.forget([file.id])
  /** When the answer to the commit was lost the turn may be there, and its bytes with it. */
  const forgetIfUnknown = async () => {
    if ((await ports.store.file(file.id).catch(() => undefined)) === null) await forget()
  }
  const received = await ports.receive.incoming({ from: identity, desk, externalId: `${identity.address}:${id}`, content: { kind: 'sent-file', file, album: null }, label: file.name })
    .catch(async (error: unknown) => { await forgetIfUnknown(); throw error })
  if (received.kind !== 'committed') await forget()
  return { id, accepted: true, duplicate: received.kind !== 'committed' }
}

