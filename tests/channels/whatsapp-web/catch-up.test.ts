import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Channel, Incoming } from '../../../src/channels/channel.ts'
import { createWhatsAppWeb } from '../../../src/channels/whatsapp-web/whatsapp-web.ts'
import { browserPath } from '../../emulators/whatsapp-web/chromium.ts'
import { type FakeUser, type FakeWhatsAppWeb, startWhatsAppWeb } from '../../emulators/whatsapp-web/index.ts'
import { inletOf, type NotedInlet } from '../../support/channels.ts'
import { tempFolder } from '../../support/temp.ts'

const LONG = { timeout: 40_000 }
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A link that is lost and comes back, hours and days of a clock of its own apart. */
describe.skipIf(browserPath === undefined)('what WhatsApp Web does not bring at once', { timeout: 150_000 }, () => {
  const dataDir = tempFolder('whatsapp-web')
  const heard: Incoming[] = []
  let ahead = 0
  const now = (): number => Date.now() + ahead
  let whatsapp: FakeWhatsAppWeb
  let channel: Channel
  let inlet: NotedInlet
  let stop: (() => Promise<void>) | undefined
  let li: FakeUser
  let wang: FakeUser

  const begin = async (): Promise<void> => {
    channel = createWhatsAppWeb({ session: 'prova', browser: browserPath ?? '', page: whatsapp.env.WHATSAPP_WEB_PAGE, pause: 50, dataDir, now, patience: 8_000, beat: 1_500 })
    stop = await channel.start?.(inlet)
  }
  const isReady = () => vi.waitUntil(async () => (await channel.check?.()) === null, LONG)
  /** The desk is away: what happens meanwhile, and then so many minutes. */
  const away = async (minutes: number, meanwhile: () => Promise<unknown>): Promise<void> => {
    await stop?.()
    whatsapp.away()
    await meanwhile()
    ahead += minutes * MINUTE
    await begin()
    await isReady()
  }
  const words = () => heard.map(({ content }) => (content.kind === 'wrote' || content.kind === 'edited' ? content.text : content.kind))

  beforeAll(async () => {
    whatsapp = startWhatsAppWeb({ dataDir, now })
    li = whatsapp.user({ phone: '393331234567@c.us' })
    wang = whatsapp.user({ phone: '393339998888@c.us', lid: '111222333444@lid' })
    const ids = new Set<Incoming['externalId']>()
    inlet = inletOf(async (message) => void (!ids.has(message.externalId) && ids.add(message.externalId) && heard.push(message)))
    await begin()
    await whatsapp.link()
    await isReady()
  })
  afterAll(async () => {
    await stop?.()
    await whatsapp?.stop()
  })
  beforeEach(() => void heard.splice(0))

  describe('words that the link cannot read yet', () => {
    test('are answered as such, and for themselves once they can be read, were it after a restart', async () => {
      const [one, two] = [await li.seal(), await wang.seal()]
      await expect.poll(() => heard, LONG).toMatchObject([{ externalId: `${one}:unread`, content: { kind: 'unsupported' } }, { externalId: `${two}:unread`, content: { kind: 'unsupported' } }])
      await li.unseal(one, '解开了 🔓')
      await expect.poll(() => heard.slice(2), LONG).toEqual([{ from: heard[0]?.from, memory: li.at, externalId: one, content: { kind: 'wrote', text: '解开了 🔓' } }])
      ahead += 10 * MINUTE
      await li.say('十分钟后')
      await expect.poll(() => words().slice(3), LONG).toEqual(['十分钟后'])
      await away(10, () => wang.unseal(two, 'الآن يمكن قراءته'))
      await expect.poll(() => heard.slice(4), LONG).toMatchObject([{ externalId: two, content: { kind: 'wrote', text: 'الآن يمكن قراءته' } }])
    })
    test('are looked for again where they came while the desk was away', async () => {
      let id = ''
      await away(10, async () => { id = await li.seal() })
      await expect.poll(() => heard, LONG).toMatchObject([{ externalId: `${id}:unread`, content: { kind: 'unsupported' } }])
      await li.unseal(id, '看得见了')
      await expect.poll(() => heard.slice(1), LONG).toMatchObject([{ externalId: id, content: { kind: 'wrote', text: '看得见了' } }])
    })
    test('and what a linked device is never given is said to be so at once', async () => {
      const id = await li.seal({ subtype: 'view_once_unavailable_fanout' })
      await expect.poll(() => heard, LONG).toMatchObject([{ externalId: id, content: { kind: 'unsupported' } }])
    })
  })

  describe('a chat that cannot be looked through', () => {
    test.each(['fails', 'hangs'] as const)('is tried again until it can (it %s), and holds up nobody', async (how) => {
      whatsapp.shut(li.at, how)
      await away(10, () => li.say('还没看到我'))
      await wang.say('我先来了')
      await expect.poll(words, LONG).toEqual(['我先来了'])
      whatsapp.open(li.at)
      await expect.poll(words, LONG).toEqual(['我先来了', '还没看到我'])
      expect(inlet.warned).toContain('what came while the desk was away could not all be looked through; it is tried again')
    })
    test('is owed even when others wrote since, and the desk was stopped again', async () => {
      whatsapp.shut(li.at, 'fails')
      await away(10, () => li.say('十分钟前 ⏳'))
      await wang.say('刚到')
      await expect.poll(words, LONG).toEqual(['刚到'])
      whatsapp.open(li.at)
      await away(10, async () => {})
      await expect.poll(words, LONG).toEqual(['刚到', '十分钟前 ⏳'])
    })
  })

  test('what she wrote while the desk was away comes before what she writes now', async () => {
    whatsapp.shut(li.at, 'hangs')
    await away(10, () => li.say('一'))
    await li.say('二')
    whatsapp.open(li.at)
    await expect.poll(words, LONG).toEqual(['一', '二'])
  })
  test('however much one wrote, it all comes', async () => {
    const all = Array.from({ length: 70 }, (_, i) => `${i + 1}️⃣`)
    await away(10, async () => { for (const said of all) await li.say(said) })
    await expect.poll(words, LONG).toEqual(all)
  })
  test('what she wrote in one second comes as she wrote it, however long the chat', async () => {
    for (let i = 0; i < 35; i++) await wang.say(`${i}`)
    ahead += 30 * MINUTE
    await li.say('半小时后')
    await expect.poll(() => heard.length, LONG).toBe(36)
    await away(10, async () => {
      ahead += 5 * MINUTE
      const t = Math.floor(now() / 1000)
      for (const said of ['甲', 'ب', '丙 3️⃣']) await wang.say(said, { t })
    })
    await expect.poll(() => words().slice(36), LONG).toEqual(['甲', 'ب', '丙 3️⃣'])
  })
  test('what is too old when the link comes back is history, however long the desk itself ran', async () => {
    await whatsapp.crash()
    const lost = now()
    ahead += 5 * DAY
    await li.say('五天前', { t: Math.floor((lost + DAY) / 1000) })
    await li.say('昨天', { t: Math.floor((lost + 4 * DAY) / 1000) })
    await isReady()
    await expect.poll(words, LONG).toContain('昨天')
    await li.say('现在')
    await expect.poll(words, LONG).toEqual(['昨天', '现在'])
  })
  test('changed words of a message from before a restart are hers', async () => {
    const id = await li.say('三月十二')
    ahead += 5 * MINUTE
    await wang.say('王')
    await expect.poll(words, LONG).toEqual(['三月十二', '王'])
    await away(5, async () => {})
    await li.edit(id, '三月十三 ✏️')
    await expect.poll(() => heard.slice(2), LONG).toMatchObject([{ edits: id, content: { kind: 'edited', text: '三月十三 ✏️' } }])
  })
  test('and so are those that she changed while the desk was away', async () => {
    const id = await li.say('五月一')
    await expect.poll(words, LONG).toEqual(['五月一'])
    ahead += 5 * MINUTE
    await wang.say('王')
    await expect.poll(words, LONG).toEqual(['五月一', '王'])
    await away(10, () => li.edit(id, '五月二 📅'))
    await expect.poll(() => heard.slice(2), LONG).toMatchObject([{ edits: id, externalId: expect.stringContaining(':edit:'), content: { kind: 'edited', text: '五月二 📅' } }])
  })
})
