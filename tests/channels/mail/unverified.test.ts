import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeMail, startMail } from '../../emulators/mail/index.ts'
import type { TestDesk } from '../../support/desk.ts'
import { deskOnMail } from '../../support/mail.ts'
import { operator } from '../../support/operator.ts'

const FAILED = { 'Authentication-Results': 'mx.comune.example.it; dmarc=fail header.from=example.com' }

let mail: FakeMail
let desk: TestDesk
beforeAll(async () => {
  mail = await startMail()
  desk = await deskOnMail(mail, { MAIL_AUTHSERV_ID: 'mx.comune.example.it' })
})
afterAll(async () => {
  await desk?.end()
  await mail?.stop()
})

test('a forged mail is answered by nobody but an operator, who reads its words and why', async () => {
  const victim = mail.user({ name: '李伟', address: 'li.wei@example.com' })
  const anna = await operator(desk.url)
  await victim.write('我的居留快到期了 🪪', { subject: 'Il Suo conto: evil.example', headers: FAILED })
  const thread = async (): Promise<string> => {
    const [found] = (await anna.queue('scripted')).items
    return found === undefined ? '' : JSON.stringify((await anna.thread(found.id)).entries)
  }
  await expect.poll(thread, { timeout: 8000 }).toContain('could not be verified')
  expect(await thread()).toContain('我的居留快到期了 🪪')
  expect(mail.requests).toEqual([])

  const [found] = (await anna.queue('scripted')).items
  await anna.act(found?.id ?? '', 'take')
  await anna.reply(found?.id ?? '', '您写过这封邮件吗？')
  const { mail: got, raw } = await victim.expect('您写过这封邮件吗？')
  expect(raw).not.toContain('evil')
  expect([got.inReplyTo, got.references]).toEqual([undefined, undefined])
  expect(mail.requests).toHaveLength(1)
})
