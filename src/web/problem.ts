import { ZodError } from 'zod'
import { NotNow } from '../channels/channel.ts'
import { StoreUnavailable } from '../store/store.ts'
import { FileRefused } from '../switchboard/ports.ts'

/** A request that is answered with a reason. `message` is for people. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const FILE_STATUS = { 'too-large': 413, 'not-accepted': 415, unavailable: 503 } as const

/** Any error as an answer; nothing of the inside is told. */
export function problem(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof Refusal) return { status: error.status, code: error.code, message: error.message }
  if (error instanceof FileRefused) return { status: FILE_STATUS[error.reason], code: error.reason, message: error.message }
  if (error instanceof ZodError) return { status: 400, code: 'bad-request', message: error.issues.map((i) => `${i.path.join('.') || 'body'}: ${i.message}`).join('; ') }
  if (error instanceof StoreUnavailable || error instanceof NotNow) return { status: 503, code: 'unavailable', message: 'The desk cannot save anything at the moment. Please try again.' }
  const status = typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : 500
  if (status === 413) return { status, code: 'too-large', message: 'This is too large.' }
  if (status >= 400 && status < 500) return { status, code: 'bad-request', message: 'The request cannot be read.' }
  return { status: 500, code: 'internal', message: 'Something went wrong on our side.' }
}
