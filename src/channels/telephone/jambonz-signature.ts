import { createHmac } from 'node:crypto'
import { isSame } from '../secret.ts'

/** Seconds by which a signature may be older or newer than now. */
const TOLERANCE = 300

/** `Jambonz-Signature: t=…,v1=…`: HMAC-SHA256 over the time and the raw body. https://docs.jambonz.org/reference/webhooks/securing-webhooks */
export function isFromJambonz(given: unknown, secret: string, body: Buffer, now: number): boolean {
  if (typeof given !== 'string') return false
  const fields = given.split(',').map((field) => field.trim().split('='))
  const time = fields.find(([name]) => name === 't')?.[1] ?? ''
  if (!/^\d{1,12}$/.test(time) || Math.abs(now / 1000 - Number(time)) > TOLERANCE) return false
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
  return fields.some(([name, value]) => name === 'v1' && isSame((value ?? '').toLowerCase(), expected))
}
