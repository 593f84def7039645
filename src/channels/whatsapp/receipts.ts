import type { Receipt } from '../channel.ts'
import { failedFor } from './codes.ts'
import type { Status } from './payload.ts'

/** What became of what was taken: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status. null: nothing that matters (`sent`). */
export function receiptOf({ id, status, timestamp, biz_opaque_callback_data: ref, errors }: Status, account: string, now: () => number): Receipt | null {
  const base = { account, ref: ref ?? null, externalId: id, at: instantOf(timestamp, now) }
  if (status === 'delivered') return { ...base, kind: 'delivered' }
  if (status === 'read' || status === 'played') return { ...base, kind: 'read' }
  if (status !== 'failed') return null
  const code = errors?.[0]?.code
  return { ...base, kind: 'failed', why: code === undefined ? { kind: 'permanent', explain: 'WhatsApp did not deliver it, and does not say why.' } : failedFor({ code }, now) }
}

/** Seconds since 1970; a clock far from ours is not believed. */
function instantOf(seconds: number | undefined, now: () => number): string {
  const at = (seconds ?? Number.NaN) * 1000
  return new Date(Math.abs(at - now()) < WEEKS ? at : now()).toISOString()
}

const WEEKS = 30 * 86_400_000
