import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeTelegram, startTelegram } from '../emulators/telegram/index.ts'
import { type FakeWechaty, startWechaty } from '../emulators/wechaty/index.ts'
import type { TestDesk } from '../support/desk.ts'
import type { Voice } from '../support/scenario.ts'
import { deskOnTelegram, telegramVoice } from '../support/telegram.ts'
import { barriers } from './support/axe.ts'
import { browse, canBrowse, openBrowser } from './support/browser.ts'
import { type Chat, chat } from './support/chat.ts'
import { tuesday } from './support/clock.ts'
import { signIn } from './support/inbox.ts'
import { wordsIn } from './support/words.ts'

const it = wordsIn('it')
const zh = wordsIn('zh')
const PATIENCE = { timeout: 15_000 }

describe.skipIf(!canBrowse)('one citizen on Telegram and on the page, in a real browser', () => {
  let telegram: FakeTelegram
  let wechaty: FakeWechaty
  let desk: TestDesk
  let browser: Browser
  let phone: Voice
  let hers: Page
  let page: Chat
  let anna: Page

  const seen = async (shown: Page, name: string): Promise<void> => {
    expect([name, await barriers(shown)]).toEqual([name, []])
    expect(await shown.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    if (process.env.SHOTS) await shown.screenshot({ path: join(process.env.SHOTS, `${name}.png`) })
  }
  const told = (words: string) => expect.poll(async () => (await phone.heard()).some((text) => text.includes(words)), { ...PATIENCE, message: words }).toBe(true)

  beforeAll(async () => {
    telegram = await startTelegram()
    wechaty = startWechaty()
    desk = await deskOnTelegram(telegram, 'polling', wechaty.env)
    browser = await openBrowser()
    phone = telegramVoice(telegram.user({ firstName: '李伟', language: 'zh' }))
    await phone.arrive('zh')
    hers = (await browse(browser, 'phone', 'zh-CN', tuesday()())).page
    await hers.goto(desk.url)
    page = chat(hers, 'zh')
    await hers.getByRole('button', { name: '中文' }).click()
    anna = (await browse(browser, 'office', 'it-IT', tuesday()())).page
    await signIn(anna, desk.url)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await desk?.end()
    await telegram?.stop()
    wechaty?.stop()
  })

  test('a code from Telegram, typed on the page and confirmed on both: the page goes on in the one conversation', async () => {
    await phone.write('绑定')
    await phone.choose(zh('common:join.from-now'))
    await told('验证码是')
    const code = /\d{6}/.exec((await phone.heard()).at(-1) ?? '')?.[0] ?? ''
    await page.write(code)
    await page.lines('Telegram').waitFor()
    await seen(hers, 'join-asked')
    await page.choose(zh('common:join.from-now'))
    await told('网页聊天')
    await phone.choose(zh('common:options.yes'))
    await page.lines('Telegram和网页聊天是同一个对话').waitFor(PATIENCE)
    await seen(hers, 'joined')
    await phone.write('人工')
    await told('工作人员')
    await page.lines('工作人员').last().waitFor(PATIENCE)
  })

  test('operators see one conversation, and for whom she asks', async () => {
    await page.write('替别人问')
    await page.choose(zh('common:who.new'))
    await page.write('妈妈 👵')
    const row = anna.getByRole('navigation', { name: it('inbox:queue.title') }).getByRole('listitem').filter({ hasText: it('inbox:on-behalf', { name: '妈妈 👵' }) })
    await anna.getByRole('button', { name: new RegExp(it('inbox:queue.waiting')) }).click()
    await expect.poll(async () => {
      const update = anna.getByRole('button', { name: it('inbox:queue.update') })
      if (await update.count()) await update.first().click()
      return row.count()
    }, PATIENCE).toBe(1)
    await row.getByRole('link').click()
    await anna.getByText(it('inbox:events.joined', { channel: it('inbox:channels.web-chat') })).waitFor()
    await anna.getByText(it('inbox:events.for-somebody', { name: '妈妈 👵' })).waitFor()
    await seen(anna, 'joined-thread')
  })

  test('an unofficial channel says what it is, and shows what must be scanned', async () => {
    await anna.getByRole('link', { name: it('inbox:channel.title') }).click()
    const card = anna.getByRole('listitem').filter({ hasText: it('inbox:channel.unofficial') })
    await card.getByRole('img', { name: it('inbox:channel.pairing-code') }).waitFor(PATIENCE)
    await seen(anna, 'pairing')
    await anna.setViewportSize({ width: 390, height: 844 })
    await seen(anna, 'pairing-phone')
    await wechaty.login()
    await card.getByRole('img').waitFor({ state: 'detached', ...PATIENCE })
  })
})
