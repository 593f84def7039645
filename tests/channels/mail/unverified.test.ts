import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeMail, startMail } from '../../emulators/mail/index.ts'
import type { TestDesk } from '../../support/desk.ts'
import { deskOnMail } from '../../support/mail.ts'
import { operator, type TestOperator } from '../../support/operator.ts'

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

const waiting = async (anna: TestOperator): Promise<string[]> => (await anna.queue('waiting')).items.map(({ id }) => id)

test('a forged mail waits in the queue, and is answered by nobody but an operator, who reads its words and why', async () => {
  const victim = mail.user({ name: '李伟', address: 'li.wei@example.com' })
  const anna = await operator(desk.url)
  await victim.write('我的居留快到期了 🪪', { subject: 'Il Suo conto: evil.example', headers: FAILED })
  const thread = async (): Promise<string> => {
    const [found] = (await anna.queue('waiting')).items
    return found === undefined ? '' : JSON.stringify((await anna.thread(found.id)).entries)
  }
  await expect.poll(thread, { timeout: 8000 }).toContain('could not be verified')
  expect(await thread()).toContain('我的居留快到期了 🪪')
  expect(mail.requests).toEqual([])

  const [found] = (await anna.queue('waiting')).items
  await anna.act(found?.id ?? '', 'take')
  await anna.reply(found?.id ?? '', '您写过这封邮件吗？')
  const { mail: got, raw } = await victim.expect('您写过这封邮件吗？')
  expect(raw).not.toContain('evil')
  expect([got.inReplyTo, got.references]).toEqual([undefined, undefined])
  expect(mail.requests).toHaveLength(1)
})

test('certified mail waits in the queue with its words and its file, and the assistant says nothing', async () => {
  const anna = await operator(desk.url)
  const sent = mail.requests.length
  mail.imap.put(readFileSync(join(import.meta.dirname, 'mails', 'certified.eml')))
  const { summary: { id } } = await anna.threadOf('怎么开一家餐厅？')
  await expect.poll(() => waiting(anna), { timeout: 8000 }).toContain(id)
  expect((await anna.thread(id)).entries.flatMap((e) => e.files).map((f) => f.name)).toEqual(['scia.pdf'])
  expect(mail.requests).toHaveLength(sent)
})

test('a person who has her already is asked for once', async () => {
  const anna = await operator(desk.url)
  const victim = mail.user({ name: 'أحمد', address: 'ahmed@example.com' })
  await victim.write('أريد تجديد الإقامة', { subject: 'الإقامة', headers: FAILED })
  const { summary: { id } } = await anna.threadOf('أريد تجديد الإقامة')
  await expect.poll(() => waiting(anna), { timeout: 8000 }).toContain(id)
  await victim.write('هل من جديد؟ ⏳', { subject: 'الإقامة', headers: FAILED })
  await anna.threadOf('هل من جديد؟ ⏳')
  expect((await anna.thread(id)).entries.filter((e) => e.kind === 'citizen')).toHaveLength(3)
})
