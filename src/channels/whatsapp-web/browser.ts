import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export type BrowserOptions = { readonly session: string; readonly browser: string; readonly page: string | null; /** Where the link is kept. */ readonly folder: string }

const QUIET = ['--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']

/** Chromium refuses its sandbox to root, which is who runs in most containers. */
const isRoot = (): boolean => process.getuid?.() === 0

export const launchOf = ({ browser }: BrowserOptions) => ({ executablePath: browser, headless: true, args: [...QUIET, ...(isRoot() ? ['--no-sandbox'] : [])] })

/** A pinned page, read by its name in its folder; null: the newest one, which is not kept. */
export const pinOf = ({ page }: BrowserOptions) =>
  page === null ? { webVersionCache: { type: 'none' as const } } : { webVersion: basename(page, '.html'), webVersionCache: { type: 'local' as const, path: dirname(page), strict: true } }

/** A browser that was killed leaves its lock behind, and one of another container cannot be asked whether it lives. This folder is the desk's alone. */
export async function prepare({ session, folder }: BrowserOptions): Promise<void> {
  const own = join(folder, `session-${session}`)
  await mkdir(own, { recursive: true, mode: 0o700 })
  await Promise.all(['SingletonLock', 'SingletonCookie', 'SingletonSocket'].map((name) => rm(join(own, name), { force: true })))
}
