import { createHash } from 'node:crypto'

/** https://developers.weixin.qq.com/doc/service/guide/dev/push/ : SHA-1 over the parts in their order as text. */
export const signatureOf = (...parts: readonly string[]): string => createHash('sha1').update(parts.toSorted().join('')).digest('hex')
