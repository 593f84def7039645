import type { Failed } from '../channel.ts'

/** What a platform's numbers mean. */
export type Codes = {
  /** The access token is refused; a new one may do. */
  readonly tokenRefused: ReadonlySet<number>
  /** One of them, for where a new one did not do. */
  readonly refusedAgain: number
  readonly failedFrom: (code: number) => Failed
}
