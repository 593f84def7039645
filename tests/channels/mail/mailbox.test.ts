import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FetchRefused, type Incoming, NotNow } from '../../../src/channels/channel.ts'
import { type FakeMail, type FakeUser, startMail } from '../../emulators/mail/index.ts'
import { inletOf } from '../../support/channels.ts'
import { type Listening, listening } from '../../support/mail.ts'

const DAY = 86_400_000

let mail: FakeMail
let li: FakeUser
let desk: Listening | null
beforeEach(async () => {
  mail = await startMail({ patience: 5000 })
  li = mail.user({ name: '李伟', address: 'li.wei@example.com' })
  desk = null
})
afterEach(async () => {
  await desk?.stop()
  await mail.stop()
})

/** Tries again quickly: its shortest pause is a thirtieth of its patience. */
const listen = async (part: Parameters<typeof listening>[1] = {}): Promise<Listening> => (desk = await listening(mail, { ...part, part: { patience: 600, ...part.part } }))
const raw = (id: string, words: string, from = 'li.wei@example.com'): string => `From: <${from}>\r\nMessage-ID: <${id}@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`
const heard = (messages: readonly Incoming[]): string[] => messages.map(({ content }) => (content.kind === 'wrote' ? content.text : content.kind))
const seen = (uid: number): boolean => mail.imap.mails.some((m) => m.uid === uid && m.seen)

describe('the mailbox is read', () => {
  test('at once when a mail comes, and each mail is flagged after it was kept', async () => {
    let flaggedBefore = true
    const { received, until } = await listen({ receive: async () => void (flaggedBefore = mail.imap.mails.some((m) => m.seen)) })
    await li.write('我的居留快到期了 🪪', { subject: '居留' })
    await until(() => mail.imap.mails.every((m) => m.seen))
    expect(heard(received)).toEqual(['居留\n我的居留快到期了 🪪'])
    expect(flaggedBefore).toBe(false)
  })
  test('now and then, although nothing was announced', async () => {
    const { received, until } = await listen({ env: { MAIL_POLL_SECONDS: '1' } })
    mail.imap.putQuietly(raw('q1', '没有通知'))
    await until(() => received.length === 1)
  })
  test('in the order in which mails came', async () => {
    const { received, until } = await listen()
    for (const words of ['一', '二', '三', '四', '五']) mail.imap.put(raw(`o${words.codePointAt(0)}`, words))
    await until(() => received.length === 5)
    expect(heard(received)).toEqual(['一', '二', '三', '四', '五'])
  })
  test('the same mail twice has one name, different mails two', async () => {
    const { received, until } = await listen()
    for (const id of ['same', 'same', 'other']) mail.imap.put(raw(id, '你好'))
    await until(() => received.length === 3)
    expect(received[0]?.externalId).toBe(received[1]?.externalId)
    expect(received[0]?.externalId).not.toBe(received[2]?.externalId)
  })
  test('what she wrote to is remembered for the answer', async () => {
    const { received, until } = await listen()
    await li.write('你好', { subject: 'Re: 居留' })
    await until(() => received.length === 1)
    expect(JSON.parse(received[0]?.memory ?? '')).toMatchObject({ subject: '居留', chain: [expect.stringMatching(/^<.*@example\.com>$/)] })
  })
})

describe('a mailbox that the desk sees for the first time', () => {
  test('only what is unread and new is answered', async () => {
    mail.imap.put(raw('old', '旧的'), { at: new Date(Date.now() - 3 * DAY) })
    mail.imap.put(raw('read', '读过的'), { flags: ['\\Seen'] })
    for (let i = 0; i < 300; i++) mail.imap.put(raw(`ancient${i}`, '很旧'), { at: new Date(Date.now() - 400 * DAY) })
    mail.imap.put(raw('new', '新的'))
    const { received, until } = await listen()
    await until(() => received.length > 0)
    mail.imap.put(raw('later', '后来的'))
    await until(() => received.length > 1)
    expect(heard(received)).toEqual(['新的', '后来的'])
  })
  test('a server that does not say where its uids end is asked for its newest mail', async () => {
    mail.imap.wire.edit((text) => text.replace(/\* OK \[UIDNEXT \d+\][^\r\n]*\r\n/, ''))
    mail.imap.put(raw('old', '旧的'), { at: new Date(Date.now() - 3 * DAY) })
    const { received, until } = await listen()
    mail.imap.put(raw('new', '新的'))
    await until(() => received.length > 0)
    expect(heard(received)).toEqual(['新的'])
  })
  test('how old it may be is said in the environment', async () => {
    mail.imap.put(raw('old', '旧的'), { at: new Date(Date.now() - 3 * DAY) })
    const { received } = await listen({ env: { MAIL_FIRST_DAYS: '5' } })
    expect(heard(received)).toEqual(['旧的'])
  })
})

