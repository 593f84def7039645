import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { openAuth } from './auth/auth.ts'
import { type Accounts, createChannels } from './channels/index.ts'
import { createClock } from './clock.ts'
import { BadConfig, type Config, requireController, requireWritable } from './config.ts'
import { createFiles, refuses } from './files.ts'
import { compile } from './content/compile.ts'
import { flatWords } from './content/flat.ts'
import type { Content } from './core/content.ts'
import type { Desk } from './core/desk.ts'
import { BadContent } from './content/issue.ts'
import { createRenderer } from './content/render/render.ts'
import { services } from './services/index.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Store } from './store/store.ts'
import { createInlet, openChannels } from './switchboard/inlets.ts'
import { createSwitchboard } from './switchboard/switchboard.ts'
import { createUnderstanding } from './understanding/understanding.ts'
import { createApp } from './web/app.ts'
import { createHub } from './web/live.ts'

/** A running desk. */
export type RunningDesk = {
  readonly url: string
  readonly firstOperator: { readonly email: string; readonly created: boolean; readonly password: string | null }
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
  const content = (): Content => served
  const serve = (url: string): Content => ({ ...compiled.content, desks: { ...compiled.content.desks, [desk.id]: { ...desk, privacyUrl: desk.privacyUrl ?? `${url}/privacy` } } })
  let served = serve(config.publicUrl ?? '')

  const clock = createClock(now)
  const newId = idsFrom(now)
  const renderer = createRenderer(locales, (language, key) => log.error({ language, key }, 'a text is missing'))
  const store = await openStore(config, now)
  const auth = await openAuth({ dataDir: config.dataDir, publicUrl: config.publicUrl, databaseUrl: config.databaseUrl })
  const email = config.admin.email ?? 'admin@sportello.local'
  const firstOperator = { email, ...(await auth.ensureFirst(email, config.admin.password)) }
  const understand = await createUnderstanding({ dataDir: join(root, 'data'), cacheDir: join(config.dataDir, 'understanding'), languages: compiled.content.languages, log: (message) => log.warn(message) })
  const files = createFiles({ folder: join(config.dataDir, 'files'), now: () => now().getTime() })
  await files.sweep(config.retention.fileDays)
  const hub = createHub()
  const channels = await createChannels(accountsOf(config, fetch, now))
  const text = (key: string, language: string): string => renderer.text(key, {}, language)

  const switchboard = createSwitchboard({
    ports: { content, render: renderer.said, understand, store, channels, files, services, clock, newId, live: hub, log },
    retention: config.retention, tickSeconds: 15, text,
  })
  const inlet = createInlet({ receive: switchboard, desk: desk.id, text, languages: compiled.content.languages, refuses, newId, clock, log, messagesPerMinute: config.limits.messagesPerMinute })

  let draining = false
  const app = createApp({
    receive: switchboard, store, content, words: { ...renderer, all: flatWords(locales) }, desk: () => served.desks[desk.id] ?? desk, clock, newId,
    newToken: () => randomBytes(24).toString('base64url'), files, live: hub, auth, webhooks: [...channels.values()].flatMap((c) => (c.webhooks ?? []).map((webhook) => ({ webhook, inlet }))), log, limits: config.limits, retention: config.retention,
    trustProxy: config.trustProxy, draining: () => draining, folders: { ui: join(root, 'dist') },
  })
  const server = await new Promise<Server>((done, failed) => {
    const listening = app.listen(config.port, config.host, (error?: Error) => (error ? failed(error) : done(listening)))
  })
  const { port } = server.address() as { port: number }
  const url = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  // Without a privacy page of its own the desk has ours, whose address is known only now.
  served = serve(url)
  // Only now: whoever finds the port taken must not have sent anything.
  await switchboard.start()
  const closeChannels = await openChannels(channels, inlet)
  return {
    url, firstOperator,
    async stop() {
      draining = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), GRACE).unref()
      await closed
      await closeChannels()
      await switchboard.stop()
      await store.close()
      await auth.close()
    },
  }
}

/** A file of the desk's own, or the database that several processes share. The driver of the other is not loaded. */
async function openStore({ databaseUrl, dataDir, synchronous }: Config, now: () => Date): Promise<Store> {
  if (databaseUrl !== null) return (await import('./store/postgres.ts')).openPostgres({ url: databaseUrl, now: () => now().getTime() })
  return openSqlite({ path: join(dataDir, 'desk.sqlite'), synchronous })
}

/** Which accounts the environment gives, in each channel's own terms. */
const accountsOf = ({ telegram, publicUrl }: Config, fetch: typeof globalThis.fetch, now: () => Date): Accounts => ({
  telegram: telegram && { token: telegram.token, apiRoot: telegram.apiRoot, webhook: telegram.secret !== null && publicUrl !== null ? { publicUrl, secret: telegram.secret } : null, fetch, now: () => now().getTime() },
})

/** The desk that the configuration names. */
function deskFor(config: Config, { desks }: Content): Desk {
  const desk = Object.hasOwn(desks, config.desk) ? desks[config.desk] : undefined
  if (desk === undefined) throw new BadConfig([`DESK: there is no data/desks/${config.desk}.yaml. There are: ${Object.keys(desks).join(', ')}.`])
  requireController(config, desk)
  return desk
}

/** Ids that sort by time, so that new rows land together: 9 characters of milliseconds, then chance. */
const idsFrom = (now: () => Date) => (): string => `${now().getTime().toString(36).padStart(9, '0')}${randomBytes(10).toString('hex')}`
