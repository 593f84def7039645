import { bad, conflict } from './errors.ts'
import type { Json } from './json.ts'
import type { Params } from './params.ts'
import type { Poller } from './poll.ts'
import type { Webhook } from './webhook.ts'
import type { World } from './world.ts'

/** A result that comes with a description of its own. */
export class Described {
  readonly result: unknown
  readonly description: string
  constructor(result: unknown, description: string) {
    this.result = result
    this.description = description
  }
}

export type Updating = { readonly world: World; readonly webhook: Webhook; readonly poller: Poller }
export type UpdateMethod = (p: Params, gone: AbortSignal) => unknown

export function updateMethods({ world, webhook, poller }: Updating): Readonly<Record<string, UpdateMethod>> {
  const { queue } = world
  const readAllowed = (p: Params): void => {
    const kinds = p.json('allowed_updates', 'allowed updates')
    if (kinds === undefined || kinds === null) return
    if (!Array.isArray(kinds)) throw bad("can't parse allowed updates: expected an Array of String")
    queue.allow(kinds.map(String))
  }
  function getUpdates(p: Params, gone: AbortSignal): Promise<unknown[]> {
    if (webhook.current()) throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
    readAllowed(p)
    return poller.poll({ offset: p.int('offset') ?? 0, limit: Math.min(100, Math.max(1, p.int('limit') ?? 100)), timeout: p.int('timeout') ?? 0 }, gone)
  }
  function setWebhook(p: Params): Described {
    const url = p.text('url')
    if (url === '') return deleteWebhook(p)
    const secret = p.text('secret_token')
    checkHook(url, secret)
    readAllowed(p)
    if (p.flag('drop_pending_updates')) queue.clear()
    poller.end(conflict('terminated by setWebhook request'))
    const next = { url, secret, connections: Math.min(100, Math.max(1, p.int('max_connections') ?? 40)) }
    const same = JSON.stringify(webhook.current()) === JSON.stringify(next)
    webhook.set(next)
    return new Described(true, same ? 'Webhook is already set' : 'Webhook was set')
  }
  function deleteWebhook(p: Params): Described {
    const had = webhook.current() !== null
    webhook.set(null)
    if (p.flag('drop_pending_updates')) queue.clear()
    return new Described(true, had ? 'Webhook was deleted' : 'Webhook is already deleted')
  }
  function getWebhookInfo(): Json {
    const hook = webhook.current()
    const trouble = webhook.trouble()
    return {
      url: hook?.url ?? '', has_custom_certificate: false, pending_update_count: queue.entries().length,
      ...(hook && { max_connections: hook.connections, ip_address: '127.0.0.1' }),
      ...(trouble && { last_error_date: trouble.date, last_error_message: trouble.message }),
      ...(queue.allowed() && { allowed_updates: queue.allowed() }),
    }
  }
  return { getUpdates, setWebhook, deleteWebhook, getWebhookInfo }
}

/** HTTPS as for the real server, and plain HTTP on this machine. */
function checkHook(url: string, secret: string): void {
  if (!URL.canParse(url)) throw bad('invalid webhook URL specified')
  const { protocol, hostname } = new URL(url)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol !== 'https:' && !(protocol === 'http:' && local)) throw bad('bad webhook: An HTTPS URL must be provided for webhook')
  if (secret.length > 256) throw bad('secret token is too long')
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw bad('secret token contains unallowed characters')
}
