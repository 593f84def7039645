import type { Page } from 'playwright-core'
import { ADMIN } from '../../support/desk.ts'
import { wordsIn } from './words.ts'

/** Opens the inbox, and signs in by keyboard. */
export async function signIn(page: Page, url: string, at = '/inbox'): Promise<void> {
  await page.goto(`${url}${at}`)
  await page.locator('input[type=email]').fill(ADMIN.email)
  await page.locator('input[type=password]').fill(ADMIN.password)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: wordsIn('it')('inbox:queue.title') }).waitFor()
}
