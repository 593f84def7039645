import { StoreUnavailable } from '../store.ts'

/** Our own faults: a statement or a value that no database would take. Everything else may be better in a minute. */
const OURS = /^(0A|22|23|42)/
/** Two wanted the same row at the same moment; the second look finds what the first did. */
const CONTENDED = new Set(['40001', '40P01', '23505'])

/** What the driver threw, without all that it hangs on its errors: addresses, values, the connection. */
export class Trouble extends Error {
  /** What PostgreSQL called it; null when the connection spoke instead. */
  readonly state: string | null
  constructor(error: unknown) {
    super(error instanceof Error ? error.message || error.name : String(error))
    this.name = 'Trouble'
    // A socket's `EPIPE` has five letters too: only PostgreSQL tells how severe it is.
    this.state = error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : null
  }
}

/** The connection is of no more use, and what was not committed is undone. */
export const isLost = ({ state }: Trouble): boolean => state === null || /^(08|57P)/.test(state)

/** Worth one more try, from nothing. Not after a timeout: who waits has waited long enough. */
export const mayWorkAgain = (error: unknown): boolean =>
  error instanceof Trouble && (CONTENDED.has(error.state ?? '') || (isLost(error) && !(error.state === null && /timeout/i.test(error.message))))

/** The error for the caller. */
export const forCaller = (error: unknown): unknown =>
  error instanceof Trouble && (error.state === '23505' || !OURS.test(error.state ?? '')) ? new StoreUnavailable(error) : error
