import { expect, test } from 'vitest'
import { z } from 'zod'
import { telephoneAccount } from '../../../src/channels/telephone/account.ts'

const shape = z.object(telephoneAccount.shape)
const TOKEN = '0123456789abcdef0123456789abcdef'
const twilio = { VOICE_PROVIDER: 'twilio', VOICE_NUMBER: '+390550000001', TWILIO_AUTH_TOKEN: TOKEN }
const jambonz = { VOICE_PROVIDER: 'jambonz', VOICE_NUMBER: '+390550000001', JAMBONZ_WEBHOOK_SECRET: 'un-segreto-di-prova' }
const read = (env: Record<string, string>, publicUrl: string | null = 'https://desk.example.org') => telephoneAccount.read(shape.parse(env), publicUrl)

test('a desk without a number has no telephone', () => expect(read({ VOICE_TRANSFER_TO: '+390551234567' })).toBeNull())

test.each([[twilio, TOKEN], [jambonz, 'un-segreto-di-prova']])('the least that is needed: %o', (env, secret) => {
  expect(read(env)).toEqual({ provider: env.VOICE_PROVIDER, number: '+390550000001', secret, publicUrl: 'https://desk.example.org', transferTo: null, speechProcessor: null, voices: {} })
})

test('all that can be said', () => {
  expect(read({ ...twilio, VOICE_TRANSFER_TO: '+390551234567', VOICE_SPEECH_PROCESSOR: 'Prova S.p.A.', VOICE_VOICES: 'zh=cmn-CN:Polly.Zhiyu,ar=Google.ar-XA-Standard-A' })).toMatchObject({
    transferTo: '+390551234567', speechProcessor: 'Prova S.p.A.', voices: { zh: { tag: 'cmn-CN', name: 'Polly.Zhiyu' }, ar: { tag: null, name: 'Google.ar-XA-Standard-A' } },
  })
})

test.each<[Record<string, string>, string | null, readonly string[]]>([
  [{ VOICE_PROVIDER: 'twilio' }, null, ['VOICE_NUMBER', 'TWILIO_AUTH_TOKEN', 'VOICE_PROVIDER']],
  [{ ...jambonz, JAMBONZ_WEBHOOK_SECRET: '', TWILIO_AUTH_TOKEN: TOKEN }, 'https://a.it', ['JAMBONZ_WEBHOOK_SECRET']],
  [{ ...twilio, VOICE_TRANSFER_TO: '+390550000001' }, 'https://a.it', ['VOICE_TRANSFER_TO']],
])('what is missing is said, with its cure: %o', (env, publicUrl, named) => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const problems = read(given, publicUrl) as readonly string[]
  expect(problems.map((p) => p.split(':')[0])).toEqual(named)
  expect(problems.join()).not.toContain(TOKEN)
})

test.each([['VOICE_NUMBER', '055 0000001'], ['VOICE_TRANSFER_TO', '055'], ['TWILIO_AUTH_TOKEN', 'short'], ['VOICE_VOICES', 'zh'], ['VOICE_PROVIDER', 'vonage'], ['JAMBONZ_WEBHOOK_SECRET', 'short']])('%s=%s is refused', (name, value) => {
  expect(shape.safeParse({ [name]: value }).success).toBe(false)
  expect(telephoneAccount.cures[name as keyof typeof telephoneAccount.cures]).toBeTruthy()
})
