import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isFromJambonz } from '../../../src/channels/telephone/jambonz-signature.ts'
import { isFromTwilio, twilioSignature } from '../../../src/channels/telephone/twilio-signature.ts'

describe('Twilio', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  const fields = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' }
  const form = new URLSearchParams(fields)
  const PUBLISHED = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='

  test('its published example', () => expect(twilioSignature('12345', url, form)).toBe(PUBLISHED))

  test.each<[string, unknown, string, string, URLSearchParams, boolean]>([
    ['as it was asked', PUBLISHED, '12345', url, form, true],
    ['fields in another order', PUBLISHED, '12345', url, new URLSearchParams(Object.entries(fields).reverse()), true],
    ['another token', PUBLISHED, '12346', url, form, false],
    ['another address', PUBLISHED, '12345', `${url}&baz=3`, form, false],
    ['one field more', PUBLISHED, '12345', url, new URLSearchParams({ ...fields, Extra: '1' }), false],
    ['one field less', PUBLISHED, '12345', url, new URLSearchParams({ CallSid: fields.CallSid }), false],
    ['nothing', undefined, '12345', url, form, false],
    ['a list', [PUBLISHED], '12345', url, form, false],
    ['an empty text', '', '12345', url, form, false],
    ['signed with the port that nobody writes', twilioSignature('12345', url.replace('.com', '.com:443'), form), '12345', url, form, true],
    ['signed without the port that is configured', twilioSignature('12345', url, form), '12345', url.replace('.com', '.com:8443'), form, true],
  ])('%s', (_, given, token, address, posted, expected) => expect(isFromTwilio(given, token, address, posted)).toBe(expected))

  test.each(['您好，我要续居留', 'مرحبا', '🏠 <b>&"\''])('what was said in any script: %s', (text) => {
    const said = new URLSearchParams({ SpeechResult: text })
    const signed = createHmac('sha1', 't').update(Buffer.from(`${url}SpeechResult${text}`, 'utf8')).digest('base64')
    expect(isFromTwilio(signed, 't', url, said)).toBe(true)
  })
})

describe('jambonz', () => {
  const NOW = 1_764_000_000_000
  const body = Buffer.from('{"call_sid":"a","speech":"您好 🏠"}')
  const sign = (time: number, secret = 's', of: Buffer = body): string => `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${of.toString('utf8')}`).digest('hex')}`
  const t = NOW / 1000
  test.each<[string, unknown, boolean]>([
    ['now', sign(t), true],
    ['five minutes ago', sign(t - 300), true],
    ['longer ago', sign(t - 301), false],
    ['in five minutes', sign(t + 300), true],
    ['later', sign(t + 301), false],
    ['another secret', sign(t, 'x'), false],
    ['another body', sign(t, 's', Buffer.from('{}')), false],
    ['two signatures, while a secret is changed', `t=${t},v1=${'0'.repeat(64)},${sign(t).split(',')[1]}`, true],
    ['no time', sign(t).replace(/^t=\d+,/, ''), false],
    ['a time that is none', sign(t).replace(/^t=\d+/, 't=now'), false],
    ['nothing', undefined, false],
    ['a list', [sign(t)], false],
  ])('%s', (_, given, expected) => expect(isFromJambonz(given, 's', body, NOW)).toBe(expected))
})
