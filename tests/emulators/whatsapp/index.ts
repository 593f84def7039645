import { randomBytes } from 'node:crypto'
import { isJson, type Json } from '../telegram/json.ts'
import { createFaults } from './faults.ts'
import { createMedia } from './media.ts'
import type { NewUser } from './person.ts'
import { type Call, createGraph } from './server.ts'
import { createUser } from './user.ts'
import { type Change, createHook, metaJson } from './webhook.ts'
import { createWorld } from './world.ts'

export type { FakeUser } from './user.ts'

export type WhatsAppOptions = {
  /** How long a person waits for what she expects. */
  readonly patience?: number
  /** After how long a webhook that got no 2xx comes again the first time, and how long one waits for it. */
  readonly retryMs?: number
  readonly webhookTimeoutMs?: number
  /** Approved templates: name → language as Meta writes it → words, or PAUSED. */
  readonly templates?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export type FakeWhatsApp = Awaited<ReturnType<typeof startWhatsApp>>

const MOST = 2_000

/** A server that speaks the Cloud API for one telephone number, and the people in front of it. */
export async function startWhatsApp({ patience = 10_000, retryMs = 40, webhookTimeoutMs = 10_000, templates = {} }: WhatsAppOptions = {}) {
  const env = {
    WHATSAPP_TOKEN: `EAAG${randomBytes(24).toString('hex')}`, WHATSAPP_PHONE_NUMBER_ID: '106540352242922', WHATSAPP_APP_SECRET: randomBytes(16).toString('hex'), WHATSAPP_VERIFY_TOKEN: randomBytes(16).toString('hex'),
  }
  let token = env.WHATSAPP_TOKEN
  let ahead = 0
  const now = (): number => Date.now() + ahead
  const faults = createFaults()
  const requests: Call[] = []
  const hook = createHook({ secret: env.WHATSAPP_APP_SECRET, account: '102290129340398', faults, retryMs, timeoutMs: webhookTimeoutMs })
  const media = createMedia(now, () => graph.origin())
  const world = createWorld({ phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID, media, hook, faults, templates: new Map(Object.entries(templates)), now })
  const note = (call: Call): void => {
    requests.push(call)
    if (requests.length > MOST) requests.shift()
  }
  const graph = createGraph({ token: () => token, phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID, faults, media, accept: world.accept, note })
  await graph.up()
  return {
    url: graph.origin(), faults, requests, world,
    get env() {
      return { ...env, WHATSAPP_API_ROOT: `${graph.origin()}/v23.0` }
    },
    clock: { now, advance: (ms: number): void => void (ahead += ms) },
    user: (about: NewUser) => createUser(world, about, patience),
    /** What was sent to `messages`, newest last. */
    sent: (): Json[] => requests.flatMap(({ place, body }) => (place === 'messages' && isJson(body) ? [body] : [])),
    /** As the app dashboard does it: the address is asked for its challenge first. */
    async connect(url: string): Promise<void> {
      const challenge = String(1_158_201_444 + ahead)
      const answer = await fetch(`${url}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': env.WHATSAPP_VERIFY_TOKEN }).toString()}`)
      const said = await answer.text()
      if (answer.status !== 200 || said !== challenge) throw new Error(`The callback URL or verify token could not be validated: ${answer.status}`)
      hook.connect(url)
    },
    /** Any change of the account; any bytes, with these headers only. */
    push: (change: Change): void => hook.push(change),
    raw: (body: unknown) => hook.hit(metaJson(body), hook.sign(metaJson(body))),
    hit: hook.hit, sign: hook.sign, answers: hook.answers,
    /** Every webhook so far was taken by the desk. */
    delivered: (ms = patience) => hook.delivered(ms),
    revoke: (): void => void (token = `EAAG${randomBytes(24).toString('hex')}`),
    down: graph.down, up: graph.up,
    async stop(): Promise<void> {
      hook.stop()
      await graph.down()
    },
  }
}
