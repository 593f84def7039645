import { type NextFunction, type Request, type Response, Router } from 'express'
import { FORGOTTEN, type QueueFilter } from '../../store/store.ts'
import { doorOf } from '../../switchboard/doors.ts'
import type { Inside } from '../../switchboard/incoming.ts'
import { utf8Json } from '../body.ts'
import { ChangeMe, Close, Note, Reply, Transfer } from '../contract/inbox.ts'
import type { Operator, WebPorts } from '../ports.ts'
import { sendFile } from '../send-file.ts'
import { Refusal } from '../problem.ts'
import { coalesced, openStream } from '../sse.ts'
import { canned } from './canned.ts'
import { channelRoutes } from './channels/routes.ts'
import { contactForm, logContact } from './contacts.ts'
import { contentRoutes } from './content/routes.ts'
import { attachTo, receiveUpload } from './files.ts'
import { me, languageOf } from './me.ts'
import { summaries } from './summary.ts'
import { thread } from './thread.ts'

const PAGE = 50

type Signed = Response & { locals: { operator: Operator; language: string } }

/** The operators' inbox. Everything wants a signed-in operator; what changes something wants JSON from our own page. */
export function inboxRoutes(ports: WebPorts): Router {
  const routes = Router()
  routes.use(signedIn(ports))
  routes.use(utf8Json())

  routes.get('/me', async (_request, response: Signed) => void response.json(await me(ports, response.locals.operator, response.locals.language)))
  routes.put('/me', async (request, response: Signed) => {
    const { language } = ChangeMe.parse(request.body)
    if (ports.words.all('inbox', language) === null) throw new Refusal(400, 'no-language', 'The inbox does not speak this language.')
    await ports.store.setOperatorLanguage(response.locals.operator.id, language)
    response.json(await me(ports, response.locals.operator, language))
  })
  routes.get('/words', (_request, response: Signed) => void response.json(ports.words.all('inbox', response.locals.language)))
  routes.get('/canned', (request, response: Signed) => void response.json(canned(ports, String(request.query.language ?? 'it'), response.locals.language)))

  routes.get('/queue', async (request, response: Signed) => {
    const { operator, language } = response.locals
    const desk = ports.desk().id
    const [page, counts, day] = await Promise.all([
      ports.store.queue(filterOf(request, operator.id, desk), { after: text(request.query.after) ?? null, limit: PAGE }),
      ports.store.counts(operator.id, desk),
      ports.store.day(desk, new Date(Date.parse(ports.clock.now()) - 86_400_000).toISOString()),
    ])
    const checking = Object.values(ports.content().facts).filter((fact) => fact.checking).length
    response.json({ items: await summaries(ports, page.items, language), next: page.next, counts, day, checking })
  })
  routes.get('/search', async (request, response: Signed) => {
    const page = await ports.store.search(text(request.query.q) ?? '', ports.desk().id, { after: text(request.query.after) ?? null, limit: PAGE })
    response.json({ items: await summaries(ports, page.items, response.locals.language), next: page.next })
  })
  routes.get('/conversations/:id', async (request, response: Signed) => {
    const before = Number(request.query.before)
    response.json(await thread(ports, request.params.id as string, Number.isSafeInteger(before) && before > 0 ? before : undefined, response.locals))
  })
  routes.get('/files/:id', async (request, response: Signed) => {
    const file = await ports.store.file(request.params.id as string)
    if (file?.state !== 'here' || file.expiresAt <= ports.clock.now()) throw new Refusal(404, 'no-file', 'This file is not here any more.')
    await ports.store.logRead(file.conversation, response.locals.operator.id, ports.clock.now())
    sendFile(response, ports.files.path(file.id), file, INLINE.test(file.mime))
  })
  routes.post('/files', async (request, response: Signed) => void response.json(await receiveUpload(ports, request, response.locals)))
  routes.get('/contacts/form', (_request, response: Signed) => void response.json(contactForm(ports, response.locals.language)))
  routes.post('/contacts', async (request, response: Signed) => void response.json(await logContact(ports, request.body, response.locals)))
  routes.use('/channels', channelRoutes(ports))
  routes.use('/content', contentRoutes(ports))
  routes.get('/live', (_request, response) => live(ports, response))

  actions(routes, ports)
  return routes
}

/** What an operator does to a conversation: each is an input like any other. */
function actions(routes: Router, ports: WebPorts): void {
  const act = (name: string, content: (request: Request, operator: Operator) => Inside['content'], check?: typeof refuseOlder): void => {
    routes.post(`/conversations/:id/${name}`, async (request, response: Signed) => {
      await check?.(ports, request, response.locals.language)
      const input = content(request, response.locals.operator)
      response.json(await perform(ports, { conversation: request.params.id as string, externalId: null, content: input }, response.locals.language))
    })
  }
  act('take', (_request, { id, name }) => ({ kind: 'attended', by: id, name }))
  act('release', (_request, { id }) => ({ kind: 'released', by: id }))
  act('close', (request, { id }) => ({ kind: 'resolved', by: id, outcome: Close.parse(request.body).outcome }))
  act('reopen', (_request, { id }) => ({ kind: 'reopened', by: id }), refuseOlder)
  act('transfer', (request, { id }) => ({ kind: 'transferred', by: id, to: Transfer.parse(request.body).to || null }), refuseStranger)
  routes.post('/conversations/:id/reply', async (request, response: Signed) => {
    const { id, text: words, files: uploads } = Reply.parse(request.body)
    const { operator, language } = response.locals
    const conversation = request.params.id as string
    const files = await attachTo(ports, { id, conversation }, uploads, response.locals)
    response.json(await perform(ports, { conversation, externalId: `operator:${id}`, content: { kind: 'replied', by: operator.id, text: words, files } }, language))
  })
  routes.post('/conversations/:id/private-page', async (request, response: Signed) => void response.json(await invite(ports, request.params.id as string, response.locals)))
  routes.post('/conversations/:id/note', async (request, response: Signed) => {
    const { text: words } = Note.parse(request.body)
    if ((await ports.store.row(request.params.id as string)) === null) throw new Refusal(404, 'no-conversation', ports.words.text('inbox:errors.gone', {}, response.locals.language))
    await ports.store.addNote({ id: ports.newId(), conversation: request.params.id as string, operator: response.locals.operator.id, at: ports.clock.now(), text: words })
    response.json({ seq: 0 })
  })
}

