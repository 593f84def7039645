import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { openAuth } from './auth/auth.ts'
import { createChannels } from './channels/index.ts'
import { createClock } from './clock.ts'
import { BadConfig, type Config, requireController, requireWritable } from './config.ts'
import { createFiles, refuses } from './files.ts'
import { compile, type Compiled } from './content/compile.ts'
import { watchedPages } from './content/pages.ts'
import { createEditing } from './editing.ts'
import { createFactsInForce, type FactsInForce } from './facts-in-force.ts'
import { flatWords } from './content/flat.ts'
import type { Content } from './core/content.ts'
import type { Desk } from './core/desk.ts'
import { BadContent } from './content/issue.ts'
import { createRenderer } from './content/render/render.ts'
import { searchPages } from './content/search-pages.ts'
import { openStore } from './open-store.ts'
import { services } from './services/index.ts'
import { createLookNow, type LookNow } from './sources/look-now.ts'
import { createNightly } from './sources/nightly.ts'
import type { Counts, Round } from './sources/watch.ts'
import type { Store } from './store/store.ts'
import { logContact } from './switchboard/contact.ts'
import { createInlets, openChannels } from './switchboard/inlets.ts'
import type { Background, Clock } from './switchboard/ports.ts'
import { createSwitchboard } from './switchboard/switchboard.ts'
import { createUnderstanding } from './understanding/understanding.ts'
import { createApp } from './web/app.ts'
import { hashOf } from './web/chat/session.ts'
import { userAgent } from './user-agent.ts'
import { createHub } from './web/live.ts'

/** A running desk. */
export type RunningDesk = {
  readonly url: string
  readonly firstOperator: { readonly email: string; readonly created: boolean; readonly password: string | null }
  /** An editor confirms or corrects a fact. */
  readonly revise: FactsInForce['revise']
  /** Takes no new requests, finishes what is under way, closes the database. */
  readonly stop: () => Promise<void>
}

export type DeskOptions = {
  readonly config: Config
  /** Where `flows`, `locales`, `data` and `dist` are. */
  readonly root: string
  readonly now: () => Date
  /** How providers are reached. */
  readonly fetch?: typeof globalThis.fetch
  readonly log?: Logger
}

/** Milliseconds that open streams have to end by themselves. */
const GRACE = 1_000

/** Puts the house together: config → content → store → switchboard → channels → web. */
export async function openDesk({ config, root, now, fetch = globalThis.fetch, log = pino({ level: config.logLevel }) }: DeskOptions): Promise<RunningDesk> {
  requireWritable(config)
  const compiled = compile(root)
  const broken = compiled.issues.filter((i) => i.severity === 'error')
  if (broken.length > 0) throw new BadContent(broken)
  const { locales } = compiled
  const desk = deskFor(config, compiled.content)
  const clock = createClock(now)
  const newId = idsFrom(now)
  const renderer = createRenderer(locales, (language, key) => log.error({ language, key }, 'a text is missing'))
  const store = await openStore(config, now)
  const facts = createFactsInForce(compiled.content, store, clock)
  await facts.refresh()
  const content = withDesk(facts.content, () => served)
  let served = reachedAt(desk, config.publicUrl ?? '')
  let address = config.publicUrl ?? ''
  const auth = await openAuth({ dataDir: config.dataDir, publicUrl: config.publicUrl, databaseUrl: config.databaseUrl })
  const email = config.admin.email ?? 'admin@sportello.local'
  const firstOperator = { email, ...(await auth.ensureFirst(email, config.admin.password)) }
  const understand = await createUnderstanding({ dataDir: join(root, 'data'), cacheDir: join(config.dataDir, 'understanding'), languages: compiled.content.languages, pages: searchPages(compiled), taught: await store.trainingTexts(), log: (message) => log.warn(message) })
  const files = createFiles({ folder: join(config.dataDir, 'files'), now: () => now().getTime() })
  await files.sweep(config.retention.fileDays)
  const hub = createHub()
  const channels = await createChannels(config.accounts, { fetch, now: () => now().getTime(), dataDir: config.dataDir })
  const text = (key: string, language: string): string => renderer.text(key, {}, language)

  const watch = watchOf(config, compiled, store, clock, facts, log)
  const switchboard = createSwitchboard({
    ports: { content, refresh: facts.refresh, background: watch.nightly, text, door: (language) => doorAt(address, language), render: renderer.said, understand, store, channels, files, services, clock, newId, live: hub, log },
    retention: config.retention, tickSeconds: 15,
  })
  const inlet = createInlets({ switchboard, store, content, channels, live: hub, desk: desk.id, text, languages: compiled.content.languages, refuses, newId, clock, log, messagesPerMinute: config.limits.messagesPerMinute })

  let draining = false
  const app = createApp({
    receive: switchboard, channels, accounts: switchboard.accounts, door: (language) => doorAt(address, language), store, content, words: { ...renderer, all: flatWords(locales) }, editing: createEditing(compiled, facts, watch.lookNow, clock), contacts: (contact) => logContact({ store, clock, newId, content }, config.retention, desk.id, contact), desk: () => served, clock, newId,
    newToken: () => randomBytes(24).toString('base64url'), files, live: hub, auth, webhooks: [...channels.values()].flatMap((c) => (c.webhooks ?? []).map((webhook) => ({ webhook, inlet: inlet(c.name) }))), log, limits: config.limits, retention: config.retention,
    trustProxy: config.trustProxy, draining: () => draining, folders: { ui: join(root, 'dist') },
  })
  const server = await new Promise<Server>((done, failed) => {
    const listening = app.listen(config.port, config.host, (error?: Error) => (error ? failed(error) : done(listening)))
  })
  const { port } = server.address() as { port: number }
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  // Without a privacy page of its own the desk has ours, whose address is known only now.
  served = reachedAt(desk, url)
  address = url
  // Only now: whoever finds the port taken must not have sent anything.
  await switchboard.start()
  const closeChannels = await openChannels(channels, inlet)
  return {
    url, firstOperator, revise: facts.revise,
    async stop() {
      draining = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), GRACE).unref()
      await closed
      await closeChannels()
      await watch.lookNow?.stop()
      await switchboard.stop()
      await store.close()
      await auth.close()
    },
  }
}

