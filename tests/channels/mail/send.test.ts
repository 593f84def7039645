import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Accepted, Channel, Failed, Part, Sending } from '../../../src/channels/channel.ts'
import { type FakeMail, type FakeUser, startMail } from '../../emulators/mail/index.ts'
import { recipientOf, sendingOf } from '../../support/channels.ts'
import { mailChannel } from '../../support/mail.ts'

let mail: FakeMail
let li: FakeUser
let channel: Channel
beforeEach(async () => {
  mail = await startMail({ patience: 3000 })
  li = mail.user({ name: '李伟', address: 'li.wei@example.com' })
  channel = mailChannel(mail)
})
afterEach(() => mail.stop())

const text = (words: string): Part => ({ kind: 'text', text: words, buttons: [], list: null })
const file = (name: string, mime: string): Part => ({ kind: 'file', file: { id: 'f', name, mime, bytes: 15 } })
const memory = (part: object = {}): string => JSON.stringify({ chain: ['<a1@example.com>', '<b2@example.com>'], subject: '居留 🪪', ...part })
const send = (part: Part, { kept = null, to = li.address, ...sending }: Partial<Sending> & { kept?: string | null; to?: string } = {}): Promise<Accepted | Failed> =>
  channel.send(recipientOf('e-mail', mail.desk, to, kept), part, sendingOf({ ref: '12.0', ...sending }))

describe('a message is a mail', () => {
  test.each(['您好。请选一个话题：\n1. 居留 🪪\n2. 其他', 'مرحبا\n\n1. تجديد الإقامة', 'Sì: «40 €» — <b>&amp;</b>\n.\n..\nFrom me', '👨‍👩‍👧‍👦'])('text and page say the same: %s', async (words) => {
    expect(await send(text(words))).toMatchObject({ kind: 'accepted' })
    const { mail: got } = await li.expect(() => true)
    expect((got.text ?? '').trimEnd()).toBe(words)
    expect(got.html).toContain('dir="auto"')
    expect(got.html).toContain('<html lang="zh"')
    expect(got.html).not.toContain('<b>')
    expect(got.html).not.toMatch(/<img|<script|<a /)
  })
  test('a long text arrives whole', async () => {
    const words = `${'请带护照和照片。'.repeat(4000)}\n🪪`
    await send(text(words))
    expect((await li.expect(() => true)).mail.text?.trimEnd()).toBe(words)
  })
  test('it joins her thread', async () => {
    await send(text('您好'), { kept: memory() })
    const { mail: got } = await li.expect(() => true)
    expect(got).toMatchObject({ subject: 'Re: 居留 🪪', inReplyTo: '<b2@example.com>', references: ['<a1@example.com>', '<b2@example.com>'], from: { value: [{ name: 'Sportello', address: mail.desk }] } })
  })
  test('where she gave no subject, it has one in her language', async () => {
    await send(text('您好'), { kept: memory({ subject: '' }), text: () => '咨询台的答复' })
    expect((await li.expect(() => true)).mail.subject).toBe('咨询台的答复')
  })
  test('its name holds the desk’s own, and is never the same twice', async () => {
    const [one, two] = [await send(text('一')), await send(text('二'))]
    const ids = [one, two].map((a) => (a.kind === 'accepted' ? a.externalId : null))
    expect(ids[0]).toMatch(/^<12\.0\.[0-9a-f]{12}\.[0-9a-f]{16}@comune\.example\.it>$/)
    expect(ids[0]).not.toBe(ids[1])
    expect(mail.requests.map((r) => r.mail.messageId)).toEqual(ids)
  })
  test('what the assistant says is marked, what an operator says is not', async () => {
    await send(text('自动'))
    await send(text('人工'), { by: 'operator' })
    const marks = mail.requests.map(({ mail: { headers } }) => [headers.get('auto-submitted'), headers.get('x-auto-response-suppress'), headers.get('x-loop')])
    expect(marks).toEqual([['auto-replied', 'All', mail.desk], [undefined, undefined, mail.desk]])
  })
  test.each([['scadenza.ics', 'text/calendar'], ['居留 🪪.pdf', 'application/pdf'], ['إقامة.pdf', 'application/pdf']])('a file is attached: %s', async (name, mime) => {
    await send(file(name, mime), { kept: memory() })
    const { mail: got } = await li.expect(() => true)
    expect(got.attachments).toMatchObject([{ filename: name, contentType: mime, content: Buffer.from('BEGIN:VCALENDAR') }])
  })
  test('a file that is gone is given up', async () => {
    expect(await send(file('a.pdf', 'application/pdf'), { bytes: () => Promise.reject(new Error('gone')) })).toMatchObject({ kind: 'permanent' })
  })
})