describe('what came while the desk was away', () => {
  test('is read when it is back, and nothing is read again', async () => {
    const first = await listen()
    mail.imap.put(raw('a', '一'))
    await first.until(() => first.received.length === 1)
    await first.until(() => mail.imap.mails.every((m) => m.seen))
    await first.stop()
    mail.imap.put(raw('b', '二'), { flags: ['\\Seen'] })
    const again = await listen({ inlet: inletOf(async (message) => void first.received.push(message), { cursor: first.inlet.cursor }) })
    await again.until(() => first.received.length === 2)
    expect(heard(first.received)).toEqual(['一', '二'])
  })
  test('when all uids changed, mails since then are looked at again by their names', async () => {
    const { received, until } = await listen()
    mail.imap.put(raw('old', '很旧'), { at: new Date(Date.now() - 30 * DAY), flags: ['\\Seen'] })
    mail.imap.put(raw('a', '一'))
    await until(() => received.length === 2 && mail.imap.mails.every((m) => m.seen))
    mail.imap.renumber()
    mail.imap.put(raw('b', '二'))
    await until(() => heard(received).includes('二'))
    expect(heard(received)).toEqual(['很旧', '一', '一', '二'])
    expect(received[1]?.externalId).toBe(received[2]?.externalId)
  })
})

describe('the connection', () => {
  test.each<[string, () => unknown]>([
    ['is cut', () => mail.imap.wire.drop()],
    ['is refused for a while', async () => {
      mail.imap.wire.refuse()
      mail.imap.wire.drop()
      await new Promise((done) => setTimeout(done, 200))
      mail.imap.wire.refuse(false)
    }],
    ['ends with the server, which comes back', async () => {
      await mail.imap.wire.down()
      await mail.imap.wire.up()
    }],
  ])('%s: mails come all the same', async (_, happen) => {
    const { received, until } = await listen()
    await happen()
    mail.imap.put(raw('a', '在吗？'))
    await until(() => received.length === 1)
  })
  test('dies without a word: the next look notices', async () => {
    const { received, until } = await listen({ env: { MAIL_POLL_SECONDS: '1' } })
    mail.imap.wire.silence()
    mail.imap.put(raw('a', '在吗？'))
    await until(() => received.length === 1)
    expect(mail.imap.wire.connections).toBeGreaterThan(1)
  })
  test('with a password that is not valid any more, it asks again and says so', async () => {
    const { inlet, received, until } = await listen()
    mail.imap.changePassword('x')
    mail.imap.wire.drop()
    await until(() => inlet.warned.length > 1)
    mail.imap.changePassword(mail.password)
    mail.imap.put(raw('a', '在吗？'))
    await until(() => received.length === 1)
    expect(inlet.warned.join()).not.toContain('segreta')
  })
})

