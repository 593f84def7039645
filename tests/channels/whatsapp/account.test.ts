import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { whatsappAccount } from '../../../src/channels/whatsapp/account.ts'

const shape = z.object(whatsappAccount.shape)
const WHOLE = { WHATSAPP_TOKEN: 'EAAG'.padEnd(40, 'x'), WHATSAPP_PHONE_NUMBER_ID: '106540352242922', WHATSAPP_APP_SECRET: '0123456789abcdef0123456789abcdef', WHATSAPP_VERIFY_TOKEN: 'parola-di-prova-123' }
const read = (env: Record<string, string>, publicUrl: string | null = 'https://desk.example.org') => whatsappAccount.read(shape.parse(env), publicUrl)

describe('the account in the environment', () => {
  test('is absent when nothing is said', () => {
    expect(read({})).toBeNull()
  })
  test('is whole', () => {
    expect(read(WHOLE)).toMatchObject({ phoneNumberId: '106540352242922', apiRoot: 'https://graph.facebook.com/v23.0', template: null })
  })
  test('has a template in the languages in which it is approved', () => {
    expect(read({ ...WHOLE, WHATSAPP_TEMPLATE: 'risposta_pronta', WHATSAPP_TEMPLATE_LANGUAGES: 'it=it,zh=zh_CN,ar=ar' })).toMatchObject({ template: { name: 'risposta_pronta', languages: new Map([['it', 'it'], ['zh', 'zh_CN'], ['ar', 'ar']]) } })
  })
  test.each(Object.keys(WHOLE))('without %s says what is missing, and how to get it', (name) => {
    const problems = read(Object.fromEntries(Object.entries(WHOLE).filter(([key]) => key !== name)))
    expect(problems).toEqual([expect.stringContaining(name)])
  })
  test('needs an address that Meta can reach', () => {
    expect(read(WHOLE, null)).toEqual([expect.stringContaining('PUBLIC_URL')])
  })
  test.each([['WHATSAPP_TOKEN', 'corto'], ['WHATSAPP_PHONE_NUMBER_ID', '+39 0574 000000'], ['WHATSAPP_APP_SECRET', '密码'], ['WHATSAPP_VERIFY_TOKEN', 'x'], ['WHATSAPP_API_ROOT', 'graph'], ['WHATSAPP_TEMPLATE', 'Risposta Pronta'], ['WHATSAPP_TEMPLATE_LANGUAGES', '中文']])('%s cannot be %s', (name, value) => {
    expect(shape.safeParse({ ...WHOLE, [name]: value }).success).toBe(false)
  })
})
