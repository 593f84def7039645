import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether two texts are the same, in a time that tells nothing of either. */
export const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected))
