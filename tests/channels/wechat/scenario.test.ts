import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeWeChat, startWeChat } from '../../emulators/wechat/index.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { playScenario } from '../../support/scenario.ts'
import { deskOnWeChat, wechatVoice } from '../../support/wechat.ts'

/** The first desk after the examples changed learns them. */
const START = 240_000

let wechat: FakeWeChat
let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  wechat = await startWeChat()
  desk = await deskOnWeChat(wechat)
  anna = await operator(desk.url)
}, START)
afterAll(async () => {
  await desk.end()
  await wechat.stop()
})

test('the story that the web chat tells is told on a verified account', async () => {
  const li = wechat.user({ nickname: '李伟 🍢', follows: false })
  await playScenario('renewal-then-a-person.zh.txt', wechatVoice(li), anna)
  expect(li.chat.filter((m) => m.who === 'wechat'), 'WeChat never had to say that the account is out of order').toEqual([])
})