describe('an address that somebody only claimed', () => {
  const claimed = { to: 'unverified:li.wei@example.com', kept: memory({ subject: 'Il Suo conto è bloccato: evil.example' }) }
  test.each([['a text', text('您好')], ['a file', file('scadenza.ics', 'text/calendar')]])('gets nothing from the assistant: %s', async (_, part) => {
    expect(await send(part, claimed)).toEqual({ kind: 'permanent', explain: 'It was not sent: the sender of her mail could not be verified. An operator can answer.' })
    expect(mail.requests).toEqual([])
  })
  test('gets an operator’s answer, with nothing of what was claimed', async () => {
    expect(await send(text('您好 🪪'), { ...claimed, by: 'operator', text: () => '咨询台的答复' })).toMatchObject({ kind: 'accepted' })
    const { mail: got } = await li.expect(() => true)
    expect({ subject: got.subject, inReplyTo: got.inReplyTo, references: got.references }).toEqual({ subject: '咨询台的答复', inReplyTo: undefined, references: undefined })
    expect(mail.requests[0]?.raw).not.toContain('evil')
  })
})

describe('nothing of hers becomes a header', () => {
  test.each<[string, string]>([
    ['a subject with a line’s end', memory({ subject: 'Ciao\r\nBcc: vittima@example.org' })],
    ['a subject with another kind of end', memory({ subject: 'Ciao\u2028Bcc: vittima@example.org\u0085X-A: b\u0000' })],
    ['an id with a line’s end', memory({ chain: ['<a@b>\r\nBcc: <vittima@example.org>'] })],
    ['a memory that is none', '}{'],
    ['a memory of another kind', '{"chain":7}'],
  ])('%s', async (_, kept) => {
    expect(await send(text('您好'), { kept })).toMatchObject({ kind: 'accepted' })
    expect(mail.requests.map((r) => r.to)).toEqual([li.address])
    expect([...(mail.requests[0]?.mail.headers.keys() ?? [])].sort()).toEqual(expect.not.arrayContaining(['bcc', 'x-a']))
  })
  test('a file’s name with a line’s end', async () => {
    await send(file('a\r\nBcc: vittima@example.org\r\n.pdf', 'application/pdf'))
    expect(mail.requests[0]?.raw).not.toMatch(/^bcc/im)
  })
  test.each(['li@example.com\r\nRCPT TO:<x@y.it>', 'a b@example.com', '<li@example.com>', ''])('an address that is none is given up: %j', async (to) => {
    expect(await send(text('您好'), { to })).toMatchObject({ kind: expect.stringMatching(/permanent|unreachable/) })
    expect(mail.requests).toEqual([])
  })
})

