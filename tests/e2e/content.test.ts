import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { citizen } from '../support/citizen.ts'
import { ADMIN, startDesk, type TestDesk } from '../support/desk.ts'
import { colleague, operator } from '../support/operator.ts'
import { page as html, type Site, startSite } from '../support/site.ts'
import { publicRoot } from '../support/telegram.ts'
import { barriers } from './support/axe.ts'
import { browse, canBrowse, openBrowser } from './support/browser.ts'
import { tuesday } from './support/clock.ts'
import { gist, wordsIn } from './support/words.ts'

const it = wordsIn('it')
const FACT = 'permit.fee.card'
const SHEET = 'services/permit.longterm'
const SCREENS = { phone: { width: 390, height: 844 }, office: { width: 1440, height: 900 } }

const seen = (what: Locator): Promise<void> => what.first().waitFor()

describe.skipIf(!canBrowse)('the editors’ page, in a real browser on the real desk', () => {
  const now = tuesday()
  let pages: Parameters<typeof startSite>[0]
  let site: Site
  let root: string
  let desk: TestDesk
  let browser: Browser
  let anna: Page
  const word = (name: string, params = {}): string => it(`inbox:content.${name}`, params)
  const main = (): Locator => anna.getByRole('main')
  const click = (name: string): Promise<void> => main().getByRole('button', { name, exact: true }).click()
  const field = (name: string): Locator => main().getByLabel(name)

  /** SHOTS=folder keeps a picture of each screen; both widths are without barriers. */
  async function both(name: string): Promise<void> {
    for (const [screen, size] of Object.entries(SCREENS)) {
      await anna.setViewportSize(size)
      expect([name, screen, await barriers(anna)]).toEqual([name, screen, []])
      expect(await anna.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      if (process.env.SHOTS) await anna.screenshot({ path: join(process.env.SHOTS, `${name}-${screen}.png`) })
    }
  }
  /** What somebody reads on her phone who opens the chat at the sheet now. */
  async function costs(): Promise<string> {
    const { context, page } = await browse(browser, 'phone', 'it-IT', now())
    await page.goto(`${desk.url}/?flow=${encodeURIComponent(SHEET)}&lang=it`)
    const log = page.getByRole('log')
    await seen(log.getByText('per la tessera'))
    for (const sources of await log.getByText(/^Fonti/).all()) await sources.click()
    const words = (await log.textContent()) ?? ''
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `chat-${Date.now()}.png`) })
    await context.close()
    return words
  }

  beforeAll(async () => {
    pages = { '/costi': html('<h1>Costi</h1><p>Si paga alla posta.</p><p>Carta elettronica: 30,46 euro</p><p>Il bollettino è nel kit.</p>') }
    site = await startSite(pages)
    root = publicRoot()
    const facts = join(root, 'data', 'facts', 'permit.yaml')
    // The card's cost has a page of its own, so that its day is told by itself.
    const own = `sources:\n  costs-page: { publisher: "Ufficio costi", url: "${site.url}/costi", institutional: true, indirect: false, seen: 2026-09-22 }\n`
    writeFileSync(facts, readFileSync(facts, 'utf8').replace('sources:\n', own).replace(/(permit\.fee\.card:(?:\n {4}.*)*?source: )portale-costs/, '$1costs-page'))
    writeFileSync(join(root, 'data', 'publishers.yaml'), 'publishers:\n  127.0.0.1: Un ufficio\n')
    desk = await startDesk({ root, now, env: { SOURCES_WATCH: 'on', SOURCES_ALLOW_LOCAL: '1', SOURCES_PAUSE_SECONDS: '0' } })
    browser = await openBrowser()
    anna = (await browse(browser, 'office', 'it-IT', now())).page
    await anna.setViewportSize(SCREENS.office)
  })
  afterAll(async () => {
    await browser?.close()
    await desk?.end()
    await site?.close()
    rmSync(root, { recursive: true })
  })

  describe('a page changes', () => {
    test('she signs in on a bookmark of the content, and sees the facts by what presses', async () => {
      await anna.goto(`${desk.url}/inbox/content`)
      await anna.getByLabel(it('inbox:door.email')).fill(ADMIN.email)
      await anna.getByLabel(it('inbox:door.password'), { exact: true }).fill(ADMIN.password)
      await anna.getByRole('button', { name: it('inbox:door.enter') }).click()
      await seen(anna.getByText(word('calm')))
      await seen(anna.getByRole('heading', { name: word('state.to-be-verified') }))
      expect(await anna.getByRole('navigation', { name: word('facts') }).getByRole('link').count()).toBeLessThan(60)
      await both('facts')
    })

    test('by keyboard she finds a fact by its name, and opens it', async () => {
      await anna.getByRole('searchbox').fill(FACT)
      await expect.poll(() => anna.getByRole('link', { name: FACT }).count()).toBe(1)
      await anna.getByRole('link', { name: FACT }).focus()
      await anna.keyboard.press('Enter')
      await seen(main().getByRole('heading', { name: '30,46' }))
      expect(new URL(anna.url()).pathname).toBe(`/inbox/content/facts/${FACT}`)
      await anna.reload()
      await seen(main().getByRole('heading', { name: '30,46' }))
    })

    test('she looks at its page, and a week later sees what changed: old and new, side by side', async () => {
      await click(word('look.now'))
      await seen(main().getByText(word('look.first')))
      pages['/costi'] = html('<h1>Costi</h1><p>Si paga alla posta.</p><p>Carta elettronica: 40,00 euro</p><p>Il bollettino è nel kit.</p>')
      // Whoever read it today for the files knows what the page says today: it was read earlier.
      await click(word('look.now'))
      await seen(main().getByText(word('look.changed')))
      await seen(main().locator('del', { hasText: 'Carta elettronica: 30,46 euro' }))
      await seen(main().locator('ins', { hasText: 'Carta elettronica: 40,00 euro' }))
      await seen(main().getByText(word('look.stands-not')))
      await seen(main().getByText(word('one.being-checked'), { exact: true }))
      await seen(anna.getByRole('banner').getByText(gist(it('inbox:bar.checking'))))
      await both('fact')
    })
  })

  describe('she corrects it', () => {
    test('what is wrong is said in words, beside its field', async () => {
      await click(word('do.correct'))
      await field(word('value')).fill('quaranta')
      await click(word('do.see'))
      await seen(main().getByRole('alert').filter({ hasText: word('problems.eur') }))
      await both('correction')
    })

    test('before publishing she sees every text before and after', async () => {
      await field(word('value')).fill('40')
      await click(word('do.see'))
      await seen(main().getByText(word('do.effect-now', { before: '30,46 €', after: '40 €' })))
      await seen(main().locator('.side.old').filter({ hasText: '30,46 €' }))
      await seen(main().locator('.side.new').filter({ hasText: '40 €' }))
      await both('effect')
    })

    test('a colleague was first: she is told who, and what she typed is still there', async () => {
      const edda = await colleague(desk.url, await operator(desk.url), 'Edda', 'editor')
      const { newest } = await edda.get<{ newest: string | null }>(`/api/inbox/content/facts/${FACT}`)
      await edda.post(`/api/inbox/content/facts/${FACT}/confirm`, { newest, verify: '' })
      await click(word('do.publish'))
      await seen(anna.getByText(word('errors.changed-meanwhile', { name: 'Edda' })))
      await seen(main().getByText(word('history.confirmed', { name: 'Edda' })))
      await anna.reload()
      await seen(field(word('value')))
      expect(await field(word('value')).inputValue()).toBe('40')
    })

    test('the citizen’s next turn says the new figure, with the day on which it was read', async () => {
      expect(await costs()).toContain('30,46')
      await click(word('do.see'))
      await click(word('do.publish'))
      await seen(main().getByRole('heading', { name: '40 €' }))
      await seen(main().getByText(word('history.corrected', { name: 'anna' })))
      const said = await costs()
      expect(said).toContain('40 €')
      expect(said).toMatch(/Ufficio costi.*24\/11\/2026/)
      expect(said).not.toContain('30,46')
      await both('corrected')
    })

    test('taking it back shows first what counts again', async () => {
      await click(word('do.undo'))
      await seen(main().locator('form').getByText('30,46'))
      await click(word('do.undo-do'))
      await seen(main().getByRole('heading', { name: '30,46' }))
      expect(await costs()).toContain('30,46')
    })

    test('back leads to the list, and from there to the conversations', async () => {
      await anna.setViewportSize(SCREENS.phone)
      await main().getByRole('button', { name: word('back') }).click()
      await seen(anna.getByRole('searchbox'))
      await anna.getByRole('link', { name: it('inbox:bar.conversations') }).click()
      await seen(anna.getByText(it('inbox:empty.waiting')))
      await anna.goBack()
      await seen(anna.getByRole('searchbox', { name: word('search') }))
      await anna.setViewportSize(SCREENS.office)
    })
  })

  describe('what nobody understood', () => {
    const HERS = 'zzqx brumfl 3331234567 qwrtz di Mohamed Ali'
    const item = (text: string): Locator => main().getByRole('listitem').filter({ hasText: text })

    test('a desk where all was understood says so', async () => {
      await anna.getByRole('link', { name: word('missed') }).click()
      await seen(main().getByText(word('missing.none')))
      expect(new URL(anna.url()).pathname).toBe('/inbox/content/missed')
      await both('missed-none')
    })

    test('texts stand there as they were written, in the direction of their language', async () => {
      for (const [language, text] of [['it', HERS], ['ar', 'ضصثق فغعه خحج'], ['zh', '咕噜叽里']] as const) await (await citizen(desk.url, language)).say(text)
      await anna.reload()
      await seen(item(HERS))
      expect(await main().locator('.missed-text[lang=ar]').getAttribute('dir')).toBe('rtl')
      await both('missed')
    })

    test('by keyboard she teaches one: what could name somebody is gone before she begins', async () => {
      await item(HERS).getByRole('button', { name: word('missing.teach') }).focus()
      await anna.keyboard.press('Enter')
      const text = field(word('missing.text'))
      expect(await text.inputValue()).toBe('zzqx brumfl 055 000000 qwrtz di Rossi')
      await click(word('missing.do'))
      await seen(main().getByRole('alert').filter({ hasText: word('missing.mend') }))
      await both('teach')
      await text.fill('iscrivere mio figlio a scuola')
      await field(word('missing.topic')).selectOption('school')
      await field(word('missing.nobody')).check()
      await click(word('missing.do'))
      await item(HERS).waitFor({ state: 'detached' })
      await seen(main().getByText(word('missing.taught', { count: 1 })))
    })

    test('what is not for us goes too, and nobody sees it again', async () => {
      await item('咕噜叽里').getByRole('button', { name: word('missing.dismiss') }).click()
      await item('咕噜叽里').waitFor({ state: 'detached' })
      await anna.reload()
      await seen(main().getByText(word('missing.taught', { count: 1 })))
      expect(await main().getByText('咕噜叽里').count()).toBe(0)
    })
  })
})
