import type { RawResponse, Webhook } from '../channel.ts'
import { type Keys, openSealed, unseal } from '../tencent/open.ts'

export const PATH = '/wecom'
const LIMIT = 64 * 1024

const SUCCESS: RawResponse = { status: 200, type: 'text/plain', body: 'success' }

/** WeCom asks whether the address is ours, when it is entered: the answer is what it encrypted. https://developer.work.weixin.qq.com/document/path/90238 */
export const verification = (keys: Keys): Webhook => ({
  path: PATH, method: 'get', limit: LIMIT,
  async handle(request) {
    const words = unseal(request, request.query.echostr, keys)
    return words === null ? { status: 403 } : { status: 200, type: 'text/plain', body: words }
  },
})

/** WeCom knocks: it says only that there is something, and waits five seconds. What there is is asked for afterwards, and kept before it is confirmed. */
export const knocks = (keys: Keys, openKfId: string, ring: (token: string | null) => void): Webhook => ({
  path: PATH, method: 'post', limit: LIMIT,
  async handle(request, { log }) {
    const opened = openSealed(request, keys)
    if ('status' in opened) return opened
    const { fields } = opened
    if (fields.get('Event') === 'kf_msg_or_event' && fields.get('OpenKfId') === openKfId) ring(fields.get('Token') || null)
    else log.info({ channel: 'wecom' }, 'a knock for something else was dropped')
    return SUCCESS
  },
})
