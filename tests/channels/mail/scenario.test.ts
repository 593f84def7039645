import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeMail, startMail } from '../../emulators/mail/index.ts'
import type { TestDesk } from '../../support/desk.ts'
import { deskOnMail, mailVoice, STORY } from '../../support/mail.ts'
import { operator } from '../../support/operator.ts'
import { playScenario } from '../../support/scenario.ts'

let mail: FakeMail
let desk: TestDesk
beforeAll(async () => {
  const began = Date.now()
  mail = await startMail({ now: () => STORY + Date.now() - began })
  desk = await deskOnMail(mail)
})
afterAll(async () => {
  await desk?.end()
  await mail?.stop()
})

test('an answer that bounces is seen beside the conversation', async () => {
  const anna = await operator(desk.url)
  const she = mail.user({ name: 'وانغ', address: 'wang@example.com', client: 'gmail-ar' })
  await she.write('转人工')
  const { mail: answer } = await she.expect(() => true)
  mail.imap.put(readFileSync(join(import.meta.dirname, 'mails', 'dsn-user-unknown.eml'), 'utf8').replaceAll('{{ours}}', answer.messageId ?? ''))
  await expect.poll(async () => {
    const [waiting] = (await anna.queue()).items
    return waiting === undefined ? '' : JSON.stringify(await anna.thread(waiting.id))
  }, { timeout: 8000 }).toContain('User unknown')
  const [waiting] = (await anna.queue()).items
  await anna.act(waiting?.id ?? '', 'take')
  await anna.act(waiting?.id ?? '', 'close', { outcome: 'not-reached' })
})

test('the same story by e-mail', async () => {
  const she = mail.user({ name: '李伟', address: 'Li.Wei@example.com', client: 'iphone-zh' })
  await playScenario('renewal-then-a-person.zh.txt', mailVoice(she), await operator(desk.url))
  const automatic = she.chat.flatMap(({ sent }) => (sent === null ? [] : [sent.mail.headers.get('auto-submitted') ?? 'by a person']))
  expect(new Set(automatic)).toEqual(new Set(['auto-replied', 'by a person']))
  expect(mail.imap.mails.every(({ seen }) => seen)).toBe(true)
  // After a restart nothing old is answered again: that would stand before the answer to what is new.
  const said = mail.requests.length
  desk = await desk.again()
  await she.write('您好，我又来了', { subject: '新问题', fresh: true })
  await she.expect(() => mail.requests.length > said)
  expect(mail.requests.length - said).toBe(1)
})