/** A link to the desk's own page, with a secret that only its hash remembers. */
function doorAt(address: string, language: string): { readonly url: string; readonly hash: string } {
  const token = randomBytes(24).toString('base64url')
  return { url: `${address}/c/${token}?lang=${language}`, hash: hashOf(token) }
}

/** Without a privacy page of its own a desk has ours. */
const reachedAt = (desk: Desk, url: string): Desk => ({ ...desk, privacyUrl: desk.privacyUrl ?? `${url}/privacy` })

/** The content with the desk as it is reached: asked at every turn, made when one of the two is another. */
function withDesk(content: () => Content, desk: () => Desk): () => Content {
  let made: { readonly of: Content; readonly desk: Desk; readonly content: Content } | null = null
  return () => {
    const [of, served] = [content(), desk()]
    if (made?.of !== of || made.desk !== served) made = { of, desk: served, content: { ...of, desks: { ...of.desks, [served.id]: served } } }
    return made.content
  }
}

/** Looks at the pages of sources: by night, and when an editor asks. */
function watchOf({ sources, publicUrl }: Config, compiled: Compiled, store: Store, clock: Clock, facts: FactsInForce, log: Logger): { readonly nightly: Background; readonly lookNow: LookNow | null } {
  if (!sources.watch) return { nightly: { wake() {}, stop: async () => {} }, lookNow: null }
  let loaded: Promise<(round: Round) => Promise<Counts>> | null = null
  const load = () => (loaded ??= import('./sources/watch.ts').then(({ createWatch }) => createWatch({
    store, reach: { publishers: compiled.publishers, allowLocal: sources.allowLocal }, userAgent: userAgent(publicUrl), pause: sources.pause,
    now: () => ({ at: clock.now(), today: clock.local().today }),
  })))
  const shared = { load, pages: watchedPages(compiled), found: facts.refresh }
  return { nightly: createNightly({ ...shared, local: clock.local, log }), lookNow: createLookNow(shared) }
}

/** The desk that the configuration names. */
function deskFor(config: Config, { desks }: Content): Desk {
  const desk = Object.hasOwn(desks, config.desk) ? desks[config.desk] : undefined
  if (desk === undefined) throw new BadConfig([`DESK: there is no data/desks/${config.desk}.yaml. There are: ${Object.keys(desks).join(', ')}.`])
  requireController(config, desk)
  return desk
}

/** Ids that sort by time, so that new rows land together: 9 characters of milliseconds, then chance. */
const idsFrom = (now: () => Date) => (): string => `${now().getTime().toString(36).padStart(9, '0')}${randomBytes(10).toString('hex')}`
