import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { whatsappWebAccount } from '../../../src/channels/whatsapp-web/account.ts'

const shape = z.object(whatsappWebAccount.shape)
const read = (env: Record<string, string>) => whatsappWebAccount.read(shape.parse(env), null)
/** A path that is there. */
const HERE = process.execPath
const WHOLE = { WHATSAPP_WEB_SESSION: 'sportello', WHATSAPP_WEB_BROWSER: HERE, WHATSAPP_WEB_CONFIRM_UNOFFICIAL: 'yes' }

describe('the account in the environment', () => {
  test('is absent when nothing is said', () => {
    expect(read({})).toBeNull()
  })
  test('is whole once somebody has said that it is known to be unofficial', () => {
    expect(read(WHOLE)).toEqual({ session: 'sportello', browser: HERE, page: null, pause: 1000 })
  })
  test.each(['', 'Yes', 'true', '是'])('is refused without that: «%s»', (said) => {
    expect(read({ ...WHOLE, WHATSAPP_WEB_CONFIRM_UNOFFICIAL: said })).toEqual([expect.stringContaining('WHATSAPP_WEB_CONFIRM_UNOFFICIAL=yes')])
  })
  test('says all that is missing at once', () => {
    expect(read({ WHATSAPP_WEB_SESSION: 'sportello', WHATSAPP_WEB_BROWSER: '/nowhere/chromium', WHATSAPP_WEB_PAGE: '/nowhere/2.3000.html' })).toEqual(['WHATSAPP_WEB_CONFIRM_UNOFFICIAL', 'WHATSAPP_WEB_BROWSER', 'WHATSAPP_WEB_PAGE'].map((name) => expect.stringContaining(name)))
    expect(read({ WHATSAPP_WEB_CONFIRM_UNOFFICIAL: 'yes' })).toEqual([expect.stringContaining('WHATSAPP_WEB_SESSION is missing')])
  })
  test.each([['WHATSAPP_WEB_SESSION', '../altro'], ['WHATSAPP_WEB_SESSION', '会话'], ['WHATSAPP_WEB_PAUSE_SECONDS', '-1'], ['WHATSAPP_WEB_PAUSE_SECONDS', 'سريع'], ['WHATSAPP_WEB_PAGE', 'page.txt']])('%s cannot be %s', (name, value) => {
    expect(shape.safeParse({ ...WHOLE, [name]: value }).success).toBe(false)
  })
})