describe('what a refusal means', () => {
  type Stage = Parameters<FakeMail['smtp']['faults']['refuse']>[0]
  test.each<[Stage, number, string, Failed['kind']]>([
    ['connect', 421, '4.3.2 Service not available', 'away'], ['connect', 554, '5.7.1 Your network is refused', 'pause'],
    ['login', 535, '5.7.8 Bad credentials', 'pause'], ['login', 454, '4.7.0 Temporary authentication failure', 'away'],
    ['from', 451, '4.3.0 Try later', 'retry'], ['from', 553, '5.7.1 Not owned by user', 'pause'], ['from', 552, '5.3.4 Too large', 'permanent'],
    ['to', 450, '4.2.0 Greylisted', 'retry'], ['to', 550, '5.1.1 <li.wei@example.com> User unknown', 'unreachable'], ['to', 550, 'No such user here', 'unreachable'], ['to', 550, '5.7.1 Blocked', 'permanent'], ['to', 552, '5.2.2 Mailbox full', 'permanent'],
    ['data', 451, '4.3.0 Try later', 'retry'], ['data', 554, '5.7.1 Spam', 'permanent'],
  ])('%s %d %s: %s', async (stage, code, words, kind) => {
    mail.smtp.faults.refuse(stage, code, words)
    const answer = await send(text('您好'))
    expect(answer).toMatchObject({ kind })
    expect(answer.kind === 'accepted' ? '' : answer.explain).not.toMatch(/li\.wei|segreta/)
    expect(mail.requests).toEqual([])
  })
  test('nobody is at that address', async () => {
    expect(await send(text('您好'), { to: 'nobody@example.com' })).toMatchObject({ kind: 'unreachable' })
  })
  test('she blocked the desk', async () => {
    li.block()
    expect(await send(text('您好'))).toMatchObject({ kind: 'permanent' })
    li.unblock()
    expect(await send(text('您好'))).toMatchObject({ kind: 'accepted' })
  })
  test('the server is not there', async () => {
    await mail.smtp.wire.down()
    expect(await send(text('您好'))).toMatchObject({ kind: 'away' })
    await mail.smtp.wire.up()
    expect(await send(text('您好'))).toMatchObject({ kind: 'accepted' })
  })
  test('it hangs up at once', async () => {
    mail.smtp.wire.refuse()
    expect(await send(text('您好'))).toMatchObject({ kind: 'away' })
  })
  test('it greets nobody', async () => {
    mail.smtp.faults.slow(5000)
    expect(await send(text('您好'))).toMatchObject({ kind: 'away' })
  })
  test.each([['cuts the line', 'cutAfterData'], ['never says so', 'timeoutAfterAccept']] as const)('it takes the message and %s: it may have arrived, and is not sent again', async (_, fault) => {
    mail.smtp.faults[fault]()
    expect(await send(text('您好'))).toMatchObject({ kind: 'ambiguous' })
    expect(mail.requests).toHaveLength(1)
  })
  test('a message of another address of the desk', async () => {
    expect(await channel.send(recipientOf('e-mail', 'old@comune.example.it', li.address), text('您好'), sendingOf())).toMatchObject({ kind: 'permanent' })
  })
})

describe('a password travels in clear only inside this machine', () => {
  const far = (port: number) => ({ host: '127.0.0.1', port, secure: false, isLocal: false, user: mail.desk, password: mail.password })
  test('a server without TLS gets nothing to send', async () => {
    const abroad = mailChannel(mail, {}, { smtp: far(mail.smtp.port) })
    expect(await abroad.send(recipientOf('e-mail', mail.desk, li.address), text('您好'), sendingOf())).toMatchObject({ kind: 'away' })
    expect({ logins: mail.smtp.logins(), requests: mail.requests }).toEqual({ logins: 0, requests: [] })
  })
  test('nor a mailbox', async () => {
    const abroad = mailChannel(mail, {}, { imap: { ...far(mail.imap.port), mailbox: 'INBOX' } })
    expect(await abroad.check?.()).toMatchObject({ kind: 'away' })
    expect(mail.imap.logins()).toBe(0)
  })
})

describe('the check', () => {
  test('says that all is well, and sends nothing', async () => {
    expect(await channel.check?.()).toBeNull()
    expect(mail.requests).toEqual([])
  })
  test.each<[string, () => unknown, string, RegExp]>([
    ['a wrong password for reading', () => mail.imap.changePassword('x'), 'pause', /MAIL_IMAP_URL/],
    ['a wrong password for sending', () => mail.smtp.faults.passwordChanged(), 'pause', /MAIL_SMTP_URL/],
    ['no mailbox', () => mail.imap.wire.down(), 'away', /MAIL_IMAP_URL/],
    ['no server that sends', () => mail.smtp.wire.down(), 'away', /cannot be reached/],
  ])('%s', async (_, happen, kind, explain) => {
    await happen()
    expect(await channel.check?.()).toMatchObject({ kind, explain: expect.stringMatching(explain) })
  })
})
