import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeUser, type FakeWeChat, startWeChat } from '../emulators/wechat/index.ts'
import type { TestDesk } from '../support/desk.ts'
import { deskOnWeChat, wechatVoice } from '../support/wechat.ts'
import { barriers } from './support/axe.ts'
import { browse, canBrowse, openBrowser } from './support/browser.ts'
import { tuesday } from './support/clock.ts'
import { signIn } from './support/inbox.ts'
import { wordsIn } from './support/words.ts'

const it = wordsIn('it')
const zh = wordsIn('zh')
const SCREENS = { phone: { width: 390, height: 844 }, office: { width: 1440, height: 900 } }
const LINK = /https?:\/\/\S+\/c\/[\w-]+\?lang=zh/

describe.skipIf(!canBrowse)('channels in the inbox, and the desk’s own page, in a real browser', () => {
  let wechat: FakeWeChat
  let desk: TestDesk
  let li: FakeUser
  let browser: Browser
  let anna: Page

  async function both(page: Page, name: string): Promise<void> {
    for (const [screen, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size)
      expect([name, screen, await barriers(page)]).toEqual([name, screen, []])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}-${screen}.png`) })
    }
  }

  beforeAll(async () => {
    wechat = await startWeChat()
    desk = await deskOnWeChat(wechat)
    li = wechat.user({ nickname: '李伟 🪪' })
    browser = await openBrowser()
    anna = (await browse(browser, 'office', 'it-IT', tuesday()())).page
    await anna.setViewportSize(SCREENS.office)
    await signIn(anna, desk.url)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await desk?.end()
    await wechat?.stop()
  })

  test('a contact at the counter is logged with a key and a click, and found among the closed', async () => {
    await anna.keyboard.press('c')
    const dialog = anna.getByRole('dialog')
    await dialog.getByLabel(it('inbox:contact.topic')).selectOption('permit.renewal')
    await dialog.getByLabel(it('inbox:contact.note')).fill('chiede del bollettino 🧾')
    await both(anna, 'contact')
    await dialog.getByRole('button', { name: it('inbox:contact.save') }).click()
    await dialog.waitFor({ state: 'detached' })
    await anna.keyboard.press('c')
    expect(await anna.getByRole('dialog').getByLabel(it('inbox:contact.topic')).inputValue()).toBe('permit.renewal')
    await anna.getByRole('dialog').getByRole('button', { name: it('inbox:contact.save') }).click()
    await anna.getByRole('dialog').waitFor({ state: 'detached' })
    await anna.getByRole('button', { name: new RegExp(it('inbox:queue.closed')) }).click()
    await expect.poll(() => anna.getByText(it('inbox:channels.counter')).count()).toBeGreaterThanOrEqual(2)
  })

  test('the page of channels tells how each does, pauses it and goes on', async () => {
    await anna.getByRole('link', { name: it('inbox:channel.title') }).click()
    const card = anna.getByRole('listitem').filter({ hasText: 'WeChat' })
    await card.getByText(it('inbox:channel.works')).waitFor()
    await both(anna, 'channels')
    await card.getByRole('button', { name: it('inbox:channel.pause') }).click()
    await card.getByText(it('inbox:channel.paused'), { exact: true }).waitFor()
    await both(anna, 'channels-paused')
    await card.getByRole('button', { name: it('inbox:channel.resume') }).click()
    await card.getByText(it('inbox:channel.works')).waitFor()
    await card.getByRole('button', { name: it('inbox:channel.check') }).click()
    await anna.getByText(it('inbox:channel.check-works')).first().waitFor()
  })

  test('from WeChat to the desk’s own page on her phone: nothing earlier, and a person answers there', async () => {
    await wechatVoice(li).arrive('zh')
    await li.say('转人工')
    await expect.poll(() => li.chat.some((m) => LINK.test(m.text)), { timeout: 15_000 }).toBe(true)
    const link = LINK.exec(li.chat.map((m) => m.text).join('\n'))?.[0] ?? ''
    await anna.getByRole('link', { name: it('inbox:bar.conversations') }).click()
    await anna.getByRole('button', { name: new RegExp(it('inbox:queue.waiting')) }).click()
    const waiting = anna.getByRole('navigation', { name: it('inbox:queue.title') }).getByRole('listitem').filter({ hasText: 'WeChat' })
    await expect.poll(() => waiting.count(), { timeout: 15_000 }).toBe(1)
    await waiting.getByRole('link').click()
    await anna.getByRole('button', { name: it('inbox:actions.take'), exact: true }).click()
    await anna.getByText('Si può scrivere fino a').waitFor()
    await both(anna, 'composer-window')
    const hers = (await browse(browser, 'phone', 'zh-CN', tuesday()())).page
    await hers.goto(link)
    await hers.getByRole('button', { name: zh('chat:door-go') }).waitFor()
    await both(hers, 'door')
    await hers.getByRole('button', { name: zh('chat:door-go') }).click()
    await hers.getByText(zh('common:private-page.here')).waitFor()
    expect(await hers.getByRole('log').textContent()).not.toContain('转人工')
    expect(new URL(hers.url()).pathname).toBe('/')
    await anna.locator('#reply').fill('您好，请在这里写 🙏')
    await anna.keyboard.press('Control+Enter')
    await hers.getByText('您好，请在这里写 🙏').waitFor()
    await both(hers, 'own-page')
  })
})
