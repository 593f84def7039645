import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'

export type Remote = { readonly page: () => Page | null; readonly kill: () => Promise<void>; readonly stop: () => Promise<void> }

/** The phone's end of the wire: follows whichever browser holds this profile, and answers its page. */
export function followBrowser(portFile: string, answer: (event: string) => Promise<string>, changed: () => void): Remote {
  let stopped = false
  let page: Page | null = null
  let browser: Browser | null = null
  const connect = async (port: string): Promise<void> => {
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 10_000 })
    const found = browser.contexts()[0]?.pages()[0] ?? null
    await found?.exposeFunction('phone', answer)
    browser.on('disconnected', () => {
      if (page === found) page = null
    })
    page = found
    changed()
  }
  const loop = async (): Promise<void> => {
    for (let known = ''; !stopped; await wait(30)) {
      const now = await readFile(portFile, 'utf8').catch(() => known)
      if (now === known || now === '') continue
      known = await connect(now.split('\n')[0] ?? '').then(() => now, () => known)
    }
  }
  const done = loop()
  return {
    page: () => page,
    async kill() {
      const session: CDPSession | undefined = await browser?.newBrowserCDPSession()
      const { processInfo } = await (session as CDPSession).send('SystemInfo.getProcessInfo')
      process.kill((processInfo.find((p) => p.type === 'browser') as { id: number }).id, 'SIGKILL')
      page = null
    },
    async stop() {
      stopped = true
      await done
      await browser?.close().catch(() => {})
    },
  }
}
