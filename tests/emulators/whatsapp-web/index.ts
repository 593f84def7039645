import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { tempFolder } from '../../support/temp.ts'
import { createSignal, until } from '../signal.ts'
import { createFaults } from './faults.ts'
import { writePage } from './page/build.ts'
import { createProfile } from './profile.ts'
import { followBrowser, type Remote } from './remote.ts'
import { createUser, type FakeUser, type NewUser, type Raw } from './user.ts'

export type { FakeUser }
export type FakeWhatsAppWeb = ReturnType<typeof startWhatsAppWeb>

const ME = '390574000000@c.us'
/** Units above which the real page cuts a text. */
const LONGEST = 65_536

type Event = { readonly kind: 'hello'; readonly token: string | null } | { readonly kind: 'download'; readonly path: string } | { readonly kind: 'seen'; readonly chat: string } | { readonly kind: 'earlier'; readonly chat: string }
  | { readonly kind: 'sent'; readonly chat: string; readonly id: string; readonly text: string; readonly file: { readonly name: string; readonly mime: string; readonly data: string } | null }

/** A phone, and a stub of WhatsApp Web's page that the real library drives in a real browser: nothing of either is replaced. `dataDir`: the desk's. */
export function startWhatsAppWeb({ dataDir, session = 'prova', now = Date.now }: { readonly dataDir: string; readonly session?: string; readonly now?: () => number }) {
  const changed = createSignal()
  const users = new Map<string, FakeUser>()
  const known: { phone: string; lid?: string | undefined; hidden?: boolean | undefined }[] = []
  const files = new Map<string, Buffer>()
  const groups = new Map<string, string[]>()
  const links = new Set<string>()
  const sent: { readonly chat: string; readonly text: string; readonly at: number }[] = []
  const profile = createProfile()
  let isOpen = false
  const { taking, ...faults } = createFaults()

  const handle = async (event: Event): Promise<unknown> => {
    if (event.kind === 'hello') {
      isOpen = event.token !== null && links.has(event.token)
      return { linked: isOpen, ...(isOpen ? profile.told() : { unread: [], history: [] }), people: { me: ME, known } }
    }
    if (event.kind === 'download') return { data: files.get(event.path)?.toString('base64') ?? null }
    if (event.kind === 'earlier') return taking.earlier(event.chat)
    if (event.kind === 'seen') profile.seen(event.chat)
    else take(event)
    changed.ring()
    return event.kind === 'sent' ? taking.answer() : {}
  }
  const take = ({ chat, id, text, file }: Extract<Event, { kind: 'sent' }>): void => {
    if (!file && (text === '' || text.length > LONGEST)) throw new Error('the text is empty or too long')
    if (taking.refused()) throw new Error('not now')
    sent.push({ chat, text, at: performance.now() })
    groups.get(chat)?.push(text)
    users.get(chat)?.chat.push({ who: 'desk', id, text: text || (file?.name ?? ''), file: file && { name: file.name, mime: file.mime, bytes: Buffer.from(file.data, 'base64') } })
  }
  const remote: Remote = followBrowser(join(dataDir, 'whatsapp-web', `session-${session}`, 'DevToolsActivePort'), async (event) => JSON.stringify(await handle(JSON.parse(event) as Event)), changed.ring)
  const act = async (name: string, given: object = {}): Promise<void> => {
    const page = await until(changed, 30_000, remote.page)
    if (page === null) throw new Error('No browser opened WhatsApp Web')
    await page.waitForFunction('window.fake && window.Debug', null, { timeout: 30_000 })
    await page.evaluate(([what, about]) => (globalThis as unknown as { fake: Record<string, (given: object) => unknown> }).fake[what]?.(about), [name, given] as const)
  }
  const newId = (): string => randomBytes(8).toString('hex').toUpperCase()
  const deliver = async (raw: Raw): Promise<void> => {
    profile.keep({ ...raw, isNew: false }, isOpen)
    if (isOpen) await act('receive', { raw: { ...raw, isNew: true } })
  }
  /** `how`: what the page is told of it. */
  const revise = async (how: 'edit' | 'decrypt', id: string, fields: Raw['fields']): Promise<void> => {
    profile.revise(id, fields)
    if (isOpen) await act(how, { id, fields })
  }
  return {
    env: { WHATSAPP_WEB_SESSION: session, WHATSAPP_WEB_CONFIRM_UNOFFICIAL: 'yes', WHATSAPP_WEB_PAGE: writePage(tempFolder('page')), WHATSAPP_WEB_PAUSE_SECONDS: '0' },
    me: ME, sent, dataDir,
    user(about: NewUser): FakeUser {
      const she = createUser(about, {
        changed, now, newId, deliver, act, revise,
        offer(bytes) {
          const path = `/v/${newId()}`
          files.set(path, bytes)
          return path
        },
      })
      known.push({ phone: about.phone, lid: about.lid, hidden: about.hidden })
      users.set(she.at, she)
      if (remote.page() !== null) void act('person', { known }).catch(() => {})
      return she
    },
    group(): { readonly id: string; readonly said: readonly string[] } {
      const id = `1203${groups.size}0000000@g.us`
      groups.set(id, [])
      return { id, said: groups.get(id) as string[] }
    },
    ...faults,
    forgetFiles: (): void => files.clear(),
    /** Somebody scans the code that is shown. */
    async link() {
      const token = newId()
      links.add(token)
      await act('link', { token })
      isOpen = true
    },
    async logout() {
      links.clear()
      isOpen = false
      // The browser may end while it is told.
      await act('logout').catch(() => {})
    },
    /** The same, without a word to the page. */
    async expire() {
      links.clear()
      isOpen = false
      await act('expire')
    },
    newCode: () => act('newCode'),
    /** The page hangs, and says nothing. */
    freeze: async (): Promise<void> => void act('freeze').catch(() => {}),
    async crash() {
      isOpen = false
      await remote.kill()
    },
    away: (): void => void (isOpen = false),
    stop: () => remote.stop(),
  }
}
