import { createHash, timingSafeEqual } from 'node:crypto'

/** https://developers.weixin.qq.com/doc/service/guide/dev/push/ : SHA-1 over the parts in their order as text. */
export const signatureOf = (...parts: readonly string[]): string => createHash('sha1').update(parts.toSorted().join('')).digest('hex')

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected))
