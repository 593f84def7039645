import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** PKCS#7 in blocks of 32 bytes, which OpenSSL's own padding of 16 cannot undo. */
const BLOCK = 32
/** Random bytes, then the length of the text. */
const HEAD = 20

const decoder = new TextDecoder('utf-8', { fatal: true })

const keyOf = (aesKey: string): Buffer => Buffer.from(`${aesKey}=`, 'base64')

/** AES-256-CBC over 16 random bytes, the length, the text and the receiver (an AppID, or a CorpID): https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html */
export function encrypt(aesKey: string, text: string, receiver: string, random: Buffer = randomBytes(16)): string {
  const words = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(words.length)
  const whole = Buffer.concat([random, length, words, Buffer.from(receiver)])
  const padding = BLOCK - (whole.length % BLOCK)
  const key = keyOf(aesKey)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(whole), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString('base64')
}

/** The text; null when it is damaged, or meant for another account. */
export function decrypt(aesKey: string, sealed: string, receiver: string): string | null {
  try {
    const key = keyOf(aesKey)
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const whole = unpadded(Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]))
    if (whole === null || whole.length < HEAD) return null
    const end = HEAD + whole.readUInt32BE(16)
    if (end > whole.length || whole.subarray(end).toString('utf8') !== receiver) return null
    return decoder.decode(whole.subarray(HEAD, end))
  } catch {
    return null
  }
}

function unpadded(whole: Buffer): Buffer | null {
  const padding = whole.at(-1) ?? 0
  if (padding < 1 || padding > BLOCK || padding > whole.length) return null
  const end = whole.length - padding
  return whole.subarray(end).every((byte) => byte === padding) ? whole.subarray(0, end) : null
}
