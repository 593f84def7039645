import { createHmac } from 'node:crypto'
import type { RawRequest, Webhook } from '../channel.ts'
import { jsonObject } from '../json.ts'
import { isSame } from '../secret.ts'
import type { WhatsAppAccount } from './account.ts'
import type { Handle } from './notifications.ts'

const PATH = '/whatsapp'
/** A notification may have 3 MB. */
const LIMIT = 4 * 1024 * 1024

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
export const webhooks = ({ appSecret, verifyToken }: Pick<WhatsAppAccount, 'appSecret' | 'verifyToken'>, handle: Handle): Webhook[] => [
  { path: PATH, method: 'get', limit: 0, handle: async ({ query }) => handshake(query, verifyToken) },
  {
    path: PATH, method: 'post', limit: LIMIT,
    async handle(request, inlet) {
      if (!isSigned(request, appSecret)) return { status: 401 }
      const body = jsonObject(request.body)
      if (body === null) return { status: 400 }
      await handle(body, inlet)
      return { status: 200 }
    },
  },
]

/** Asked once, when the address is registered: the challenge goes back as it came. */
function handshake(query: RawRequest['query'], expected: string) {
  const { 'hub.mode': mode, 'hub.verify_token': given, 'hub.challenge': challenge } = query
  const isOurs = mode === 'subscribe' && typeof given === 'string' && isSame(given, expected)
  return isOurs && typeof challenge === 'string' && /^[\w-]{1,200}$/.test(challenge) ? { status: 200, type: 'text/plain', body: challenge } : { status: 403 }
}

/** `X-Hub-Signature-256` is over the raw bytes, in which Meta has escaped what is not ASCII. */
function isSigned({ headers, body }: RawRequest, secret: string): boolean {
  const given = headers['x-hub-signature-256']
  const [, hex] = typeof given === 'string' ? (/^sha256=([0-9a-f]{64})$/i.exec(given) ?? []) : []
  return hex !== undefined && isSame(hex.toLowerCase(), createHmac('sha256', secret).update(body).digest('hex'))
}
