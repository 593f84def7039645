import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeWhatsApp, startWhatsApp } from '../../emulators/whatsapp/index.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { playScenario } from '../../support/scenario.ts'
import { deskOnWhatsApp, whatsappVoice } from '../../support/whatsapp.ts'

let whatsapp: FakeWhatsApp
let desk: TestDesk
let anna: TestOperator
/** What others were sent before. */
let others = 0
beforeAll(async () => {
  whatsapp = await startWhatsApp()
  desk = await deskOnWhatsApp(whatsapp)
  anna = await operator(desk.url)
})
afterAll(async () => {
  await desk.end()
  await whatsapp.stop()
})

describe('the story that the web chat tells is told on WhatsApp', () => {
  test.each([
    ['to somebody whose number is seen', { name: '李伟' }],
    ['to somebody who hides it', { name: '王芳', username: 'wangfang', hidesPhone: true }],
    ['to somebody who has no id yet', { name: '陈静', scoped: false }],
  ])('%s', async (_, who) => {
    const she = whatsapp.user(who)
    await playScenario('renewal-then-a-person.zh.txt', whatsappVoice(she), anna)
    await whatsapp.delivered()
    expect(whatsapp.answers.every((status) => status === 200)).toBe(true)
    expect(whatsapp.sent().length, 'nothing was refused, and nothing sent twice').toBe(she.chat.filter((m) => m.who === 'desk').length + others)
    others = whatsapp.sent().length
  })
})
