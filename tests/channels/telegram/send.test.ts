import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Channel, FetchRefused, type Inlet, NotNow, type Part } from '../../../src/channels/channel.ts'
import { createTelegram } from '../../../src/channels/telegram/telegram.ts'
import { inletOf, recipientOf, sendingOf } from '../../support/channels.ts'
import { type FakeTelegram, type FakeUser, startTelegram } from '../../emulators/telegram/index.ts'

const NOW = Date.parse('2026-11-24T09:00:00.000Z')
let telegram: FakeTelegram
let channel: Channel
let li: FakeUser
beforeEach(async () => {
  telegram = await startTelegram({ patience: 5000 })
  channel = openChannel()
  li = telegram.user({ firstName: '李伟' })
  await li.start()
})
afterEach(() => telegram.stop())

const openChannel = (): Channel => createTelegram({ token: telegram.token, apiRoot: telegram.url, webhook: null, fetch: globalThis.fetch, now: () => NOW, patience: 400 })
const to = (chat: number | string = li.id) => recipientOf('telegram', '7123456789', String(chat))
const text = (words: string, labels: readonly string[] = []): Part => ({ kind: 'text', text: words, buttons: labels.map((label, i) => ({ id: `m1.1:o${i}`, label })), list: null })
const send = (part: Part = text('您好 👋'), chat?: number | string) => channel.send(to(chat), part, sendingOf())

describe('what reaches her', () => {
  test('words with bold, and no preview of links', async () => {
    expect(await send(text('<b>合计 46 €</b>\n1 &lt; 2 https://www.portaleimmigrazione.it'))).toMatchObject({ kind: 'accepted', externalId: expect.stringContaining(`${li.id}:`) })
    expect((await li.expect('合计')).text).toBe('合计 46 €\n1 < 2 https://www.portaleimmigrazione.it')
    expect(telegram.requests.at(-1)?.params).toMatchObject({ link_preview_options: { is_disabled: true } })
  })
  test.each<[string, string[], number[]]>([
    ['three short ones stand side by side', ['是', 'لا', 'Sì 👍'], [3]],
    ['two of middle length too', ['我要续居留', 'Ho già inviato'], [2]],
    ['three of the same length do not fit beside each other', ['我要续居留', '已经寄出申请', '都不是'], [1, 1, 1]],
    ['long ones one under the other', ['居留证 permesso di soggiorno', '家庭团聚'], [1, 1]],
    ['four one under the other', ['一', '二', '三', '四四四'], [1, 1, 1, 1]],
    ['numbers eight in a row', Array.from({ length: 10 }, (_, i) => String(i + 1)), [8, 2]],
  ])('buttons: %s', async (_, labels, rows) => {
    await send(text('请选', labels))
    expect((await li.expect('请选')).buttons.map((row) => row.length)).toEqual(rows)
  })
  test('a file with its name, whatever is in it', async () => {
    expect((await send({ kind: 'file', file: { id: 'f', name: '预约 "14:30" 📅.ics', mime: 'text/calendar', bytes: 15 } })).kind).toBe('accepted')
    expect((await li.expect((m) => m.kind === 'document')).document).toMatchObject({ name: '预约 14:30 📅.ics', bytes: Buffer.from('BEGIN:VCALENDAR') })
  })
})

describe('what one may conclude when it does not', () => {
  const cases: [string, () => unknown, object][] = [
    ['too fast: when to try again', () => telegram.faults.rateLimit(7), { kind: 'retry', retryAt: '2026-11-24T09:00:07.000Z' }],
    ['she blocked the bot', () => li.block(), { kind: 'unreachable' }],
    ['her account is gone', () => li.deactivate(), { kind: 'unreachable' }],
    ['a gateway’s page', () => telegram.faults.page(502), { kind: 'retry', retryAt: null }],
    ['cut before it was read: it may have arrived all the same', () => telegram.faults.reset('before'), { kind: 'ambiguous' }],
    ['cut after it arrived', () => telegram.faults.reset('after'), { kind: 'ambiguous' }],
    ['no answer in time', () => telegram.faults.hang(), { kind: 'ambiguous' }],
    ['nobody there: it cannot have arrived', () => telegram.down(), { kind: 'away' }],
    ['the token was revoked', () => telegram.revoke(), { kind: 'pause' }],
    ['something else is refused', () => telegram.faults.refuse(400, 'Bad Request: message thread not found'), { kind: 'permanent' }],
  ]
  test.each(cases)('%s', async (_, happens, conclusion) => {
    await happens()
    const answer = await send()
    expect(answer).toMatchObject(conclusion)
    expect(JSON.stringify(answer)).not.toContain(telegram.token.split(':')[1])
  })
  test('a line that swallows everything: no connection was made, so it cannot have arrived', async () => {
    const hole = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((done) => hole.once('listening', done))
    const { port } = hole.address() as { port: number }
    const lost = createTelegram({ token: telegram.token, apiRoot: `https://127.0.0.1:${port}`, webhook: null, fetch: globalThis.fetch, now: () => NOW, patience: 600 })
    expect(await lost.send(to(), text('你好'), sendingOf())).toMatchObject({ kind: 'away' })
    hole.close()
  })
  test('she wrote to another bot', async () => {
    expect(await channel.send({ ...to(), account: '42' }, text('你好'), sendingOf())).toMatchObject({ kind: 'permanent' })
  })
  test('a file that is not on our disk any more', async () => {
    const file: Part = { kind: 'file', file: { id: 'f', name: '预约.ics', mime: 'text/calendar', bytes: 1 } }
    expect(await channel.send(to(), file, sendingOf({ bytes: async () => { throw new Error('ENOENT') } }))).toMatchObject({ kind: 'permanent', explain: 'The file is not here any more.' })
  })
  test('nobody ever pressed START', async () => {
    expect(await send(text('你好'), 999_999)).toMatchObject({ kind: 'unreachable' })
  })
  test('a text that is too long will never go', async () => {
    expect(await send(text('好'.repeat(4097)))).toMatchObject({ kind: 'permanent', explain: expect.stringContaining('too long') })
  })
  test('markup that cannot be read goes as plain words, escaped', async () => {
    telegram.faults.cannotParse({ method: 'sendMessage' })
    expect((await send(text('<b>合计</b> 1 &lt; 2'))).kind).toBe('accepted')
    expect((await li.expect('合计')).text).toBe('合计 1 < 2')
  })
  test('a chat that moved: sent to the new one, and the new address told', async () => {
    const group = telegram.group({ title: '群 🏮', supergroup: false })
    await group.add(telegram.bot)
    const { from, to: now } = await group.migrate()
    expect(await send(text('你好'), from)).toMatchObject({ kind: 'accepted', movedTo: String(now) })
  })
})

