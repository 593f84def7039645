import { type AccountKind, type Account, call } from './calls.ts'
import { createFaults } from './faults.ts'
import { createMedia } from './media.ts'
import type { MenuItem } from './menu.ts'
import { createPush, type Deliveries } from './push.ts'
import { createApiServer } from './server.ts'
import type { Template } from './template.ts'
import { createTokens } from './tokens.ts'
import { createUser, type FakeUser, type NewUser } from './user.ts'

export type { FakeUser } from './user.ts'

export type WeChatOptions = {
  readonly kind?: AccountKind
  /** Messages travel encrypted, as the platform advises; true unless said. */
  readonly safe?: boolean
  readonly templates?: readonly Template[]
  /** How long a person waits for what she expects. */
  readonly patience?: number
  /** How long one attempt to reach the desk may take: five seconds on the real platform. */
  readonly attemptMs?: number
}
export type Request = { readonly path: string; readonly body: string }
export type FakeWeChat = Awaited<ReturnType<typeof startWeChat>>

const APP_ID = 'wx1a2b3c4d5e6f7a8b'
const SECRET = '0123456789abcdef0123456789abcdef'
const TOKEN = 'unTokenDiProva42'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const ORIGINAL = 'gh_3a1b2c4d5e6f'
const MOST_REQUESTS = 1000

/** A server that speaks the platform's API, and the people who follow the account. */
export async function startWeChat({ kind = 'service-verified', safe = true, templates = [], patience = 10_000, attemptMs = 5000 }: WeChatOptions = {}) {
  let ahead = 0
  let desk: string | null = null
  let menu: readonly MenuItem[] = []
  let messages = 7_300_000_000_000_000_000n
  const now = (): number => Date.now() + ahead
  const deliveries: Deliveries = { duplicate: 0, lost: 0 }
  const tokens = createTokens(APP_ID, SECRET, now)
  const faults = createFaults(tokens, deliveries)
  const media = createMedia(now)
  const users = new Map<string, FakeUser>()
  const requests: Request[] = []
  const underway = new Set<Promise<unknown>>()
  const push = createPush({ token: TOKEN, appId: APP_ID, aesKey: safe ? AES_KEY : null }, () => desk, { attemptMs, attempts: 3 }, now, deliveries)
  const account: Account = { kind, tokens, media, users, templates, setMenu: (next) => void (menu = next) }
  const server = createApiServer({
    faults, call: (asked) => call(account, asked),
    note({ path, body, type }) {
      requests.push({ path, body: path.endsWith('/stable_token') || type.startsWith('multipart') ? '' : body.toString('utf8') })
      if (requests.length > MOST_REQUESTS) requests.shift()
    },
  })
  await server.up()
  return {
    get url(): string { return server.url() },
    appId: APP_ID, secret: SECRET, token: TOKEN, aesKey: safe ? AES_KEY : null, original: ORIGINAL,
    /** What the desk is configured with. */
    env: {
      WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: SECRET, WECHAT_TOKEN: TOKEN, WECHAT_ACCOUNT: kind, WECHAT_ORIGINAL_ID: ORIGINAL, WECHAT_API_ROOT: server.url(),
      ...(safe ? { WECHAT_ENCODING_AES_KEY: AES_KEY } : {}),
    },
    faults, requests, push, media,
    /** How often a path was called. */
    count: (path: string): number => requests.filter((r) => r.path.endsWith(path)).length,
    clock: { now, advance: (ms: number): void => void (ahead += ms) },
    menu: () => menu,
    user(who: NewUser): FakeUser {
      const user = createUser({ original: ORIGINAL, push, media, menu: () => menu, patience, now, nextId: () => String(++messages), underway }, who)
      users.set(user.openid, user)
      return user
    },
    /** The server address is entered on the platform, which asks it to prove itself. */
    async connect(url: string): Promise<boolean> {
      desk = url
      const asked = push.signed('')
      asked.searchParams.set('echostr', '5837397520665436492')
      const answer = await fetch(asked)
      return answer.status === 200 && (await answer.text()) === '5837397520665436492'
    },
    down: server.down, up: server.up,
    /** Resolves when nothing is on its way to the desk any more. */
    settled: async (): Promise<void> => void (await Promise.allSettled(underway)),
    async stop(): Promise<void> {
      await Promise.allSettled(underway)
      await server.down()
    },
  }
}
