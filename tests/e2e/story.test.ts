import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withToken } from '../support/citizen.ts'
import { ADMIN, startDesk, type TestDesk } from '../support/desk.ts'
import { ROOT } from '../support/pizzeria.ts'
import { barriers } from './support/axe.ts'
import { browse, canBrowse, openBrowser } from './support/browser.ts'
import { type Chat, chat } from './support/chat.ts'
import { daysFrom, inWords, tuesday } from './support/clock.ts'
import { freePort } from './support/port.ts'
import { townHall } from './support/site.ts'
import { gist, wordsIn } from './support/words.ts'

const zh = wordsIn('zh')
const it = wordsIn('it')
const ar = wordsIn('ar')
const GRACE = 10_000

const seen = (what: Locator): Promise<void> => what.waitFor()
const gone = (what: Locator): Promise<void> => what.waitFor({ state: 'detached' })
/** SHOTS=folder keeps a picture of each screen, for whoever wants to look at them. */
const shot = (page: Page, name: string): Promise<unknown> | null => (process.env.SHOTS ? page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) }) : null)

describe.skipIf(!canBrowse)('the story, in real browsers on the real desk', () => {
  const now = tuesday()
  let browser: Browser
  let desk: TestDesk
  beforeAll(async () => {
    browser = await openBrowser()
    desk = await startDesk({ now, env: { PORT: String(await freePort()) } })
  })
  afterAll(async () => {
    await browser?.close()
    await desk?.end()
  })

  /** Somebody who has just chosen her language on a phone. */
  async function someone(language: string, tongue: string): Promise<{ context: BrowserContext; page: Page; talk: Chat }> {
    const { context, page } = await browse(browser, 'phone', language, now())
    await page.goto(desk.url)
    await page.getByRole('button', { name: tongue }).click()
    const talk = chat(page, language)
    await seen(talk.options().nth(3))
    return { context, page, talk }
  }

  describe('a resident renews her permit, and an operator answers her', () => {
    const expiry = daysFrom(now(), 21)
    const flow = (key: string): string => zh(`permit-renewal:steps.${key}`)
    let li: Page
    let talk: Chat
    let anna: Page
    let annas: BrowserContext
    const conversation = (): Locator => anna.getByRole('region', { name: it('inbox:thread.messages') })
    const act = (name: string): Promise<void> => anna.getByRole('group', { name: it('inbox:actions.title') }).getByRole('button', { name }).click()
    const fees = (): Locator => talk.log.getByRole('table').first()

    beforeAll(async () => {
      li = (await browse(browser, 'phone', 'zh-CN', now())).page
      talk = chat(li, 'zh')
      const office = await browse(browser, 'office', 'it-IT', now())
      anna = office.page
      annas = office.context
    })

    test('the first page offers six languages, each in its own script', async () => {
      await li.goto(desk.url)
      const names = li.getByRole('main').locator('.tongue-name')
      await seen(names.first())
      expect((await names.allTextContents()).toSorted()).toEqual(['English', 'Español', 'Français', 'Italiano', 'العربية', '中文'].toSorted())
      expect(await barriers(li)).toEqual([])
    })

    test('the language of her phone comes first', async () => {
      expect(await li.getByRole('main').getByRole('listitem').first().textContent()).toContain('中文')
    })

    test('by keyboard she chooses hers, reads who answers and who reads, and sees the menu', async () => {
      const hers = li.getByRole('button', { name: '中文' })
      const isHere = async (): Promise<boolean> => (await li.locator(':focus').allTextContents()).join('').startsWith('中文')
      for (let stop = 0; stop < 12 && !(await isHere()); stop++) await li.keyboard.press('Tab')
      expect(await isHere()).toBe(true)
      await li.keyboard.press('Enter')
      await gone(hers.filter({ hasText: '您好' }))
      await seen(talk.lines(gist(zh('common:notice'))))
      await seen(talk.log.getByRole('link', { name: '/privacy' }))
      await expect.poll(() => talk.options().count()).toBe(8)
      expect(await li.locator('html').getAttribute('lang')).toBe('zh')
      expect(await barriers(li)).toEqual([])
      await shot(li, 'phone-menu')
    })

    test('her own words bring her to the renewal, after one question at most', async () => {
      await talk.write('我的居留三个星期后到期，我是开餐馆的老板')
      const renewal = talk.options(zh('services/permit.renewal:title'))
      const start = talk.options(flow('start.options.renew'))
      await seen(renewal.or(start).first())
      if (await renewal.count() > 0) await renewal.click()
      await seen(start)
    })

    test('she answers as self-employed, each question with an example', async () => {
      await talk.choose(flow('start.options.renew'))
      await talk.choose(flow('holder.options.adult'))
      await seen(talk.lines(flow('kind.hint')))
      expect(await barriers(li)).toEqual([])
      await shot(li, 'phone-question')
      await talk.choose(flow('kind.options.self-employed'))
      await seen(talk.lines(flow('expiry.hint')))
      await talk.write(inWords(expiry, 'zh', 'long'))
    })

    test('she is told the day in words, and how far it is', async () => {
      const dates = talk.log.getByRole('listitem').filter({ has: li.getByRole('time') }).first()
      await expect.poll(() => dates.textContent()).toContain(inWords(expiry, 'zh', 'full'))
      expect(await dates.textContent()).toContain(zh('common:relative.ahead_other', { count: 21 }))
    })

    test('she is told the fees with their total, and where the figures come from', async () => {
      await talk.choose(flow('length.options.over-2y'))
      await seen(fees())
      await shot(li, 'phone-fees')
      const rows = (await fees().getByRole('cell').allTextContents()).map((amount) => Number(amount.replace('欧元', '')))
      expect(await fees().getByRole('row').last().textContent()).toMatch(new RegExp(`^${zh('common:total')}126\\.46欧元$`))
      expect(rows.slice(0, -1).reduce((sum, row) => sum + row, 0)).toBeCloseTo(126.46)

      const answer = talk.log.getByRole('article').filter({ has: li.getByRole('table') })
      await expect.poll(() => answer.textContent()).toContain(zh('common:certainty.to-be-verified'))
      await answer.getByText(/^来源/).click()
      const sources = answer.locator('.sources').getByRole('listitem')
      expect(await sources.count()).toBeGreaterThan(1)
      for (const source of await sources.allTextContents()) expect(source).toMatch(/\d{4}.+查阅/)
      expect(await sources.getByRole('link').first().getAttribute('href')).toMatch(/^https?:/)
    })

    test('the card has her language beside Italian', async () => {
      await talk.choose(flow('next.options.card'))
      const card = talk.log.getByRole('region', { name: zh('permit-renewal:title') })
      await seen(card)
      const [hers, italian] = [card.locator('.card-side[lang=zh]'), card.locator('.card-side[lang=it]')]
      for (const text of [inWords(expiry, 'zh', 'full'), '126.46欧元', flow('kind.options.self-employed')]) expect(await hers.textContent()).toContain(text)
      for (const text of [it('permit-renewal:title'), inWords(expiry, 'it', 'full'), /126,46\s€/, it('permit-renewal:steps.kind.options.self-employed')]) expect(await italian.textContent()).toMatch(text)
      await seen(talk.lines(flow('card-next.hint')))
      expect(await barriers(li)).toEqual([])
      await shot(li, 'phone-card')

      const phone = li.viewportSize() as { width: number; height: number }
      await li.setViewportSize({ width: 900, height: 740 })
      const [left, right] = [await hers.boundingBox(), await italian.boundingBox()]
      expect(right?.y).toBe(left?.y)
      expect(right?.x).toBeGreaterThan(left?.x ?? 0)
      await li.setViewportSize(phone)
    })

    test('an operator signs in, and nobody waits', async () => {
      await anna.goto(`${desk.url}/inbox`)
      await seen(anna.getByRole('heading', { name: it('inbox:door.title') }))
      expect(await barriers(anna)).toEqual([])
      await anna.getByLabel(it('inbox:door.email')).fill(ADMIN.email)
      await anna.getByLabel(it('inbox:door.password'), { exact: true }).fill(ADMIN.password)
      await anna.getByRole('button', { name: it('inbox:door.enter') }).click()
      await seen(anna.getByText(it('inbox:empty.waiting')))
    })

    test('asking for a person, she is told that somebody who reads Chinese is there now', async () => {
      await talk.tap(zh('chat:person'))
      await seen(talk.lines('现在有人看得懂您的语言'))
      await seen(talk.lines('不等于递交申请，也不会让任何期限停止'))
      await seen(li.getByRole('contentinfo').getByText(gist(zh('common:handoff.still.now'))))
      expect(await barriers(li)).toEqual([])
      await shot(li, 'phone-queued')
    })

    test('the operator sees her come in, and opens what was said with Italian beside the Chinese', async () => {
      const row = anna.getByRole('link', { name: it('inbox:anonymous') })
      await seen(row)
      expect(await row.textContent()).toContain('中文')
      expect(await row.textContent()).toContain(it('services/permit.renewal:title'))
      expect(await barriers(anna)).toEqual([])
      await row.click()
      await seen(conversation().getByText(it('inbox:events.handed-off.asked')))
      const handoff = conversation().getByRole('listitem').filter({ hasText: '现在有人看得懂您的语言' })
      await seen(handoff.filter({ hasText: gist(it('common:handoff.now')) }))
      await seen(conversation().getByRole('listitem').filter({ hasText: flow('card-next.text') }).filter({ hasText: it('permit-renewal:steps.card-next.text') }))
      const person = anna.getByRole('complementary')
      await seen(person.getByText(it('permit-renewal:steps.kind.options.self-employed')))
    })

    test('she takes over, and answers in Chinese with a ready reply', async () => {
      await anna.getByRole('button', { name: it('inbox:actions.take') }).click()
      await anna.getByRole('group', { name: it('inbox:queue.views') }).getByRole('button', { name: it('inbox:queue.mine') }).click()
      await seen(anna.getByRole('link', { name: it('inbox:anonymous') }).filter({ hasText: it('inbox:queue.by-me') }))
      await anna.getByRole('button', { name: it('inbox:composer.canned') }).click()
      await anna.getByRole('option').filter({ hasText: zh('canned:hello.text') }).filter({ hasText: it('canned:hello.text') }).click()
      const reply = anna.getByRole('textbox', { name: it('inbox:composer.label') })
      await expect.poll(() => reply.inputValue()).toBe(zh('canned:hello.text'))
      await anna.getByRole('button', { name: it('inbox:composer.send'), exact: true }).click()
      await seen(conversation().getByRole('listitem').filter({ hasText: zh('canned:hello.text') }))
      await expect.poll(() => reply.inputValue()).toBe('')
    })

    test('the citizen reads it at once, with the operator’s name, and the assistant is silent', async () => {
      await seen(talk.lines(zh('canned:hello.text')).filter({ hasText: 'anna' }))
      await seen(li.getByRole('contentinfo').getByText('anna'))
      const before = await talk.log.getByRole('article').count()
      await talk.write('谢谢。我的会计说账目还没做好，怎么办？')
      await seen(talk.lines('我的会计说账目还没做好'))
      await seen(conversation().getByRole('listitem').filter({ hasText: '我的会计说账目还没做好' }))
      expect(await talk.log.getByRole('article').count()).toBe(before + 1)
      expect(await barriers(anna)).toEqual([])
      await shot(anna, 'inbox-thread')
      await shot(li, 'phone-attended')
      if (process.env.SCREENSHOT === '1') await anna.screenshot({ path: join(ROOT, 'docs', 'screenshot.png') })
    })

    test('she attaches a paper and drops an appointment, takes one out, and sends without a word', async () => {
      const attached = anna.getByRole('list', { name: it('inbox:composer.attached') })
      await anna.locator('.composer input[type=file]').setInputFiles([
        { name: '居留表格.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') }, { name: 'programma.png', mimeType: 'image/png', buffer: Buffer.from('MZ') },
      ])
      await seen(attached.getByRole('listitem').filter({ hasText: it('inbox:composer.file-kind') }))
      expect(await anna.getByRole('button', { name: it('inbox:composer.send'), exact: true }).isDisabled()).toBe(true)
      expect(await barriers(anna)).toEqual([])
      await shot(anna, 'inbox-attached')
      await attached.getByRole('button', { name: it('inbox:composer.detach', { name: 'programma.png' }) }).press('Enter')
      await expect.poll(() => anna.locator(':focus').textContent()).toBe(it('inbox:composer.attach'))
      const held = await anna.evaluateHandle(`(() => {
        const files = new DataTransfer()
        files.items.add(new File(['BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n'], 'appuntamento 📅.ics', { type: 'text/calendar' }))
        return files
      })()`)
      for (const type of ['dragover', 'drop']) await anna.locator('.composer').dispatchEvent(type, { dataTransfer: held })
      await expect.poll(() => attached.getByRole('progressbar').count()).toBe(0)
      expect(await attached.getByRole('listitem').count()).toBe(2)
      await anna.getByRole('button', { name: it('inbox:composer.send'), exact: true }).click()
      await seen(conversation().getByRole('link', { name: '居留表格.pdf' }))
      await gone(attached)
    })

    test('the citizen saves both', async () => {
      for (const name of ['居留表格.pdf', 'appuntamento 📅.ics']) {
        const [saved] = await Promise.all([li.waitForEvent('download'), talk.log.getByRole('button', { name }).click()])
        expect(saved.suggestedFilename()).toBe(name)
      }
      expect(await barriers(li)).toEqual([])
    })

    test('handing back can be undone for ten seconds; then the assistant says again what it is', async () => {
      await act(it('inbox:actions.release'))
      await anna.getByRole('button', { name: it('inbox:actions.undo') }).click()
      await seen(anna.getByText(it('inbox:done.undone')))
      await annas.clock.fastForward(GRACE)
      await seen(li.getByRole('contentinfo').getByText('anna'))

      await act(it('inbox:actions.release'))
      await seen(anna.getByRole('button', { name: it('inbox:actions.undo') }))
      await annas.clock.fastForward(GRACE)
      await seen(talk.lines(gist(zh('common:notice-again'))))
      await seen(anna.getByText(it('inbox:done.release')))
    })

    test('she asks again; the operator closes with an outcome, and she sees it closed', async () => {
      await talk.tap(zh('chat:person'))
      await anna.getByRole('button', { name: it('inbox:actions.take') }).click()
      await act(it('inbox:actions.close'))
      await seen(anna.getByRole('dialog', { name: it('inbox:dialog.close-title') }))
      expect(await barriers(anna)).toEqual([])
      await shot(anna, 'inbox-close')
      await anna.getByLabel(it('inbox:outcomes.solved')).check()
      await anna.getByRole('button', { name: it('inbox:dialog.close-do') }).click()
      await seen(anna.getByRole('button', { name: it('inbox:actions.undo') }))
      await annas.clock.fastForward(GRACE)
      await seen(anna.getByText(it('inbox:composer.closed', { outcome: it('inbox:outcomes.solved') })))
      await seen(li.getByRole('contentinfo').getByText(zh('chat:closed')))
      await seen(li.getByRole('button', { name: zh('chat:start-again') }))
    })
  })

  describe('in Arabic', () => {
    let page: Page
    let talk: Chat
    beforeAll(async () => void ({ page, talk } = await someone('ar', 'العربية')))

    test('the page is mirrored', async () => {
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
      const [number, label] = [await talk.options().first().locator('.number').boundingBox(), await talk.options().first().locator('.label').boundingBox()]
      expect(number?.x).toBeGreaterThan(label?.x ?? 0)
      expect(await barriers(page)).toEqual([])
      await shot(page, 'arabic-menu')
    })

    test('a topic without a procedure gives the office, what to have ready and an official link', async () => {
      await talk.choose(ar('menu:steps.main.options.health-school'))
      await talk.choose(ar('services/health.doctor_or_stp:title'))
      const sheet = talk.log.getByRole('article').filter({ has: page.getByText(ar('common:sheet.link')) })
      await seen(sheet)
      expect(await sheet.getByRole('definition').getByRole('link').first().getAttribute('href')).toMatch(/^https?:/)
      expect(await barriers(page)).toEqual([])
      await shot(page, 'arabic-pointer')
    })

    test('asking for a person in the morning, she is told the shift of the afternoon that reads Arabic', async () => {
      await talk.tap(ar('chat:person'))
      await seen(talk.lines(gist(ar('common:handoff.later'))).filter({ hasText: '14:30' }))
      await seen(page.getByRole('contentinfo').getByText(gist(ar('common:handoff.still.later'))))
      expect(await barriers(page)).toEqual([])
      await shot(page, 'arabic-queued')
    })
  })

  describe('when the network goes', () => {
    const MINE = '我想问居留卡的费用'
    let li: { context: BrowserContext; page: Page; talk: Chat }
    const atDesk = async (text: string): Promise<number> => {
      const { token } = await li.page.evaluate<{ token: string }>(`JSON.parse(localStorage.getItem('sportello'))`)
      return (await withToken(desk.url, token).messages()).filter((message) => message.from === 'you' && message.text === text).length
    }
    beforeAll(async () => {
      li = await someone('zh', '中文')
    })

    test('what she wrote is kept, and arrives once when it is back', async () => {
      await li.context.setOffline(true)
      await seen(li.page.getByText(zh('chat:offline')))
      await li.talk.write(MINE)
      await seen(li.talk.lines(MINE).filter({ hasText: zh('chat:failed') }))
      expect(await atDesk(MINE)).toBe(0)
      await li.context.setOffline(false)
      await gone(li.page.getByText(zh('chat:offline')))
      await expect.poll(() => atDesk(MINE)).toBe(1)
      await gone(li.talk.lines(MINE).filter({ hasText: zh('chat:failed') }))
      expect(await li.talk.lines(MINE).count()).toBe(1)
    })

    test('the desk stops and starts again: her conversation goes on', async () => {
      await desk.stop()
      await seen(li.page.getByText(zh('chat:reconnecting')))
      await li.talk.write(zh('chat:menu'))
      await seen(li.talk.lines(zh('chat:failed')))
      desk = await desk.again()
      await gone(li.page.getByText(zh('chat:reconnecting')))
      await expect.poll(() => li.talk.options().count()).toBe(8)
      expect(await atDesk(zh('chat:menu'))).toBe(1)
      expect(await li.talk.lines(MINE).count()).toBe(1)
      await li.page.reload()
      await seen(li.talk.lines(MINE))
    })
  })

  describe('when somebody comes near', () => {
    test('one tap hides the screen, and one brings it back as it was', async () => {
      const { page, talk } = await someone('zh', '中文')
      await page.getByLabel(zh('chat:your-message')).fill('我还没写完')
      await page.getByRole('button', { name: zh('chat:hide') }).click()
      await talk.log.waitFor({ state: 'hidden' })
      expect((await page.title()).replace('\u200b', '')).toBe('')
      await page.getByRole('button', { name: zh('chat:show-again') }).click()
      await seen(talk.log)
      expect(await page.getByLabel(zh('chat:your-message')).inputValue()).toBe('我还没写完')
    })

    test('the quick exit clears the phone and leaves', async () => {
      const { context, page } = await someone('zh', '中文')
      await page.getByRole('button', { name: zh('chat:exit') }).click()
      await page.waitForURL('about:blank')
      const after = await context.newPage()
      await after.goto(`${desk.url}/healthz`)
      expect(await after.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0])
      await page.goBack().catch(() => null)
      expect(await page.getByRole('log').count()).toBe(0)
    })
  })

  test('a page of another origin opens the chat in its own frame, and a conversation works there', async () => {
    const site = await townHall(desk.url, 'zh')
    const { page } = await browse(browser, 'office', 'it-IT', now())
    await page.goto(site.url)
    await page.getByRole('button', { name: zh('chat:widget-open') }).click()
    const frame = page.frameLocator('iframe')
    const talk = chat(frame, 'zh')
    await talk.choose(zh('menu:steps.main.options.permit'))
    await talk.choose(zh('services/permit.renewal:title'))
    await seen(talk.lines(gist(zh('permit-renewal:steps.start.text'))))
    await shot(page, 'widget')
    await frame.getByRole('button', { name: zh('chat:minimise') }).click()
    await page.frameLocator('iframe').getByRole('log').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: zh('chat:widget-open') }).click()
    await seen(talk.lines(gist(zh('permit-renewal:steps.start.text'))))
    await site.stop()
  })
})