describe('her files', () => {
  const source = async (act: () => Promise<unknown>): Promise<string> => {
    await act()
    const updates = (await (await fetch(`${telegram.url}/bot${telegram.token}/getUpdates`)).json()) as { result: { message?: { photo?: { file_id: string }[]; document?: { file_id: string } } }[] }
    const { photo, document } = updates.result.at(-1)?.message ?? {}
    return photo?.at(-1)?.file_id ?? document?.file_id ?? ''
  }
  const PDF = Buffer.from('%PDF-1.7 收据 📄')
  const read = async (id: string): Promise<Buffer> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await channel.fetch?.(id)) ?? []) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  test('are read byte by byte', async () => {
    expect(await read(await source(() => li.sendDocument(PDF, '收据.pdf', 'application/pdf')))).toEqual(PDF)
  })
  test.each<[string, () => unknown, boolean]>([
    ['gone', () => telegram.faults.download('missing'), true],
    ['cut in the middle', () => telegram.faults.download('truncated'), false],
    ['away', () => telegram.down(), false],
  ])('%s', async (_, happens, forEver) => {
    const id = await source(() => li.sendDocument(PDF, '收据.pdf', 'application/pdf'))
    await happens()
    const error = await read(id).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Error)
    expect(error instanceof FetchRefused).toBe(forEver)
    expect(String(error)).not.toContain(telegram.token.split(':')[1])
  })
  test('larger than Telegram gives to bots', async () => {
    const id = await source(() => li.sendDocument(25_000_000, '大.pdf', 'application/pdf'))
    await expect(read(id)).rejects.toThrow(FetchRefused)
  })
})

describe('asking for messages', () => {
  const listening = async (receive: (...message: Parameters<Inlet['receive']>) => Promise<void>, act: (heard: string[]) => Promise<void>) => {
    const heard: string[] = []
    const stop = await channel.start?.(inletOf(async (message) => {
      await receive(message)
      if (message.content.kind === 'wrote') heard.push(message.content.text)
    }))
    try {
      await act(heard)
    } finally {
      await stop?.()
    }
  }
  test('goes on when Telegram comes back, and nothing was lost', async () => {
    await listening(async () => {}, async (heard) => {
      await telegram.down()
      await li.say('第一 🪪')
      await telegram.up()
      await li.say('第二')
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['第一 🪪', '第二'])
    })
  })
  test('a database that cannot save for an hour loses nothing: not one message is given up', async () => {
    let refusals = 15
    await listening(async (message) => {
      if (message.content.kind === 'wrote' && refusals-- > 0) throw new NotNow('disk full')
    }, async (heard) => {
      await li.say('一')
      await expect.poll(() => heard, { timeout: 25_000 }).toEqual(['一'])
    })
  }, 30_000)
  test('what could not be kept comes again, before what follows it', async () => {
    let failures = 2
    await listening(async (message) => {
      if (message.content.kind === 'wrote' && failures-- > 0) throw new Error('disk full')
    }, async (heard) => {
      await li.say('一')
      await li.say('二')
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['一', '二'])
    })
  })
  test('another program with the same token is waited out', async () => {
    await listening(async () => {}, async (heard) => {
      await fetch(`${telegram.url}/bot${telegram.token}/getUpdates?timeout=0`)
      await li.say('还在吗')
      await expect.poll(() => heard, { timeout: 10_000 }).toContain('还在吗')
    })
  })
})
