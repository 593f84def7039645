import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Channel, FetchRefused, type Incoming } from '../../../src/channels/channel.ts'
import { createWhatsAppWeb } from '../../../src/channels/whatsapp-web/whatsapp-web.ts'
import { type FakeUser, type FakeWhatsAppWeb, startWhatsAppWeb } from '../../emulators/whatsapp-web/index.ts'
import { browserPath } from '../../emulators/whatsapp-web/chromium.ts'
import { inletOf, type NotedInlet, recipientOf, sendingOf } from '../../support/channels.ts'
import { tempFolder } from '../../support/temp.ts'

const LONG = { timeout: 40_000 }
/** Milliseconds between two messages. */
const PAUSE = 150
const JPG = Buffer.from('ffd8ffe000104a464946', 'hex')
const PDF = Buffer.from('%PDF-1.7 收据 📄')

/** The real library in a real browser, in front of a stub of the page: one browser for all of it. */
describe.skipIf(browserPath === undefined)('WhatsApp Web', () => {
  const dataDir = tempFolder('whatsapp-web')
  const heard: Incoming[] = []
  const codes: (string | null)[] = []
  const troubles: (string | null)[] = []
  let whatsapp: FakeWhatsAppWeb
  let channel: Channel
  let inlet: NotedInlet
  let stop: (() => Promise<void>) | undefined
  let li: FakeUser
  let wang: FakeUser

  const start = async (): Promise<void> => {
    channel = createWhatsAppWeb({ session: 'prova', browser: browserPath ?? '', page: whatsapp.env.WHATSAPP_WEB_PAGE, pause: PAUSE, dataDir, now: Date.now, patience: 8_000, beat: 1_500 })
    stop = await channel.start?.(inlet)
  }
  const isReady = () => expect.poll(() => channel.check?.(), LONG).toBeNull()
  const words = () => heard.map(({ content }) => (content.kind === 'wrote' ? content.text : content.kind))
  const to = (address: string, chat: string | null) => recipientOf('whatsapp-web', 'prova', address, chat)
  const text = (said: string) => ({ kind: 'text' as const, text: said, buttons: [], list: null })
  const bytesOf = async (source = '') => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await channel.fetch?.(source)) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  beforeAll(async () => {
    whatsapp = startWhatsAppWeb({ dataDir })
    li = whatsapp.user({ phone: '393331234567@c.us' })
    wang = whatsapp.user({ phone: '393339998888@c.us', lid: '111222333444@lid' })
    // As the desk does: the same message twice is known by its id.
    const ids = new Set<Incoming['externalId']>()
    inlet = inletOf(async (message) => void (!ids.has(message.externalId) && ids.add(message.externalId) && heard.push(message)), {
      refuses: (mime) => (mime.startsWith('video/') ? 'file-kind' : null),
      pairing: (_, code) => void codes.push(code), reading: (_, why) => void troubles.push(why?.code ?? why?.kind ?? null),
    })
    await start()
  })
  afterAll(async () => {
    await stop?.()
    await whatsapp?.stop()
  })
  beforeEach(() => void heard.splice(0))

  test('a code is shown, and a new one when it is used up, until somebody scans it', { timeout: 90_000 }, async () => {
    await expect.poll(() => codes.at(-1), LONG).toMatch(/^2@stub-1,/)
    expect([troubles.at(-1), await channel.check?.()]).toMatchObject(['configuration', { kind: 'away' }])
    expect(await channel.send(to('393331234567', li.at), text('在'), sendingOf())).toMatchObject({ kind: 'away' })
    await whatsapp.newCode()
    await expect.poll(() => codes.at(-1), LONG).toMatch(/^2@stub-2,/)
    await whatsapp.link()
    await isReady()
    expect([codes.at(-1), troubles.at(-1)]).toEqual([null, null])
  })

  describe('what comes in', () => {
    test.each(['我的居留还有三个星期到期 🪪', 'أريد تجديد تصريح الإقامة', '👨‍👩‍👧‍👦 1️⃣'])('«%s» is her words, from her number', async (said) => {
      const id = await li.say(said)
      await expect.poll(() => heard, LONG).toEqual([{ from: { channel: 'whatsapp-web', account: 'prova', address: '393331234567' }, memory: li.at, externalId: id, content: { kind: 'wrote', text: said } }])
    })
    test('a hidden id is a number where it is known, and else an address of its own', async () => {
      const hidden = whatsapp.user({ phone: '393330000001@c.us', lid: '555666777888@lid', hidden: true })
      await wang.say('王')
      await hidden.say('藏')
      await expect.poll(() => heard, LONG).toMatchObject([{ from: { address: '393339998888' }, formerly: wang.at, memory: wang.at }, { from: { address: '555666777888@lid' }, memory: '555666777888@lid' }])
    })
    test('a photo, the words under it, a document and a voice: their bytes are as she sent them', async () => {
      await li.sendFile('image', { bytes: JPG, mime: 'image/jpeg' }, '这是我的居留 🪪')
      await li.sendFile('document', { bytes: PDF, mime: 'application/pdf', name: 'ricevuta 收据.pdf' })
      await li.sendFile('ptt', { bytes: Buffer.from('OggS'), mime: 'audio/ogg; codecs=opus' })
      await expect.poll(() => heard, LONG).toMatchObject([
        { content: { kind: 'sent-file', file: { name: 'photo.jpg', mime: 'image/jpeg', bytes: JPG.length } } }, { content: { kind: 'wrote', text: '这是我的居留 🪪' } },
        { content: { kind: 'sent-file', file: { name: 'ricevuta 收据.pdf', mime: 'application/pdf' } } }, { content: { kind: 'sent-file', file: { name: 'voice.ogg', mime: 'audio/ogg' } } },
      ])
      const sources = heard.flatMap((m) => m.source ?? [])
      expect(await Promise.all(sources.map((source) => bytesOf(source)))).toEqual([JPG, PDF, Buffer.from('OggS')])
    })
    test('bytes that WhatsApp does not give now are asked for again', async () => {
      const source = await li.sendFile('image', { bytes: JPG, mime: 'image/jpeg' })
      await expect.poll(() => heard.length, LONG).toBe(1)
      whatsapp.forgetFiles()
      const error = await bytesOf(source).catch((why: unknown) => why)
      expect(error).toMatchObject({ name: 'Error', message: 'WhatsApp Web did not give the file.' })
    })
    test('nor does a page that has just begun know every chat: such a message is asked for again', async () => {
      expect(await bytesOf('false_393331234567@c.us_NONE').catch((why: unknown) => why)).toMatchObject({ name: 'Error', message: 'WhatsApp Web did not give the file.' })
    })
    test('a message without a file has none to ask for', async () => {
      const words = await li.say('没有文件 🗒️')
      await expect(bytesOf(words)).rejects.toBeInstanceOf(FetchRefused)
    })
    test.each<[string, Record<string, unknown>, object]>([
      ['a place', { type: 'location', lat: 43.8777, lng: 11.1022 }, { kind: 'located', latitude: 43.8777, longitude: 11.1022 }],
      ['a sticker', { type: 'sticker', directPath: '/s', mimetype: 'image/webp', size: 1 }, { kind: 'unsupported', what: 'sticker' }],
      ['a video', { type: 'video', directPath: '/v', mimetype: 'video/mp4', size: 1 }, { kind: 'unsupported', what: 'file-kind' }],
      ['her own card', { type: 'vcard', body: 'BEGIN:VCARD\nTEL;type=CELL;waid=393331234567:+39 333 1234567\nEND:VCARD' }, { kind: 'wrote', text: '+393331234567' }],
      ['somebody else’s card', { type: 'vcard', body: 'BEGIN:VCARD\nTEL;waid=393330001111:+39 333 0001111\nEND:VCARD' }, { kind: 'unsupported', what: 'contact' }],
      ['several cards', { type: 'multi_vcard', vcardList: [{ vcard: 'BEGIN:VCARD' }] }, { kind: 'unsupported', what: 'contact' }],
      ['a poll', { type: 'poll_creation', pollName: '?' }, { kind: 'unsupported', what: 'other' }],
      ['something of tomorrow', { type: 'hologram' }, { kind: 'unsupported', what: 'other' }],
      ['a door', { type: 'chat', body: '/start zh_permit-renewal' }, { kind: 'opened', language: null, flow: 'zh_permit-renewal' }],
    ])('%s', async (_, fields, content) => {
      await li.send(fields)
      await expect.poll(() => heard.map((m) => m.content), LONG).toEqual([content])
    })
    test('what nobody said to the desk is nothing: notices, what was taken back, status, channels, its own words, history', async () => {
      for (const type of ['e2e_notification', 'revoked', 'notification_template', 'call_log', 'protocol']) await li.send({ type })
      await li.send({ type: 'chat', body: '状态' }, { chat: 'status@broadcast' })
      await li.send({ type: 'chat', body: '频道' }, { chat: '120363000000000000@newsletter' })
      await li.send({ type: 'chat', body: '自己' }, { fromMe: true })
      await li.say('很久以前', { t: Math.floor(Date.now() / 1000) - 3600 })
      await li.say('在吗')
      await expect.poll(words, LONG).toEqual(['在吗'])
    })
    test('a group is told once, and only when it names the desk, to write in private', async () => {
      const group = whatsapp.group()
      for (const mentionedJidList of [[], [whatsapp.me], [whatsapp.me]]) await li.send({ type: 'chat', body: '@390574000000 你好', mentionedJidList }, { chat: group.id })
      await li.say('私聊')
      await expect.poll(words, LONG).toEqual(['私聊'])
      await expect.poll(() => group.said, LONG).toEqual(['common:group'])
    })
    test('a group that could not be told is told when it names the desk again', async () => {
      const group = whatsapp.group()
      const mention = () => li.send({ type: 'chat', body: '@390574000000 在吗', mentionedJidList: [whatsapp.me] }, { chat: group.id })
      whatsapp.refuse()
      await mention()
      await expect.poll(() => inlet.warned, LONG).toContain('a room could not be told to write in private')
      await mention()
      await expect.poll(() => group.said, LONG).toEqual(['common:group'])
    })
    test('groups are told with a pause between, as everybody is', async () => {
      const before = whatsapp.sent.length
      const groups = [whatsapp.group(), whatsapp.group(), whatsapp.group()]
      for (const { id } of groups) await li.send({ type: 'chat', body: '@390574000000 你好', mentionedJidList: [whatsapp.me] }, { chat: id })
      await expect.poll(() => whatsapp.sent.length, LONG).toBe(before + groups.length)
      const times = whatsapp.sent.slice(before).map((s) => s.at)
      expect(times.map((at, i) => i === 0 || at - (times[i - 1] ?? 0) >= PAUSE * 0.9)).toEqual([true, true, true])
    })
    test('changed words name the message that they change', async () => {
      const id = await li.say('三月十二')
      await li.edit(id, '三月十三 ✏️')
      await expect.poll(() => heard, LONG).toMatchObject([{ externalId: id }, { edits: id, externalId: expect.stringContaining(':edit:'), content: { kind: 'edited', text: '三月十三 ✏️' } }])
    })
  })

  describe('what goes out', () => {
    test.each(['请带护照 🪪', 'أحضروا *جواز السفر*', '1. 居留\n2. 学校'])('«%s» arrives where she wrote', async (said) => {
      const sent = await channel.send(to('393339998888', wang.at), text(said), sendingOf())
      expect(sent).toMatchObject({ kind: 'accepted', externalId: expect.stringMatching(/^true_111222333444@lid_/) })
      expect((await wang.expect(said)).text).toBe(said)
    })
    test('a file arrives with its name and its bytes', async () => {
      const file = { id: 'f1', name: '日历.ics', mime: 'text/calendar', bytes: 15 }
      expect(await channel.send(to('393331234567', li.at), { kind: 'file', file }, sendingOf())).toMatchObject({ kind: 'accepted' })
      expect((await li.expect((m) => m.file !== null)).file).toEqual({ name: '日历.ics', mime: 'text/calendar', bytes: Buffer.from('BEGIN:VCALENDAR') })
    })
    test('two messages have a pause between them', async () => {
      const before = whatsapp.sent.length
      await Promise.all(['一', '二', '三'].map((said) => channel.send(to('393331234567', li.at), text(said), sendingOf())))
      const times = whatsapp.sent.slice(before).map((s) => s.at)
      expect(times.map((at, i) => i === 0 || at - (times[i - 1] ?? 0) >= PAUSE * 0.9)).toEqual([true, true, true])
    })
    test('one tick and two, and blue ones, are told by its id', async () => {
      const sent = await channel.send(to('393331234567', li.at), text('收到了吗'), sendingOf())
      await li.expect('收到了吗')
      for (const level of [1, 2, 3]) await li.ticks(level)
      const id = sent.kind === 'accepted' ? sent.externalId : ''
      await expect.poll(() => inlet.receipts.filter((r) => r.externalId === id).map((r) => r.kind), LONG).toEqual(['delivered', 'read'])
    })
    test.each<[string, string | null, string]>([['who never wrote here', null, '393330001111'], ['a group', '120300000000@g.us', '393331234567'], ['another link’s people', 'x', '393331234567']])('%s is never written to', async (_, memory, address) => {
      expect(await channel.send(to(address, memory), text('您好'), sendingOf())).toMatchObject({ kind: 'permanent' })
    })
    test('a number whose id is hidden cannot be reached by its number', async () => {
      expect(await channel.send(to('393330000001', '393330000001@c.us'), text('您好'), sendingOf())).toMatchObject({ kind: 'unreachable' })
    })
    test('an answer that never comes: it may have arrived, and is not sent again', { timeout: 60_000 }, async () => {
      whatsapp.hang()
      expect(await channel.send(to('393331234567', li.at), text('也许'), sendingOf())).toMatchObject({ kind: 'ambiguous' })
      expect(li.chat.filter((m) => m.text === '也许')).toHaveLength(1)
    })
  })

  describe('what breaks', () => {
    test('a browser that is killed is begun anew, without a new code; what came meanwhile is answered, and nothing is sent twice', { timeout: 120_000 }, async () => {
      const shown = codes.length
      whatsapp.hang()
      const flying = channel.send(to('393331234567', li.at), text('正在发'), sendingOf())
      await li.expect('正在发')
      await whatsapp.crash()
      await li.say('您在吗')
      expect(await flying).toMatchObject({ kind: 'ambiguous' })
      await isReady()
      await expect.poll(words, LONG).toEqual(['您在吗'])
      expect(codes.slice(shown).filter((code) => code !== null)).toEqual([])
      expect(troubles.slice(-2)).toEqual(['away', null])
      expect(await channel.send(to('393331234567', li.at), text('又在了'), sendingOf())).toMatchObject({ kind: 'accepted' })
      expect(li.chat.filter((m) => m.text === '正在发')).toHaveLength(1)
    })
    test('a page that hangs is noticed, and begun anew', { timeout: 120_000 }, async () => {
      troubles.splice(0)
      await whatsapp.freeze()
      await expect.poll(() => troubles, { timeout: 60_000 }).toEqual(['away', null])
      await li.say('还在吗')
      await expect.poll(words, LONG).toContain('还在吗')
    })
    test.each(['logout', 'expire'] as const)('a link that the phone ended (%s) asks for a new code', { timeout: 120_000 }, async (how) => {
      codes.splice(0)
      await whatsapp[how]()
      await expect.poll(() => codes.at(-1), { timeout: 60_000 }).toMatch(/^2@stub-/)
      expect(troubles.at(-1)).toBe('configuration')
      await whatsapp.link()
      await isReady()
    })
    test('after a stop and a start the link is kept, and what came between is answered', { timeout: 120_000 }, async () => {
      codes.splice(0)
      await stop?.()
      whatsapp.away()
      await li.say('昨晚写的')
      await start()
      await isReady()
      await expect.poll(words, LONG).toEqual(['昨晚写的'])
      expect(codes.filter((code) => code !== null)).toEqual([])
    })
  })
})
