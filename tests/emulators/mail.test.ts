import { connect } from 'node:net'
import { ImapFlow } from 'imapflow'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CLIENTS } from './mail/clients.ts'
import { type FakeMail, type FakeUser, startMail } from './mail/index.ts'
import { refusalOf } from './mail/rules.ts'

let mail: FakeMail
let li: FakeUser
beforeEach(async () => {
  mail = await startMail({ patience: 1000, size: 100_000 })
  li = mail.user({ name: '李伟', address: 'li.wei@example.com', client: 'iphone-zh' })
})
afterEach(() => mail.stop())

const login = (): string => `AUTH PLAIN ${Buffer.from(`\0${mail.desk}\0${mail.password}`).toString('base64')}`
const message = (body: string, head = ''): string => `From: ${mail.desk}\r\nTo: ${li.address}\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nMessage-ID: <1@comune.example.it>\r\n${head}\r\n${body}`

/** Speaks SMTP line by line; the server's last words to each. */
async function smtp(lines: readonly string[]): Promise<string[]> {
  const socket = connect(mail.smtp.port, '127.0.0.1')
  const answers: string[] = []
  let ring = (): void => {}
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes.toString()
    if (/^\d{3} .*\r\n$/m.test(text)) ring()
  }).on('close', () => ring()).on('error', () => ring())
  const answer = async (): Promise<void> => {
    if (!/^\d{3} .*\r\n$/m.test(text)) await new Promise<void>((done) => void (ring = done))
    answers.push(text.trim().split('\r\n').at(-1) ?? '')
    text = ''
  }
  await answer()
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    await answer()
  }
  socket.destroy()
  return answers
}
const letter = (whole: string, to = li.address): readonly string[] => ['EHLO me', login(), `MAIL FROM:<${mail.desk}>`, `RCPT TO:<${to}>`, 'DATA', `${whole}\r\n.`]

describe('the server that takes mail', () => {
  test('brings it to whom it is for', async () => {
    expect((await smtp(letter(message('您好 🪪', 'Content-Type: text/plain; charset=utf-8\r\n')))).at(-1)).toMatch(/^250/)
    expect((await li.expect('您好 🪪')).to).toBe(li.address)
  })
  test('knows who is there', async () => {
    expect((await smtp(letter(message('x'), 'nobody@example.com').slice(0, 4))).at(-1)).toMatch(/^550 5\.1\.1/)
    li.block()
    expect((await smtp(letter(message('x')).slice(0, 4))).at(-1)).toMatch(/^550 5\.7\.1/)
  })
  test('takes nothing from strangers, nor under another name', async () => {
    expect((await smtp(['EHLO me', `MAIL FROM:<${mail.desk}>`])).at(-1)).toMatch(/^530/)
    expect((await smtp(['EHLO me', 'AUTH PLAIN AGEAYg=='])).at(-1)).toMatch(/^535/)
    expect((await smtp(['EHLO me', login(), 'MAIL FROM:<sindaco@comune.example.it>'])).at(-1)).toMatch(/^553/)
  })
  test('refuses what is too large', async () => {
    expect((await smtp(letter(message(`${'x'.repeat(70)}\r\n`.repeat(2000))))).at(-1)).toMatch(/^552/)
  })
  test.each<[string, string]>([
    ['a bare line end', 'a\nb'], ['a line too long', 'x'.repeat(999)],
  ])('refuses %s', (_, body) => {
    expect(refusalOf(Buffer.from(message(body)))?.code).toBe(550)
  })
  test.each(['From: x@y.it\r\n', 'Subject: 居留\r\n', 'niente\r\n', 'Message-ID: <2@x>\r\n'])('refuses the head %j', (head) => {
    expect(refusalOf(Buffer.from(message('x', head)))?.code).toBe(550)
  })
  test('fails as it is told to, once', async () => {
    mail.smtp.faults.refuse('to', 451, '4.7.1 Greylisted')
    expect((await smtp(letter(message('x')).slice(0, 4))).at(-1)).toBe('451 4.7.1 Greylisted')
    expect((await smtp(letter(message('x')))).at(-1)).toMatch(/^250/)
  })
  test('takes a message and cuts the line', async () => {
    mail.smtp.faults.cutAfterData()
    expect((await smtp(letter(message('x')))).at(-1)).toBe('')
    expect(mail.requests).toHaveLength(1)
  })
})

describe('the mailbox', () => {
  const open = async (): Promise<ImapFlow> => {
    const client = new ImapFlow({ host: '127.0.0.1', port: mail.imap.port, secure: false, auth: { user: mail.desk, pass: mail.password }, logger: false })
    client.on('error', () => {})
    await client.connect()
    await client.mailboxOpen('INBOX')
    return client
  }
  test('holds what she wrote, byte for byte, and announces it', async () => {
    const client = await open()
    const announced = new Promise((done) => client.once('exists', done))
    void client.idle().catch(() => {})
    const uid = mail.imap.put(Buffer.from('Subject: x\r\n\r\n\xc4\xe3\xba\xc3', 'latin1'))
    await announced
    const found = await client.fetchOne(String(uid), { source: true }, { uid: true })
    expect(found === false ? '' : found.source?.toString('latin1')).toBe('Subject: x\r\n\r\n\xc4\xe3\xba\xc3')
    expect(mail.imap.mails).toEqual([{ uid, seen: false }])
    client.close()
  })
  test('is made anew under other uids, and cuts off who had it open', async () => {
    mail.imap.put('Subject: 1\r\n\r\n')
    const client = await open()
    const before = client.mailbox === false ? 0n : client.mailbox.uidValidity
    const cut = new Promise((done) => client.once('close', done))
    mail.imap.renumber()
    await cut
    const again = await open()
    expect(again.mailbox === false ? 0n : again.mailbox.uidValidity).not.toBe(before)
    again.close()
  })
  test('lets nobody in with another password', async () => {
    mail.imap.changePassword('x')
    await expect(open()).rejects.toMatchObject({ authenticationFailed: true })
  })
})

describe('somebody with a mail program', () => {
  const quoted = { text: '1. 居留\n2. 其他', from: 'help@comune.example.it', at: new Date('2026-11-24T09:00:00Z') }
  test.each(Object.entries(CLIENTS))('%s puts her words first, and the history behind', (_, write) => {
    const whole = write('2', quoted)
    expect(whole.startsWith('2\n')).toBe(true)
    expect(whole).toContain('居留')
    expect(write('2', null)).not.toContain('居留')
  })
  test('answers the last mail, in its thread', async () => {
    await smtp(letter(message('1. 居留', 'Content-Type: text/plain; charset=utf-8\r\nSubject: Re: x\r\n')))
    await li.expect('居留')
    const uid = await li.tap('居留')
    expect(mail.imap.mails.at(-1)?.uid).toBe(uid)
    expect(li.chat.at(-1)).toMatchObject({ who: 'her', text: '1', subject: 'Re: x' })
    await expect(li.tap('没有')).rejects.toThrow('没有')
  })
})
