import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { wechatAccount } from '../../../src/channels/wechat/account.ts'

const URL = 'https://sportello.example.org'
const NEEDED = { WECHAT_APP_ID: 'wx1a2b3c4d5e6f7a8b', WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef', WECHAT_TOKEN: 'unToken42', WECHAT_ACCOUNT: 'service-verified' }
const read = (env: Record<string, string | undefined>, url: string | null = URL) => wechatAccount.read(z.object(wechatAccount.shape).parse(env), url)
const without = (name: string) => read({ ...NEEDED, [name]: undefined })

describe('the account as the environment names it', () => {
  test('complete', () => {
    expect(read(NEEDED)).toEqual({
      appId: NEEDED.WECHAT_APP_ID, secret: NEEDED.WECHAT_APP_SECRET, token: 'unToken42', aesKey: null, kind: 'service-verified', originalId: null, templateId: null, menu: false, apiRoot: 'https://api.weixin.qq.com',
    })
  })
  test('not there', () => {
    expect(read({})).toBeNull()
  })
  test.each([['WECHAT_APP_SECRET'], ['WECHAT_TOKEN'], ['WECHAT_ACCOUNT']])('without %s it says what to do', (name) => {
    expect(without(name)).toEqual([expect.stringContaining(`${name}:`)])
  })
  test('everything that is missing at once', () => {
    expect(read({ WECHAT_APP_ID: NEEDED.WECHAT_APP_ID }, null)).toHaveLength(4)
  })
  test.each<[string, Record<string, string>, string]>([
    ['a template on an account that may have none', { WECHAT_ACCOUNT: 'subscription-verified', WECHAT_TEMPLATE_ID: 'T'.repeat(43) }, 'WECHAT_TEMPLATE_ID'],
    ['a menu on an account that is not verified', { WECHAT_ACCOUNT: 'subscription-unverified', WECHAT_MENU: 'on' }, 'WECHAT_MENU'],
  ])('%s is contradictory', (_, part, name) => {
    expect(read({ ...NEEDED, ...part })).toEqual([expect.stringContaining(name)])
  })
  test.each([['WECHAT_APP_ID', 'gh_123456789'], ['WECHAT_TOKEN', 'no spaces'], ['WECHAT_ENCODING_AES_KEY', 'x'.repeat(42)], ['WECHAT_ACCOUNT', '服务号'], ['WECHAT_ORIGINAL_ID', 'wx123456'], ['WECHAT_API_ROOT', 'ftp://x']])('%s=%s is refused', (name, value) => {
    expect(() => read({ ...NEEDED, [name]: value })).toThrow(name)
  })
  test('each variable has its cure', () => {
    expect(Object.keys(wechatAccount.cures).sort()).toEqual(Object.keys(wechatAccount.shape).sort())
  })
})