/** A link to the desk's own page, as a reply in her language: for what must not travel on her channel. */
async function invite(ports: WebPorts, conversation: string, { operator, language }: Signed['locals']): Promise<{ seq: number }> {
  const loaded = await ports.store.load(conversation)
  if (loaded === null) throw new Refusal(404, 'no-conversation', ports.words.text('inbox:errors.gone', {}, language))
  const { url, hash } = ports.door(loaded.conversation.language)
  await ports.store.addDoor(doorOf(hash, conversation, ports.clock.now()))
  const text = ports.words.text('common:private-page.operator', { link: { url } }, loaded.conversation.language)
  return perform(ports, { conversation, externalId: null, content: { kind: 'replied', by: operator.id, text, files: [] } }, language)
}

/** Only a citizen's latest conversation can be opened again: an older one she would never see, nor one of somebody forgotten, nor what was said by word of mouth. */
async function refuseOlder(ports: WebPorts, request: Request, language: string): Promise<void> {
  const loaded = await ports.store.load(request.params.id as string)
  const { latest } = loaded === null ? { latest: null } : await ports.store.find(loaded.identity, loaded.conversation.desk)
  const isForgotten = loaded?.identity.address.startsWith(FORGOTTEN) ?? false
  // Whoever came to the counter, or rang, has no address but the one that was made for her.
  const isSpoken = loaded !== null && loaded.identity.address === loaded.identity.id
  if (isForgotten || isSpoken || (latest && latest.conversation.id !== loaded?.conversation.id)) throw new Refusal(409, 'older', ports.words.text('inbox:errors.older', {}, language))
}

/** A conversation can be given to a colleague who is there, or back to the queue. */
async function refuseStranger(ports: WebPorts, request: Request, language: string): Promise<void> {
  const { to } = Transfer.parse(request.body)
  if (to !== '' && !(await ports.auth.operators()).some((o) => o.id === to)) throw new Refusal(409, 'no-operator', ports.words.text('inbox:errors.no-operator', {}, language))
}

async function perform(ports: WebPorts, given: Inside, language: string): Promise<{ seq: number }> {
  const inside = await overGone(ports, given)
  const received = await ports.receive.inside(inside)
  if (received === null) throw new Refusal(404, 'no-conversation', ports.words.text('inbox:errors.gone', {}, language))
  if (received.kind !== 'committed') return { seq: 0 }
  const refused = received.advanced.events.find((e) => e.kind === 'take-refused')
  if (refused?.kind !== 'take-refused') return { seq: received.seq }
  const holder = (await ports.auth.operators()).find((o) => o.id === refused.holder)
  throw new Refusal(409, 'taken', holder ? ports.words.text('inbox:errors.taken', { name: holder.name }, language) : ports.words.text('inbox:errors.not-taken', {}, language))
}

/** Taking over from somebody whose account is gone must work, or the conversation would be stuck. */
async function overGone({ store, auth }: WebPorts, inside: Inside): Promise<Inside> {
  if (inside.content.kind !== 'attended') return inside
  const holder = (await store.row(inside.conversation))?.operator
  const gone = holder != null && !(await auth.operators()).some((o) => o.id === holder)
  return gone ? { ...inside, content: { ...inside.content, instead: [holder] } } : inside
}

/** Signed in, and asked by our own page: a form on another site can send neither JSON nor our origin. */
const signedIn = (ports: WebPorts) => async (request: Request, response: Response, next: NextFunction): Promise<void> => {
  const operator = await ports.auth.operator(request.headers)
  if (operator === null) throw new Refusal(401, 'signed-out', 'Please sign in.')
  const origin = request.get('origin')
  if (request.method !== 'GET' && origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.get('host'))) throw new Refusal(403, 'foreign-origin', 'This request comes from another site.')
  response.locals = { operator, language: await languageOf(ports, operator, request) }
  response.set('cache-control', 'no-store')
  next()
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined)

/** What the inbox shows in place. */
const INLINE = /^(?:image|audio)\//

const VIEWS: readonly QueueFilter['view'][] = ['mine', 'waiting', 'scripted', 'attended', 'closed']

const filterOf = ({ query }: Request, operator: string, desk: string): QueueFilter => ({
  desk, operator, view: VIEWS.find((v) => v === query.view) ?? 'waiting', language: text(query.language), topic: text(query.topic), channel: text(query.channel),
})

function live(ports: WebPorts, response: Response): void {
  const changed = new Map<string, number>()
  const stream = openStream(response, () => unsubscribe())
  const tell = coalesced(async () => {
    const now = [...changed]
    changed.clear()
    for (const [conversation, seq] of now) stream.send('changed', { conversation, seq })
    if (anything) stream.send('changed', { conversation: null, seq: 0 })
    anything = false
    await new Promise((done) => setTimeout(done, 250))
  })
  let anything = false
  const unsubscribe = ports.live.subscribe((change) => {
    if (change === null) anything = true
    else changed.set(change.conversation, change.seq)
    tell.poke()
  })
}

