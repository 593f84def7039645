import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
const PATIENCE = 10_000

/** The first Chromium on this machine. */
const browserPath = PLACES.find((path) => path !== undefined && path !== '' && existsSync(path))

/** Without a browser the story is skipped by name; where it must be told, its tests fail. */
export const canBrowse = browserPath !== undefined || Boolean(process.env.CI)

export function openBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('There is no Chromium here. Install one, or name its path in CHROMIUM.')
  return chromium.launch({ executablePath: browserPath, args: QUIET })
}

const SCREENS = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  office: { viewport: { width: 1280, height: 800 } },
} as const

type Own = { readonly context: BrowserContext; readonly page: Page }

/** Somebody's own browser: her screen, her language, and the same day as at the desk. */
export async function browse(browser: Browser, screen: keyof typeof SCREENS, locale: string, today: Date): Promise<Own> {
  const context = await browser.newContext({ ...SCREENS[screen], locale, timezoneId: 'Europe/Rome', reducedMotion: 'reduce' })
  await context.clock.install({ time: today })
  context.setDefaultTimeout(PATIENCE)
  return { context, page: await context.newPage() }
}
