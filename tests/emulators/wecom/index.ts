import { createApiServer } from '../wechat/server.ts'
import { type Account, call } from './calls.ts'
import { createFaults } from './faults.ts'
import { createKnock, type Deliveries } from './knock.ts'
import { createLog } from './log.ts'
import { createMedia } from './media.ts'
import { createTokens } from './tokens.ts'
import { createUser, type FakeUser, type NewUser } from './user.ts'

export type { FakeUser } from './user.ts'

export type WeComOptions = {
  /** How long a person waits for what she expects. */
  readonly patience?: number
  /** How long one attempt to reach the desk may take: five seconds on the real platform. */
  readonly attemptMs?: number
  /** Messages of one answer at most: the platform gives fewer than asked for when it likes. */
  readonly page?: number
  /** Members who receive customers in WeCom. */
  readonly servicers?: readonly string[]
}
export type Request = { readonly path: string; readonly body: string }
export type FakeWeCom = Awaited<ReturnType<typeof startWeCom>>

const CORP_ID = 'ww1a2b3c4d5e6f7a8b'
const SECRET = 'Secret_0123456789abcdef0123456789abcdef'
const TOKEN = 'unTokenDiProva42'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const KF = 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw'
const MOST_REQUESTS = 1000

/** A server that speaks the API of WeCom's customer service, and the people who write to the account. */
export async function startWeCom({ patience = 10_000, attemptMs = 5000, page = 1000, servicers = ['anna'] }: WeComOptions = {}) {
  let ahead = 0
  let desk: string | null = null
  let messages = 0
  const now = (): number => Date.now() + ahead
  const deliveries: Deliveries = { duplicate: 0, lost: 0, silent: 0 }
  const tokens = createTokens(CORP_ID, SECRET, now)
  const faults = createFaults(tokens, deliveries)
  const media = createMedia(now)
  const log = createLog({ kf: KF, now, page })
  const users = new Map<string, FakeUser>()
  const requests: Request[] = []
  const underway = new Set<Promise<unknown>>()
  const knock = createKnock({ token: TOKEN, corpId: CORP_ID, aesKey: AES_KEY }, KF, () => desk, attemptMs, now, deliveries)
  const account: Account = { kf: KF, servicers, tokens, media, log, faults, users, taken: new Set() }
  const server = createApiServer({
    faults, call: (asked) => call(account, asked),
    note({ path, body, type }) {
      requests.push({ path, body: type.startsWith('multipart') ? '' : body.toString('utf8') })
      if (requests.length > MOST_REQUESTS) requests.shift()
    },
  })
  const happened: Parameters<typeof createUser>[0]['happened'] = (json) => {
    log.add(json)
    if (desk === null) return
    const delivery = knock.deliver(log.token())
    underway.add(delivery)
    void delivery.finally(() => underway.delete(delivery))
  }
  await server.up()
  return {
    get url(): string { return server.url() },
    corpId: CORP_ID, secret: SECRET, token: TOKEN, aesKey: AES_KEY, kf: KF,
    /** What the desk is configured with. */
    env: { WECOM_CORP_ID: CORP_ID, WECOM_SECRET: SECRET, WECOM_OPEN_KFID: KF, WECOM_TOKEN: TOKEN, WECOM_ENCODING_AES_KEY: AES_KEY, WECOM_API_ROOT: server.url() },
    faults, requests, knock, media, log,
    /** How often a path was called. */
    count: (path: string): number => requests.filter((r) => r.path.endsWith(path)).length,
    clock: { now, advance: (ms: number): void => void (ahead += ms) },
    user(who: NewUser): FakeUser {
      const user = createUser({ kf: KF, media, patience, now, happened, nextId: () => `msg${String(++messages).padStart(8, '0')}_${'Q'.repeat(12)}` }, who)
      users.set(user.id, user)
      return user
    },
    /** The callback's address is entered in WeCom, which asks it to prove itself. */
    async connect(url: string): Promise<boolean> {
      desk = url
      const secret = knock.seal('5837397520665436492')
      const asked = knock.signed(secret)
      asked.searchParams.set('echostr', secret)
      const answer = await fetch(asked)
      return answer.status === 200 && (await answer.text()) === '5837397520665436492'
    },
    /** Anything else that happens. */
    happened,
    down: server.down, up: server.up,
    /** Resolves when nothing is on its way to the desk any more. */
    settled: async (): Promise<void> => void (await Promise.allSettled(underway)),
    async stop(): Promise<void> {
      desk = null
      await Promise.allSettled(underway)
      await server.down()
    },
  }
}
