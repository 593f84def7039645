import type { Place } from '../database.ts'
import { openPostgresFloor } from './postgres.ts'
import { openSqliteFloor } from './sqlite.ts'
import type { Step } from './steps.ts'
import type { Message } from './turn.ts'

/** Who opens a chat: her ids, and the hash of her token where she comes over HTTP. */
export type Newcomer = { readonly address: string; readonly conversation: string; readonly citizen: string; readonly identity: string; readonly tokenHash: string | null; readonly at: string }

/**
 * The smallest engine that writes what the product writes: one transaction a message, SQL by hand, no layers. What a message
 * costs more than here is what the product's own work costs: its rules, its words, its safety.
 */
export type Floor = {
  readonly open: (who: Newcomer) => void | Promise<void>
  /** False: this message was here before. */
  readonly receive: (message: Message) => boolean | Promise<boolean>
  /** Whose token has this hash: her address. */
  readonly session: (tokenHash: string) => string | null | Promise<string | null>
  readonly close: () => void | Promise<void>
}

/** The database has the product's schema already. `inFlight`: messages that it may be given at a time. */
export const openFloor = (place: Place, steps: readonly Step[], inFlight: number): Floor | Promise<Floor> =>
  place.kind === 'sqlite' ? openSqliteFloor(place, steps) : openPostgresFloor(place.url, steps, inFlight)
