import type { Json } from './json.ts'

/** What the Bot API answers instead of a result. */
export class Refusal extends Error {
  readonly code: number
  readonly parameters: Json | null
  constructor(code: number, description: string, parameters: Json | null = null) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

export const bad = (what: string, parameters: Json | null = null): Refusal => new Refusal(400, `Bad Request: ${what}`, parameters)
export const forbidden = (what: string): Refusal => new Refusal(403, `Forbidden: ${what}`)
export const conflict = (what: string): Refusal => new Refusal(409, `Conflict: ${what}`)
export const unauthorized = (): Refusal => new Refusal(401, 'Unauthorized')
export const notFound = (): Refusal => new Refusal(404, 'Not Found')
export const tooLarge = (): Refusal => new Refusal(413, 'Request Entity Too Large')
export const tooMany = (seconds: number): Refusal => new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })

export const envelope = (refusal: Refusal): Json => ({ ok: false, error_code: refusal.code, description: refusal.message, ...(refusal.parameters && { parameters: refusal.parameters }) })