describe('a mail that cannot be kept', () => {
  test('because the desk cannot save: it waits, with all that follow', async () => {
    let saves = false
    const { received, until, inlet } = await listen({ receive: async () => {
      if (!saves) throw new NotNow(null)
    } })
    const uid = mail.imap.put(raw('a', '一'))
    mail.imap.put(raw('b', '二'))
    await until(() => inlet.warned.length > 2)
    expect(seen(uid)).toBe(false)
    saves = true
    await until(() => mail.imap.mails.every((m) => m.seen))
    expect(heard(received)).toEqual(['一', '二'])
  })
  test('through its own fault: others pass, and it is given up, unread', async () => {
    let tries = 0
    const { received, until, inlet } = await listen({ receive: async ({ content }) => {
      if (content.kind === 'wrote' && content.text === '毒') throw new Error(`try ${tries++}`)
    } })
    const uid = mail.imap.put(raw('poison', '毒'))
    mail.imap.put(raw('b', '二'))
    await until(() => received.length === 1)
    await until(() => inlet.warned.some((w) => w.includes('given up')))
    mail.imap.put(raw('c', '三'))
    await until(() => received.length === 2)
    expect({ heard: heard(received), tries, seen: seen(uid) }).toEqual({ heard: ['二', '三'], tries: 10, seen: false })
  })
  test('because the server cannot read it: others pass', async () => {
    const { received, until, inlet } = await listen()
    mail.imap.breakMail(mail.imap.put(raw('damaged', '坏')))
    mail.imap.put(raw('b', '二'))
    await until(() => inlet.warned.some((w) => w.includes('given up')))
    expect(heard(received)).toEqual(['二'])
  })
  test('because it is too large: she is told, and it is never fetched', async () => {
    const { received, until } = await listen()
    const uid = mail.imap.put(raw('large', `${'x'.repeat(76)}\r\n`.repeat(350_000)))
    await until(() => seen(uid))
    expect(received.map((m) => m.content)).toEqual([{ kind: 'unsupported', what: 'too-large' }])
    expect(mail.imap.commands.filter((c) => c.includes('BODY.PEEK[]'))).toEqual([])
  })
  test.each<[string, string]>([
    ['no head', '\r\n\r\n'], ['nothing at all', ''], ['no end', 'From: <li.wei@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b'],
    ['binary', '\u0000\u0001\u0002\u00ff'.repeat(1000)], ['a deep nest', Array.from({ length: 300 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')],
  ])('it is no mail (%s): others pass', async (_, bytes) => {
    const { received, until } = await listen()
    mail.imap.put(bytes)
    mail.imap.put(raw('b', '二'))
    await until(() => heard(received).includes('二'))
  })
})

describe('a mail that is left for a person', () => {
  const form = (id: string): string => `From: Comune <noreply@comune.example.it>\r\nReply-To: <anna@example.com>\r\n${raw(id, 'أريد تجديد الإقامة', 'x@example.com').replace(/^From.*\r\n/, '')}`
  const judged = (uid: number): number => mail.imap.commands.filter((c) => new RegExp(`FETCH ${uid} .*BODY`).test(c)).length
  const warnings = ({ inlet }: Listening): string[] => inlet.warned.filter((w) => w.includes('a person should look'))

  test('is looked at once, however often the desk polls, and after a restart', async () => {
    const first = await listen({ env: { MAIL_POLL_SECONDS: '1' } })
    const uid = mail.imap.put(form('form'))
    for (const id of ['1', '2', '3']) {
      mail.imap.putQuietly(raw(id, id))
      await first.until(() => heard(first.received).includes(id))
    }
    await first.stop()
    const again = await listen({ inlet: first.inlet })
    mail.imap.put(raw('4', '四'))
    await again.until(() => heard(first.received).includes('四'))
    expect({ judged: judged(uid), warnings: warnings(first).length, seen: seen(uid) }).toEqual({ judged: 1, warnings: 1, seen: false })
  })
  test('is looked at once while another waits for its next try', async () => {
    const before = await listen({ receive: async ({ content }) => {
      if (content.kind === 'wrote' && content.text === '毒') throw new Error('not this one')
    } })
    mail.imap.put(raw('poison', '毒'))
    const uid = mail.imap.put(form('form'))
    await before.until(() => before.inlet.warned.some((w) => w.includes('given up')))
    expect({ judged: judged(uid), warnings: warnings(before).length }).toEqual({ judged: 1, warnings: 1 })
  })
  test('is looked at once although how far the desk came cannot be saved for a while', async () => {
    let refused = 0
    const kept = inletOf(async () => {})
    const inlet = { ...kept, cursor: { ...kept.cursor, set: async (key: string, value: string) => {
      if (judged(uid) > 0 && refused++ < 3) throw new NotNow(null)
      await kept.cursor.set(key, value)
    } } }
    const uid = mail.imap.put(form('form'))
    const desk = await listen({ inlet })
    await desk.until(() => refused > 3)
    expect({ judged: judged(uid), warnings: warnings(desk).length }).toEqual({ judged: 1, warnings: 1 })
  })
  test('the log says why and where, and names nobody', async () => {
    const lines: object[] = []
    const inlet = inletOf(async () => {}, { log: { info() {}, error() {}, warn: (data, message) => void lines.push({ ...data, message }) } })
    const { until } = await listen({ inlet })
    const uid = mail.imap.put(form('form'))
    await until(() => lines.length > 0)
    expect(lines).toEqual([{ channel: 'e-mail', why: 'nobody-reads-it', mail: expect.stringMatching(new RegExp(`^\\d+:${uid}$`)), message: expect.any(String) }])
    expect(JSON.stringify(lines)).not.toMatch(/@|anna|noreply/)
  })
})

describe('a loop', () => {
  test('too many mails from one address within an hour are left for a person, with one warning', async () => {
    const { received, until, inlet } = await listen({ part: { mailsPerHour: 3 } })
    const left = ['1', '2', '3', '4', '5'].map((id) => mail.imap.put(raw(id, id))).slice(3)
    mail.imap.put(raw('wang', '我是别人', 'wang@example.com'))
    await until(() => heard(received).includes('我是别人'))
    expect(heard(received)).toEqual(['1', '2', '3', '我是别人'])
    expect(left.map(seen)).toEqual([false, false])
    expect(inlet.warned.filter((w) => w.startsWith('more mails'))).toHaveLength(1)
    mail.clock.advance(3_700_000)
    mail.imap.put(raw('6', '一小时后'))
    await until(() => heard(received).includes('一小时后'))
  })
})

describe('a file is not there any more', () => {
  test.each<[string, (source: string) => string, (uid: number) => unknown]>([
    ['the mail was deleted', (s) => s, (uid) => mail.imap.remove(uid)],
    ['the mailbox is another', (s) => s, () => mail.imap.renumber(77)],
    ['it is no part of a mail', () => '1:2:a b\r\nLOGOUT', () => null],
  ])('%s', async (_, change, happen) => {
    const { channel, received, until } = await listen()
    const uid = await li.write('', { attachments: [{ name: 'a.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4') }] })
    await until(() => received.some((m) => m.source !== undefined) && seen(uid))
    const source = received.find((m) => m.source !== undefined)?.source ?? ''
    happen(uid)
    await expect(channel.fetch?.(change(source))).rejects.toBeInstanceOf(FetchRefused)
  })
})
