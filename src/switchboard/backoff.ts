import type { Instant } from '../core/ids.ts'

/** How often something is tried before it is given up. */
export const TRIES = 6

/** Milliseconds before the next try: 5 s, 20 s, 80 s… up to 15 minutes. */
export const wait = (attempts: number): number => Math.min(5_000 * 4 ** attempts, 900_000)

export const later = (at: Instant, milliseconds: number): Instant => new Date(Date.parse(at) + milliseconds).toISOString()
