import { type Request, type Response, Router } from 'express'
import { type FactValue, type FactRevision, pageOf, valueOn } from '../../../core/facts.ts'
import { Confirm, Correct, Teach, Undo } from '../../contract/content.ts'
import type { Operator, WebPorts } from '../../ports.ts'
import { Refusal } from '../../problem.ts'
import { draft } from './draft.ts'
import { effect } from './effect.ts'
import { list } from './list.ts'
import { missedPage, settle } from './missed.ts'
import { one } from './one.ts'
import { confirmed } from './revised.ts'
import { remove, taughtPage } from './taught.ts'

export type Signed = Response & { locals: { operator: Operator; language: string } }

/** Milliseconds after which a look that goes on is answered. */
const PATIENCE = 30_000
const EDITORS: ReadonlySet<string> = new Set(['editor', 'supervisor', 'admin'])

export const mayChange = ({ role }: Operator): boolean => EDITORS.has(role)

/** The facts, for everybody who is signed in; what changes one, and what people wrote, for who may change. */
export function contentRoutes(ports: WebPorts): Router {
  const routes = Router()
  const name = (request: Request): string => request.params.name as string
  routes.get('/facts', ({ query }, response: Signed) => void response.json(list(ports, { q: text(query.q), state: text(query.state), after: text(query.after) }, response.locals.language)))
  routes.get('/facts/:name', async (request, response: Signed) => void response.json(await shown(name(request), response)))
  const shown = (fact: string, { locals }: Signed) => one(ports, fact, locals.language, mayChange(locals.operator))

  routes.use((request, { locals }: Signed, next) => {
    if (mayChange(locals.operator)) return next()
    const isWriting = request.method !== 'GET' && request.method !== 'HEAD'
    const refused = /^\/(?:missed|taught)(?:\/|$)/i.test(request.path) ? 'not-yours' : isWriting ? 'no-editor' : null
    if (refused !== null) throw new Refusal(403, refused, ports.words.text(`inbox:content.errors.${refused}`, {}, locals.language))
    next()
  })
  routes.post('/facts/:name/effect', (request, response: Signed) => void response.json(effect(ports, factNamed(ports, name(request), response), Correct.parse(request.body), response.locals.language)))
  routes.post('/facts/:name/confirm', async (request, response: Signed) => {
    const { newest, changedAt, verify } = Confirm.parse(request.body)
    await stillSo(ports, factNamed(ports, name(request), response), changedAt, response.locals.language)
    const values = confirmed(factNamed(ports, name(request), response), ports.editing.today(), verify)
    if (values === null) throw new Refusal(409, 'no-value', ports.words.text('inbox:content.errors.no-value', {}, response.locals.language))
    await say(ports, response, { fact: name(request), kind: 'confirmed', values, note: null }, newest)
    response.json(await shown(name(request), response))
  })
  routes.post('/facts/:name/correct', async (request, response: Signed) => {
    const given = Correct.parse(request.body)
    await stillSo(ports, factNamed(ports, name(request), response), given.changedAt, response.locals.language)
    const made = draft(ports.editing, factNamed(ports, name(request), response), given)
    if ('problems' in made) throw new Refusal(400, 'invalid', made.problems.map(({ word }) => ports.words.text(`inbox:content.problems.${word}`, {}, response.locals.language)).join(' '))
    await say(ports, response, { fact: name(request), kind: 'corrected', values: made.values, note: given.note === '' ? null : given.note }, given.newest)
    response.json(await shown(name(request), response))
  })
  routes.post('/facts/:name/undo', async (request, response: Signed) => {
    const { newest } = Undo.parse(request.body)
    factNamed(ports, name(request), response)
    if (ports.editing.undoable(await ports.store.factRevisions(name(request))) === null) throw new Refusal(409, 'nothing-to-undo', ports.words.text('inbox:content.errors.nothing-to-undo', {}, response.locals.language))
    await say(ports, response, { fact: name(request), kind: 'undone', values: [], note: null }, newest)
    response.json(await shown(name(request), response))
  })
  routes.post('/facts/:name/look', async (request, response: Signed) => {
    const done = await look(ports, factNamed(ports, name(request), response), response.locals.language)
    response.json({ done, fact: await shown(name(request), response) })
  })
  routes.get('/missed', async ({ query }, response: Signed) => void response.json(await missedPage(ports, text(query.after), response.locals)))
  routes.post('/missed/:conversation/:seq/teach', async (request, response: Signed) => void response.json(await settle(ports, keyIn(request), Teach.parse(request.body), response.locals)))
  routes.post('/missed/:conversation/:seq/dismiss', async (request, response: Signed) => void response.json(await settle(ports, keyIn(request), null, response.locals)))
  routes.get('/taught', async ({ query }, response: Signed) => void response.json(await taughtPage(ports, text(query.after), response.locals.language)))
  routes.post('/taught/:id/remove', async ({ params }, response: Signed) => void response.json(await remove(ports, params.id as string, response.locals.language)))
  return routes
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '')

const keyIn = ({ params }: Request) => ({ conversation: params.conversation as string, seq: Number(params.seq) || 0 })

function factNamed({ content, words }: WebPorts, name: string, { locals }: Signed) {
  const { facts } = content()
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
  if (fact === undefined) throw new Refusal(404, 'no-fact', words.text('inbox:content.errors.no-fact', {}, locals.language))
  return fact
}

/** Kept only if nobody else said something since she looked. */
async function say({ editing, newId, clock, store, words }: WebPorts, { locals: { operator, language } }: Signed, said: Pick<FactRevision, 'fact' | 'kind' | 'note'> & { values: readonly FactValue[] }, newest: string | null): Promise<void> {
  if (await editing.revise({ ...said, id: newId(), at: clock.now(), by: operator.id, byName: operator.name }, newest)) return
  const other = (await store.factRevisions(said.fact)).at(-1)
  throw new Refusal(409, 'changed-meanwhile', words.text('inbox:content.errors.changed-meanwhile', { name: other?.byName ?? '' }, language))
}

/** What she read on the page is what was last found there. */
async function stillSo({ editing, store, words }: WebPorts, fact: Parameters<typeof valueOn>[0], changedAt: string | null | undefined, language: string): Promise<void> {
  const url = valueOn(fact, editing.today())?.source.url ?? null
  if (changedAt === undefined || url === null) return
  if (((await store.sourceCheck(pageOf(url)))?.changedAt ?? null) !== changedAt) throw new Refusal(409, 'page-changed', words.text('inbox:content.errors.page-changed', {}, language))
}

/** True: it was looked at. False: it is not over yet. */
async function look({ editing, words }: WebPorts, fact: Parameters<typeof valueOn>[0], language: string): Promise<boolean> {
  const url = valueOn(fact, editing.today())?.source.url ?? null
  if (url === null || !editing.lookNow?.watches(pageOf(url))) throw new Refusal(409, 'not-watched', words.text('inbox:content.errors.not-watched', {}, language))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((done) => { timer = setTimeout(() => done(false), PATIENCE) })
  const looked = editing.lookNow.look(pageOf(url)).then(() => true)
  // When it ends after the answer, nobody waits for how.
  looked.catch(() => {})
  return Promise.race([looked, late]).finally(() => clearTimeout(timer))
}
