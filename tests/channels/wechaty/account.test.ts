import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { wechatyAccount } from '../../../src/channels/wechaty/account.ts'

const shape = z.object(wechatyAccount.shape)
const read = (env: Record<string, string>) => wechatyAccount.read(shape.parse(env), null)

describe('the account in the environment', () => {
  test('is absent when nothing is said', () => {
    expect(read({})).toBeNull()
  })
  test('is whole once somebody has said that it is known to be unofficial', () => {
    expect(read({ WECHATY_PUPPET: 'wechaty-puppet-wechat4u', WECHATY_CONFIRM_UNOFFICIAL: 'yes' })).toEqual({ puppet: 'wechaty-puppet-wechat4u', token: null })
    expect(read({ WECHATY_PUPPET: '@juzi/wechaty-puppet-service', WECHATY_PUPPET_TOKEN: 'puppet_secret', WECHATY_CONFIRM_UNOFFICIAL: 'yes' })).toEqual({ puppet: '@juzi/wechaty-puppet-service', token: 'puppet_secret' })
  })
  test.each([{}, { WECHATY_CONFIRM_UNOFFICIAL: 'Yes' }, { WECHATY_CONFIRM_UNOFFICIAL: '是' }])('is refused without that: %o', (env) => {
    expect(read({ WECHATY_PUPPET: 'wechaty-puppet-wechat4u', ...env })).toEqual([expect.stringContaining('WECHATY_CONFIRM_UNOFFICIAL=yes')])
  })
  test.each([{ WECHATY_PUPPET_TOKEN: 'x' }, { WECHATY_CONFIRM_UNOFFICIAL: 'yes' }])('needs a puppet: %o', (env) => {
    expect(read(env)).toEqual([expect.stringContaining('WECHATY_PUPPET is missing')])
  })
  test.each(['on', 'wechat4u', '../wechaty-puppet-x', 'wechaty-puppet-微信', 'https://x.it/wechaty-puppet-x'])('%s is no puppet', (puppet) => {
    expect(shape.safeParse({ WECHATY_PUPPET: puppet }).success).toBe(false)
  })
})
