import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Upload } from '../../src/web/contract/inbox.ts'
import { startTelegram } from '../emulators/telegram/index.ts'
import { exif, jpeg, PLACE, tiff } from '../files/photos.ts'
import { type Citizen, citizen } from '../support/citizen.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { colleague, operator, type TestOperator } from '../support/operator.ts'
import { PHOTO } from '../support/scenario.ts'
import { deskOnTelegram, telegramVoice } from '../support/telegram.ts'

const DAY = 86_400_000
/** The desk erases what is past its time at every tick. */
const TICK = { timeout: 30_000, interval: 200 }

const PDF = Buffer.from('%PDF-1.4\n%居留\n')
const CALENDAR = Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n')

let later = 0
let desk: TestDesk
let anna: TestOperator
let bo: TestOperator
beforeAll(async () => {
  desk = await startDesk({ now: () => new Date(Date.parse('2026-11-24T14:30:00Z') + later) })
  anna = await operator(desk.url)
  bo = await colleague(desk.url, anna, 'Bo', 'operator')
})
afterAll(() => desk.end())

/** Somebody with whom Anna speaks. */
async function attended(language = 'zh'): Promise<{ li: Citizen; id: string }> {
  const li = await citizen(desk.url, language)
  await li.command('person')
  const id = (await anna.queue()).items.at(-1)?.id as string
  await anna.act(id, 'take')
  return { li, id }
}
const upload = (who: Pick<TestOperator, 'cookie'>, conversation: string, bytes: Uint8Array, name: string, headers: Record<string, string> = {}, url = desk.url): Promise<Response> =>
  fetch(`${url}/api/inbox/files?${new URLSearchParams({ conversation, name })}`, { method: 'POST', headers: { cookie: who.cookie, 'content-type': 'application/octet-stream', ...headers }, body: bytes as never })
const uploaded = async (conversation: string, bytes: Uint8Array, name: string): Promise<Upload> => (await upload(anna, conversation, bytes, name)).json() as Promise<Upload>
const reply = (conversation: string, files: readonly string[], text = '', id = randomUUID()): Promise<Response> => anna.act(conversation, 'reply', { id, text, files })
const read = (li: Citizen, id: string): Promise<Response> => fetch(`${desk.url}/api/chat/files/${id}`, { headers: { authorization: `Bearer ${li.token}` } })
const readAs = (who: Pick<TestOperator, 'cookie'>, id: string): Promise<Response> => fetch(`${desk.url}/api/inbox/files/${id}`, { headers: { cookie: who.cookie } })
const onDisk = (): string[] => readdirSync(join(desk.dataDir, 'files'))

describe('an operator sends files', () => {
  test.each([
    ['a photo', PHOTO.bytes, '照片 🪪.png', 'image/png'], ['a paper', PDF, 'إقامة.pdf', 'application/pdf'], ['an appointment', CALENDAR, 'appuntamento 📅.ics', 'text/calendar'],
  ])('%s, without a word, and she reads it', async (_, bytes, name, mime) => {
    const { li, id } = await attended()
    const { id: file } = await uploaded(id, bytes, name)
    expect((await reply(id, [file])).status).toBe(200)
    const said = await li.last()
    expect(said).toMatchObject({ from: 'operator', text: '', files: [{ name, mime, bytes: bytes.length }] })
    expect(Buffer.from(await (await read(li, said.files[0]?.id as string)).arrayBuffer())).toEqual(bytes)
    const shown = (await anna.thread(id)).entries.at(-1)
    expect(shown).toMatchObject({ kind: 'operator', files: [{ name, mime, state: 'here' }] })
    expect((await readAs(anna, shown?.files[0]?.id as string)).status).toBe(200)
  })

  test('five with words; six are too many, and so is nothing', async () => {
    const { li, id } = await attended('ar')
    const files: string[] = []
    for (let i = 1; i <= 6; i++) files.push((await uploaded(id, PDF, `ورقة ${i}.pdf`)).id)
    expect((await reply(id, files, 'كثيرة')).status).toBe(400)
    expect((await reply(id, [])).status).toBe(400)
    expect((await reply(id, files.slice(0, 5), 'تفضلي')).status).toBe(200)
    expect(await li.last()).toMatchObject({ text: 'تفضلي', files: [1, 2, 3, 4, 5].map((i) => ({ name: `ورقة ${i}.pdf` })) })
  })

  test('the same reply twice has its files once', async () => {
    const { li, id } = await attended()
    const [file, once] = [(await uploaded(id, PDF, 'modulo.pdf')).id, randomUUID()]
    await reply(id, [file, file], '请看', once)
    const kept = onDisk().length
    expect((await reply(id, [file], '请看', once)).status).toBe(200)
    expect((await li.messages()).filter((m) => m.from === 'operator')).toMatchObject([{ files: [{ name: 'modulo.pdf' }] }])
    expect(onDisk()).toHaveLength(kept)
  })

  test('a photo leaves without where it was taken', async () => {
    const { id } = await attended()
    const { id: file } = await uploaded(id, jpeg(exif(tiff('II', 6))), 'foto.jpg')
    await reply(id, [file])
    const sent = (await anna.thread(id)).entries.at(-1)?.files[0]?.id as string
    expect((await (await readAs(anna, sent)).text()).includes(PLACE)).toBe(false)
  })

  test('what was not sent is served to nobody', async () => {
    const { li, id } = await attended()
    const { id: file } = await uploaded(id, PDF, 'bozza.pdf')
    expect([(await read(li, file)).status, (await readAs(anna, file)).status]).toEqual([404, 404])
  })
})

