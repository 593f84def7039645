import { randomInt } from 'node:crypto'
import { notFound, unauthorized } from './errors.ts'
import { createFaults, type Faults } from './faults.ts'
import { createFiles } from './files.ts'
import { createGroup, type NewGroup } from './group.ts'
import type { Json } from './json.ts'
import { type About, botMethods } from './methods-bot.ts'
import { changing } from './methods-changing.ts'
import { sending } from './methods-sending.ts'
import { updateMethods } from './methods-updates.ts'
import { type Params, paramsOf } from './params.ts'
import { createPoller } from './poll.ts'
import { createQueue } from './queue.ts'
import { createApiServer } from './server.ts'
import { until } from '../signal.ts'
import { createUser, type NewUser } from './user.ts'
import { createWebhook } from './webhook.ts'
import { type Bot, createWorld } from './world.ts'

export type { FakeUser } from './user.ts'

export type TelegramOptions = {
  readonly token?: string
  readonly username?: string
  /** In a group the bot hears only what is meant for it; true unless said. */
  readonly privacy?: boolean
  /** How long a person waits for what she expects. */
  readonly patience?: number
  /** After how long an update that got no 2xx comes again, and how long one waits for it. */
  readonly retryMs?: number
  readonly webhookTimeoutMs?: number
  /** How long a tap can be answered. */
  readonly callbackWindowMs?: number
  readonly now?: () => number
}

export type FakeTelegram = Awaited<ReturnType<typeof startTelegram>>
export type Call = { readonly method: string; readonly params: Json }

const TOKEN = '7123456789:AAHfakeFAKEfakeFAKEfakeFAKEfakeFAKE00'
const botOf = (token: string, username: string): Bot => ({ id: Number(/^\d+/.exec(token)?.[0] ?? 7_123_456_789), is_bot: true, first_name: 'Sportello', username })

/** A server that speaks the Bot API, and the people in front of it. */
export async function startTelegram(options: TelegramOptions = {}) {
  const { patience = 10_000, privacy = true, now = Date.now, retryMs = 60, webhookTimeoutMs = 10_000, callbackWindowMs = 60_000 } = options
  let token = options.token ?? TOKEN
  const files = createFiles()
  const calls: Record<string, number> = {}
  const requests: Call[] = []
  const about: About = { commands: new Map(), texts: new Map() }
  let faults: Faults
  const queue = createQueue(873_214_501, () => faults.taking.duplicate(), () => webhook.pump())
  const world = createWorld({ bot: botOf(token, options.username ?? 'SportelloTestBot'), files, queue, now, patience, privacy, callbackWindowMs })
  const webhook = createWebhook(queue, () => faults, { retryMs, timeoutMs: webhookTimeoutMs }, now, callFromAnswer)
  faults = createFaults({ changed: webhook.pump, expireLinks: files.expireLinks, expireQueries: world.expireQueries })
  const poller = createPoller(queue)
  const updating = updateMethods({ world, webhook, poller })
  const plain = { ...sending, ...changing, ...botMethods(about) }
  const names = new Map([...Object.keys(plain), ...Object.keys(updating)].map((name) => [name.toLowerCase(), name]))
  const known = (method: string): string | null => names.get(method.toLowerCase()) ?? null

  /** A call that rides on the answer to a webhook: nobody hears how it went. */
  function callFromAnswer(written: string, said: Json): void {
    const method = known(written)
    if (!method) return
    count(method, paramsOf(said))
    run(method, paramsOf(said), new AbortController().signal).catch(() => {})
  }
  async function run(method: string, params: Params, gone: AbortSignal): Promise<unknown> {
    const update = updating[method]
    if (update) return update(params, gone)
    const act = plain[method]
    if (!act) throw notFound()
    return act(params, world)
  }
  function count(method: string, params: Params): void {
    calls[method] = (calls[method] ?? 0) + 1
    if (method !== 'getUpdates') requests.push({ method, params: params.all })
  }
  const server = createApiServer({ token: () => token, faults, known, fileAt: files.at, count, call: run })
  await server.up()

  async function down(): Promise<void> {
    webhook.pauseAll()
    await server.down()
  }
  async function up(): Promise<void> {
    await server.up()
    webhook.resumeAll()
  }
  return {
    get url(): string {
      return server.url()
    },
    get token(): string {
      return token
    },
    bot: world.bot, calls, requests, faults, about,
    user: (who: NewUser) => createUser(world, who),
    group: (what: NewGroup) => createGroup(world, what),
    /** Any JSON as an update; without an `update_id` it gets one. */
    raw: async (update: unknown) => queue.raw(update),
    /** Any bytes to the webhook. Without headers they are the right ones; with them, only those. */
    postRaw: webhook.hit,
    /** Every update so far was confirmed by the bot. */
    delivered: async (ms = patience) => {
      if (!(await until(queue.news, ms, () => (queue.entries().length === 0 ? true : null)))) throw new Error(`${queue.entries().length} updates were not confirmed: ${JSON.stringify(queue.entries().map(({ update }) => update)).slice(0, 2000)}`)
    },
    pending: () => queue.entries().length,
    webhook: () => webhook.current(),
    /** The token is void from now on, as after /revoke to BotFather; `token` is the new one. */
    revoke: async () => {
      token = `${world.bot.id}:AAG${Math.random().toString(36).slice(2).padEnd(32, 'x')}`
      poller.end(unauthorized())
    },
    /** The ids of updates start again somewhere else. */
    weekPasses: () => queue.jump(randomInt(100_000_000, 800_000_000)),
    down, up,
    restart: async () => {
      await down()
      await up()
    },
    stop: async () => {
      webhook.set(null)
      await down()
      queue.news.ring()
    },
  }
}
