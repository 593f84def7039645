import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mailAccount } from '../../../src/channels/mail/account.ts'

const read = (env: Record<string, string>) => mailAccount.read(z.object(mailAccount.shape).parse(env), null)
const ALL = { MAIL_IMAP_URL: 'imaps://help%40comune.it:p%40ss%2Fw@imap.comune.it', MAIL_SMTP_URL: 'smtp://help:x@smtp.comune.it', MAIL_FROM: 'Sportello <Help@Comune.it>' }

describe('a mailbox in the environment', () => {
  test('nothing said is no e-mail', () => {
    expect(read({})).toBeNull()
  })
  test('all said is an account', () => {
    expect(read({ ...ALL, MAIL_AUTHSERV_ID: 'MX.comune.it' })).toEqual({
      imap: { host: 'imap.comune.it', port: 993, secure: true, isLocal: false, user: 'help@comune.it', password: 'p@ss/w', mailbox: 'INBOX' },
      smtp: { host: 'smtp.comune.it', port: 587, secure: false, isLocal: false, user: 'help', password: 'x' },
      from: { name: 'Sportello', address: 'help@comune.it' }, authservId: 'mx.comune.it', pollSeconds: 60, firstDays: 1,
    })
  })
  test('another mailbox, another port, a server of this machine', () => {
    expect(read({ ...ALL, MAIL_IMAP_URL: 'imap://u:p@127.0.0.1:1143/Posta%20居留' })).toMatchObject({ imap: { port: 1143, secure: false, isLocal: true, mailbox: 'Posta 居留' } })
  })
  test.each([['"Sportello, Prato" <a@b.it>', 'Sportello, Prato'], ['咨询台 🏮 <a@b.it>', '咨询台 🏮'], ['a@b.it', '']])('a sender %s', (MAIL_FROM, name) => {
    expect(read({ ...ALL, MAIL_FROM })).toMatchObject({ from: { name, address: 'a@b.it' } })
  })
  test.each(Object.keys(ALL))('%s alone is missing the others, and says how to give them', (name) => {
    const problems = read({ [name]: ALL[name as keyof typeof ALL] })
    expect(problems).toHaveLength(2)
    expect(String(problems)).toMatch(/for example/)
    expect(String(problems)).not.toContain('p@ss')
  })
  test.each([{ MAIL_IMAP_URL: 'https://a:b@c' }, { MAIL_SMTP_URL: 'pippo' }, { MAIL_FROM: 'nobody' }, { MAIL_FROM: 'a\r\nBcc: x <a@b.it>' }, { MAIL_POLL_SECONDS: '0' }, { MAIL_FIRST_DAYS: '1000' }])('%j is refused', (part) => {
    expect(() => read({ ...ALL, ...part })).toThrow()
  })
  test('what is in clear travels only inside this machine', () => {
    expect(read(ALL)).toMatchObject({ smtp: { isLocal: false } })
    expect(read({ ...ALL, MAIL_SMTP_URL: 'smtp://u:p@localhost.evil.it' })).toMatchObject({ smtp: { isLocal: false } })
  })
})
