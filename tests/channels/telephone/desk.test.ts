import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type FakeTelephone, startTelephone } from '../../emulators/telephone/index.ts'
import { citizen } from '../../support/citizen.ts'
import type { TestDesk } from '../../support/desk.ts'
import { operator, type TestOperator } from '../../support/operator.ts'
import { deskOnTelephone, telephoneVoice } from '../../support/telephone.ts'

let fake: FakeTelephone
let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  fake = startTelephone({ provider: 'twilio' })
  desk = await deskOnTelephone(fake)
  anna = await operator(desk.url)
}, 240_000)
afterAll(async () => {
  await desk?.end()
  expect(fake.complaints).toEqual([])
})

const now = (she: Caller): string => she.lately.map((s) => s.text).join('\n')

test('a whole procedure by keys: choices, a date, its reading back, fees, and no word that only eyes can read', async () => {
  const she = fake.caller()
  const voice = telephoneVoice(she)
  await voice.arrive('it')
  expect(now(she)).toContain('Questo è un assistente automatico')
  expect(now(she).indexOf('Questo è un assistente automatico')).toBeLessThan(now(she).indexOf('prema 1'))
  expect(now(she)).not.toContain('http')
  await voice.choose('ermesso di soggiorno')
  await voice.choose('innov')
  for (let steps = 0; steps < 8 && !now(she).includes('otto cifre'); steps++) await she.press('1')
  expect(now(she)).toContain('Digiti la data con otto cifre')
  await she.press('12032027')
  expect(now(she)).toContain('12 marzo 2027')
  await she.press('1')
  expect(now(she)).not.toContain('otto cifre')
  expect(she.transcript.map((s) => s.text).join('\n')).not.toMatch(/https?:|☐|\[.*letto il/)
  await she.hangUp()
})

test('a long list is had in writing: the code that is heard, typed in the web chat, brings it there', async () => {
  const she = fake.caller()
  const voice = telephoneVoice(she)
  await voice.arrive('zh')
  await voice.choose('居留')
  await voice.choose('续')
  for (let steps = 0; steps < 12 && !now(she).includes('请按 8'); steps++) await she.press(now(she).includes('八位') ? '12032027' : '1')
  await she.press('8')
  const code = /(?:\d, ){5}\d/.exec(now(she))?.[0].replaceAll(', ', '') ?? ''
  const web = await citizen(desk.url, 'it')
  await web.say(code)
  expect((await web.last()).text).toContain('il telefono')
  await web.tap('now')
  const lists = async () => (await web.messages()).flatMap((m) => m.blocks.filter((b) => b.kind === 'checklist'))
  await expect.poll(async () => (await lists()).length, { timeout: 10_000 }).toBeGreaterThan(0)
  const thread = await anna.threadOf('Unito a Chat web')
  expect(thread.summary.channel).toBe('web-chat')
  await she.hangUp()
})

test('a person: the wish to be called back stands in the queue, in Italian; an answer that is typed later tells the operator to call', async () => {
  const she = fake.caller()
  await telephoneVoice(she).arrive('zh')
  await she.press('0')
  expect(now(she)).toContain('我们什么时候给您回电话')
  await she.press('2')
  expect(she.isOver).toBe(true)
  const waiting = (await anna.queue()).items
  const mine = waiting[0]
  if (!mine) throw new Error('Nobody waits')
  expect(JSON.stringify(await anna.thread(mine.id))).toContain(`Richiamare al mattino, numero ${she.number}.`)
  await anna.act(mine.id, 'take')
  await anna.reply(mine.id, '请明天带护照来。🍢')
  for (const until = Date.now() + 5_000; Date.now() < until && !JSON.stringify(await anna.thread(mine.id)).includes('Call her back'); ) await pause(30)
  expect(JSON.stringify(await anna.thread(mine.id))).toContain('Call her back: she has hung up')
  await anna.act(mine.id, 'close', { outcome: 'solved' })
})

test('an operator who answers while she is on the line is heard, and she goes on with the menu after him', async () => {
  const she = fake.caller()
  await telephoneVoice(she).arrive('ar')
  await she.press('0')
  const mine = (await anna.queue()).items[0]
  if (!mine) throw new Error('Nobody waits')
  await anna.act(mine.id, 'take')
  await anna.reply(mine.id, 'نعم، غدًا صباحًا 👍')
  for (let i = 0; i < 2 && !she.transcript.some((s) => s.text.includes('نعم، غدًا صباحًا 👍')); i++) await she.waits()
  await she.hears('نعم، غدًا صباحًا 👍')
  await anna.act(mine.id, 'release')
  await she.waits()
  expect(now(she)).toContain('مساعد')
  await she.hangUp()
})

test('an answer of which nothing can be heard is not shown as said: the operator reads why, and says it in other words', async () => {
  const she = fake.caller()
  await telephoneVoice(she).arrive('it')
  await she.press('0')
  const mine = (await anna.queue()).items[0]
  if (!mine) throw new Error('Nobody waits')
  await anna.act(mine.id, 'take')
  await anna.reply(mine.id, 'Scriva a ufficio@comune.example.it entro lunedì.')
  await she.waits()
  const deliveryOf = async (words: string) => (await anna.thread(mine.id)).entries.filter((e) => e.text.includes(words)).map((e) => [e.delivery, e.explain])
  await expect.poll(() => deliveryOf('ufficio@'), { timeout: 5_000 }).toEqual([['failed', expect.stringContaining('Nothing of it can be heard')]])
  await anna.reply(mine.id, 'Scriva entro lunedì all’ufficio stranieri.')
  for (let i = 0; i < 2 && !she.transcript.some((s) => s.text.includes('Scriva entro lunedì')); i++) await she.waits()
  await she.hears('Scriva entro lunedì all’ufficio stranieri.')
  await she.hangUp()
})