describe('what is refused, and nothing is kept', () => {
  test.each([
    ['a program', Buffer.from('MZ\0\0\0\0'), '照片.png', 415], ['a page', Buffer.from('<script>alert(1)</script>'), 'foto.png', 415], ['a voice', Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead')]), 'voce.ogg', 415],
    ['nothing', Buffer.alloc(0), 'vuoto.pdf', 415], ['11 MB', Buffer.concat([PDF, Buffer.alloc(11 * 1024 * 1024)]), 'grande.pdf', 413],
  ])('%s', async (_, bytes, name, status) => {
    const { id } = await attended('it')
    const before = onDisk().length
    expect((await upload(anna, id, bytes, name)).status).toBe(status)
    expect(onDisk()).toHaveLength(before)
  })
  test('bytes that a form could send, or from another site', async () => {
    const { id } = await attended('it')
    expect((await upload(anna, id, PDF, 'modulo.pdf', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await upload(anna, id, PDF, 'modulo.pdf', { origin: 'https://elsewhere.example.org' })).status).toBe(403)
  })
  test('to a conversation that another attends, or that is not there', async () => {
    const { id } = await attended('it')
    expect((await upload(bo, id, PDF, 'modulo.pdf')).status).toBe(409)
    expect((await upload(anna, 'nowhere', PDF, 'modulo.pdf')).status).toBe(404)
    const { id: file } = await uploaded(id, PDF, 'modulo.pdf')
    expect((await bo.act(id, 'reply', { id: randomUUID(), text: 'ciao', files: [file] })).status).toBe(409)
  })
  test('a file of another conversation, hers, or none at all', async () => {
    const [{ li, id }, other] = [await attended('it'), await attended('it')]
    await li.send(PHOTO.bytes, PHOTO.name)
    const hers = (await li.messages()).flatMap((m) => m.files)[0]?.id as string
    const { id: elsewhere } = await uploaded(other.id, PDF, 'altrui.pdf')
    for (const file of [hers, elsewhere, '../auth.sqlite', randomUUID()]) {
      const refused = await reply(id, [file], 'ecco')
      expect([refused.status, await refused.json()]).toEqual([410, { code: 'no-file', message: 'Un allegato non c’è più: lo alleghi di nuovo.' }])
    }
    expect((await li.messages()).filter((m) => m.from === 'operator')).toEqual([])
  })
})

describe('who may read a file', () => {
  const files = async (): Promise<{ li: Citizen; id: string; both: string[] }> => {
    const { li, id } = await attended()
    await li.send(PHOTO.bytes, PHOTO.name)
    await reply(id, [(await uploaded(id, PDF, 'modulo.pdf')).id])
    return { li, id, both: (await li.messages()).flatMap((m) => m.files).map((file) => file.id) }
  }
  test('hers and the operator’s: she and operators do, another citizen and a signed-out browser do not', async () => {
    const { li, both } = await files()
    const other = await citizen(desk.url, 'ar')
    expect(both).toHaveLength(2)
    for (const file of both) {
      const answers = [await read(li, file), await readAs(anna, file), await readAs(bo, file), await read(other, file), await readAs({ cookie: '' }, file), await fetch(`${desk.url}/api/chat/files/${file}`)]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404, 401, 401])
    }
    expect((await upload({ cookie: '' }, 'any', PDF, 'modulo.pdf')).status).toBe(401)
  })
  test('a browser saves a paper under its name, and guesses nothing', async () => {
    const { li, both } = await files()
    const { headers } = await read(li, both[1] as string)
    expect([headers.get('content-disposition'), headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(["attachment; filename*=UTF-8''modulo.pdf", 'nosniff', 'no-store'])
  })
  test('after a day what was not sent is gone; after their time the others are, for everybody', { timeout: 90_000 }, async () => {
    const { li, id, both } = await files()
    const { id: unsent } = await uploaded(id, PDF, 'dimenticato.pdf')
    const isKept = (file: string): boolean => existsSync(join(desk.dataDir, 'files', file))
    later += 1.1 * DAY
    expect((await reply(id, [unsent])).status).toBe(410)
    await expect.poll(() => isKept(unsent), TICK).toBe(false)
    expect(both.map(isKept)).toEqual([true, true])
    later += 31 * DAY
    anna = await operator(desk.url)
    for (const file of both) expect((await readAs(anna, file)).status).toBe(404)
    await expect.poll(() => both.map(isKept), TICK).toEqual([false, false])
    for (const file of both) expect((await read(li, file)).status).toBe(404)
  })
})

test('on a channel the words go first, then each file as the channel carries it', { timeout: 60_000 }, async () => {
  const telegram = await startTelegram()
  const there = await deskOnTelegram(telegram, 'polling')
  try {
    const carla = await operator(there.url)
    const she = telegram.user({ firstName: '李伟', language: 'zh-hans' })
    const voice = telegramVoice(she)
    await voice.arrive('zh')
    await voice.write('转人工')
    await expect.poll(async () => (await carla.queue()).items.length, TICK).toBe(1)
    const id = (await carla.queue()).items[0]?.id as string
    await carla.act(id, 'take')
    const sent: Upload[] = []
    for (const [bytes, name] of [[PDF, '表格 📄.pdf'], [CALENDAR, 'موعد.ics']] as const) sent.push((await (await upload(carla, id, bytes, name, {}, there.url)).json()) as Upload)
    await carla.act(id, 'reply', { id: randomUUID(), text: '请填写', files: sent.map((file) => file.id) })
    await she.expect((m) => m.document?.name === 'موعد.ics')
    const shown = she.chat.filter((m) => m.who === 'bot').slice(-3)
    expect(shown.map((m) => m.document?.name ?? m.text)).toEqual(['请填写', '表格 📄.pdf', 'موعد.ics'])
    expect(shown.at(-1)?.document?.bytes).toEqual(CALENDAR)
  } finally {
    await there.end()
    await telegram.stop()
  }
})
