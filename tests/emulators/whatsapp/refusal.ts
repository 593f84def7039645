import type { Json } from '../telegram/json.ts'

/** What the Graph API answers instead of a result: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly details: string
  readonly subcode: number | null
  constructor(code: number, title: string, details = title, subcode: number | null = null) {
    super(`(#${code}) ${title}`)
    this.code = code
    this.details = details
    this.subcode = subcode
    this.status = statusOf(code)
  }
}

const TITLES: ReadonlyMap<number, string> = new Map([
  [0, 'AuthException'], [4, 'Application request limit reached'], [190, 'Access token has expired'], [368, 'Temporarily blocked for policies violations'], [80007, 'Rate limit issues'], [130429, 'Rate limit hit'], [130472, 'User’s number is part of an experiment'],
  [131000, 'Something went wrong'], [131005, 'Access denied'], [131016, 'Service unavailable'], [131026, 'Message undeliverable'], [131030, 'Recipient phone number not in allowed list'], [131031, 'Business Account locked'], [131042, 'Business eligibility payment issue'],
  [131047, 'Re-engagement message'], [131048, 'Spam rate limit hit'], [131049, 'This message was not delivered to maintain healthy ecosystem engagement'], [131053, 'Media upload error'], [131056, '(Business Account, Consumer Account) pair rate limit hit'], [131057, 'Account in maintenance mode'],
  [132000, 'Number of parameters does not match the expected number of params'], [132001, 'Template name does not exist in the translation'], [132015, 'Template is paused'],
])

export const refusalOf = (code: number): Refusal => new Refusal(code, TITLES.get(code) ?? 'Unknown error')
export const bad = (details: string): Refusal => new Refusal(100, details)
export const notValid = (details: string): Refusal => new Refusal(131009, 'Parameter value is not valid', details)
export const missing = (details: string): Refusal => new Refusal(131008, 'Required parameter is missing', details)
export const nowhere = (id: string): Refusal => new Refusal(100, `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`, 'Invalid parameter', 33)

function statusOf(code: number): number {
  if (code === 0 || code === 190) return 401
  if (code === 3 || code === 10 || code === 368 || code === 131031 || code === 131005 || (code >= 200 && code <= 299)) return 403
  if ([4, 80007, 130429, 131048].includes(code)) return 429
  if (code === 132001) return 404
  return code === 131000 || code === 131057 ? 500 : code === 131016 || code === 2 ? 503 : 400
}

export const envelope = ({ message, code, details, subcode }: Refusal): Json => ({
  error: { message, type: 'OAuthException', code, ...(subcode !== null && { error_subcode: subcode }), error_data: { messaging_product: 'whatsapp', details }, fbtrace_id: 'AZtraceTraceTrace' },
})

/** The same in a status webhook. */
export const inStatus = (code: number): Json => {
  const { details } = refusalOf(code)
  return { code, title: details, message: details, error_data: { details }, href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes' }
}
