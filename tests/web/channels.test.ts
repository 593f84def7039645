import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChannelList, ChannelShown, Tried } from '../../src/web/contract/channels.ts'
import { type FakeTelegram, type FakeUser, startTelegram } from '../emulators/telegram/index.ts'
import type { TestDesk } from '../support/desk.ts'
import { colleague, operator, type TestOperator } from '../support/operator.ts'
import { deskOnTelegram } from '../support/telegram.ts'

let telegram: FakeTelegram
let desk: TestDesk
let anna: TestOperator
let li: FakeUser
beforeAll(async () => {
  telegram = await startTelegram()
  desk = await deskOnTelegram(telegram, 'polling')
  anna = await operator(desk.url)
  li = telegram.user({ firstName: '李伟 🪪' })
  await li.start()
  await li.expect((m) => m.buttons.length > 0)
})
afterAll(async () => {
  await desk.end()
  await telegram.stop()
})

const shown = async (): Promise<ChannelShown> => (await anna.get<ChannelList>('/api/inbox/channels')).items.find(({ channel }) => channel === 'telegram') ?? expect.fail('no Telegram')
const act = async <T = ChannelList>(how: string, body: object = {}): Promise<T> => (await anna.post(`/api/inbox/channels/telegram/${how}`, body)).json() as Promise<T>

describe('the channels page', () => {
  test('shows every channel of the desk, and when something came and went', async () => {
    await expect.poll(async () => (await shown()).lastOutAt, { timeout: 30_000 }).not.toBeNull()
    expect(await shown()).toMatchObject({ name: 'Telegram', state: 'works', trouble: null, paused: null, lastInAt: expect.any(String), data: 'dati personali comuni', canCheck: true })
    expect((await anna.get<ChannelList>('/api/inbox/channels')).items.map(({ channel }) => channel)).toEqual(['web-chat', 'telegram'])
  })
  test('asks the provider whether the account works', async () => {
    expect(await act<Tried>('check')).toMatchObject({ ok: true, words: 'Il fornitore risponde: il canale funziona.' })
  })
  test('sends a test to an address, and says why it could not', async () => {
    expect(await act<Tried>('test', { to: String(li.id) })).toMatchObject({ ok: true })
    await li.expect('Prova dello sportello')
    expect(await act<Tried>('test', { to: '404404' })).toMatchObject({ ok: false, words: expect.stringContaining('chat not found') })
    expect((await anna.post('/api/inbox/channels/telegram/test', { to: '' })).status).toBe(400)
  })
  test('paused, it keeps what comes and sends nothing; then it goes on where it was', async () => {
    expect((await act('pause')).items.find(({ channel }) => channel === 'telegram')).toMatchObject({ state: 'paused', paused: { by: 'anna' } })
    const before = li.chat.length
    await li.say('在吗 👋')
    await expect.poll(async () => (await anna.queue('scripted')).items.some(({ lastText }) => lastText === '在吗 👋')).toBe(true)
    expect(li.chat.filter((m) => m.who === 'bot').length).toBeLessThanOrEqual(before)
    await act('resume')
    await expect.poll(() => li.chat.at(-1)?.who, { timeout: 40_000 }).toBe('bot')
  }, 60_000)
  test('a revoked token is told with its cure, once, until it works again', async () => {
    await telegram.revoke()
    await expect.poll(async () => (await shown()).state, { timeout: 40_000 }).toBe('trouble')
    expect(await act<Tried>('check')).toMatchObject({ ok: false, words: expect.stringContaining('chiave di accesso') })
    expect(await shown()).toMatchObject({ state: 'trouble', trouble: { cure: expect.stringContaining('chiave di accesso'), explain: expect.not.stringContaining(telegram.token) } })
  }, 60_000)
  test('colleagues see it and change nothing; an unknown channel is told', async () => {
    const marco = await colleague(desk.url, anna, 'Marco', 'operator')
    expect(await marco.get('/api/inbox/channels')).toMatchObject({ mayChange: false })
    for (const how of ['pause', 'resume', 'check', 'test']) expect((await marco.post(`/api/inbox/channels/telegram/${how}`, { to: '1' })).status).toBe(403)
    for (const name of ['web-chat', '__proto__', '微信']) expect((await anna.post(`/api/inbox/channels/${encodeURIComponent(name)}/pause`, {})).status).toBe(404)
  })
})
