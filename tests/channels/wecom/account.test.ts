import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { wecomAccount } from '../../../src/channels/wecom/account.ts'

const URL = 'https://sportello.example.org'
const NEEDED = { WECOM_CORP_ID: 'ww1a2b3c4d5e6f7a8b', WECOM_SECRET: 'Secret_0123456789abcdef', WECOM_OPEN_KFID: 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw', WECOM_TOKEN: 'unToken42', WECOM_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' }
const read = (env: Record<string, string | undefined>, url: string | null = URL) => wecomAccount.read(z.object(wecomAccount.shape).parse(env), url)

describe('the account as the environment names it', () => {
  test('complete', () => {
    expect(read(NEEDED)).toEqual({
      corpId: NEEDED.WECOM_CORP_ID, secret: NEEDED.WECOM_SECRET, openKfId: NEEDED.WECOM_OPEN_KFID, token: 'unToken42', aesKey: NEEDED.WECOM_ENCODING_AES_KEY, servicer: null, apiRoot: 'https://qyapi.weixin.qq.com',
    })
    expect(read({ ...NEEDED, WECOM_SERVICER: 'zhang.san@prato' })).toMatchObject({ servicer: 'zhang.san@prato' })
  })
  test('not there', () => {
    expect(read({})).toBeNull()
  })
  test.each(['WECOM_SECRET', 'WECOM_OPEN_KFID', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'])('without %s it says what to do', (name) => {
    expect(read({ ...NEEDED, [name]: undefined })).toEqual([expect.stringContaining(`${name}:`)])
  })
  test('everything that is missing at once', () => {
    expect(read({ WECOM_CORP_ID: NEEDED.WECOM_CORP_ID }, null)).toHaveLength(5)
  })
  test.each([['WECOM_CORP_ID', '1a2b3c4d5e'], ['WECOM_SECRET', 'short'], ['WECOM_OPEN_KFID', 'kf_123'], ['WECOM_TOKEN', 'no spaces'], ['WECOM_ENCODING_AES_KEY', 'x'.repeat(42)], ['WECOM_SERVICER', '张三 '], ['WECOM_API_ROOT', 'ftp://x']])('%s=%s is refused', (name, value) => {
    expect(() => read({ ...NEEDED, [name]: value })).toThrow(name)
  })
  test('each variable has its cure', () => {
    expect(Object.keys(wecomAccount.cures).sort()).toEqual(Object.keys(wecomAccount.shape).sort())
  })
})
