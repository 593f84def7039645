import * as wecom from '@wecom/crypto'
import { describe, expect, test } from 'vitest'
import { isSame } from '../../../src/channels/secret.ts'
import { decrypt, encrypt } from '../../../src/channels/tencent/crypt.ts'
import { signatureOf } from '../../../src/channels/tencent/signature.ts'

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const APP = 'wx1a2b3c4d5e6f7a8b'
const TEXTS = ['', '您好 👋🏽', 'أريد تجديد الإقامة', '<xml><Content><![CDATA[续居留]]></Content></xml>', '家'.repeat(700)]
/** One for each length of the padding: 16 + 4 + text + AppID, up to the next 32. */
const PADDINGS = Array.from({ length: 32 }, (_, i) => i + 1)
const textPaddedBy = (padding: number): string => 'x'.repeat((64 - padding - 20 - APP.length + 64) % 32 + 32)

describe('encryption agrees with the vendor’s own', () => {
  test.each(TEXTS)('«%s» there and back', (text) => {
    expect(decrypt(KEY, wecom.encrypt(KEY, text, APP), APP)).toBe(text)
    expect(wecom.decrypt(KEY, encrypt(KEY, text, APP))).toMatchObject({ message: text, id: APP })
  })
  test.each(PADDINGS)('with %i bytes of padding', (padding) => {
    const text = textPaddedBy(padding)
    const random = Buffer.alloc(16, 7)
    expect((20 + text.length + APP.length + padding) % 32).toBe(0)
    expect(encrypt(KEY, text, APP, random)).toBe(wecom.encrypt(KEY, text, APP, random))
    expect(decrypt(KEY, wecom.encrypt(KEY, text, APP), APP)).toBe(text)
  })
  test('so does the signature', () => {
    expect(signatureOf('unToken', '1764000000', '42', '密文')).toBe(wecom.getSignature('unToken', '1764000000', '42', '密文'))
  })
})

describe('what was not meant for this account, or was damaged on the way, says nothing', () => {
  const sealed = encrypt(KEY, '您好', APP)
  test.each<[string, string, string]>([
    ['of another account', encrypt(KEY, '您好', 'wxanother0000000000'), APP],
    ['with another key', wecom.encrypt('B'.repeat(43), '您好', APP), APP],
    ['cut short', sealed.slice(0, -8), APP],
    ['no base64', '!!!', APP],
    ['empty', '', APP],
    ['with a byte changed in the last block', Buffer.from(Buffer.from(sealed, 'base64').map((b, i, all) => (i === all.length - 20 ? b ^ 1 : b))).toString('base64'), APP],
  ])('%s', (_, text, app) => {
    expect(decrypt(KEY, text, app)).toBeNull()
  })
})

test.each<[string, string, boolean]>([['abc', 'abc', true], ['abc', 'abd', false], ['', 'abc', false], ['abcabc', 'abc', false]])('«%s» and «%s» are compared in whole: %s', (one, other, same) => {
  expect(isSame(one, other)).toBe(same)
})
