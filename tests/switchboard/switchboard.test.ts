import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Accepted, type Capabilities, type Channel, type Failed, FetchRefused, type Part } from '../../src/channels/channel.ts'
import { createFiles } from '../../src/files.ts'
import { createRenderer } from '../../src/content/render/render.ts'
import { NO_HINTS } from '../../src/core/hints.ts'
import type { Service } from '../../src/services/service.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import type { Ports } from '../../src/switchboard/ports.ts'
import { createFetches } from '../../src/switchboard/fetches.ts'
import { createSwitchboard } from '../../src/switchboard/switchboard.ts'
import { createHub } from '../../src/web/live.ts'
import { pizzeria } from '../support/pizzeria.ts'
import { tempFolder } from '../support/temp.ts'

const { content, locales } = pizzeria()
const renderer = createRenderer(locales, (language, key) => { throw new Error(`${language} ${key}`) })
const from = (address: string) => ({ channel: 'post', account: 'shop', address })

/** A provider at the other end of the wire, which answers as it is told. */
type Answer = (n: number) => Accepted | Failed | 'throw'
type Provider = { readonly answer?: Answer; readonly can?: Partial<Capabilities>; readonly fetch?: Channel['fetch']; readonly announce?: Channel['announce'] }

function provider({ answer = fine, can = {}, fetch, announce }: Provider) {
  const sent: { readonly text: string; readonly part: Part }[] = []
  const channel: Channel = {
    name: 'post',
    can: { pulled: false, text: { max: 4000, unit: 'utf16' }, menuText: null, buttons: null, list: null, markup: 'none', merges: false, window: null, files: { most: 1000 }, data: 'personal', ...can },
    async send(_to, part) {
      const result = answer(sent.length)
      sent.push({ text: part.kind === 'text' ? part.text : part.file.name, part })
      if (result === 'throw') throw new Error('socket hang up')
      return result
    },
    ...(fetch ? { fetch } : {}),
    ...(announce ? { announce } : {}),
  }
  return { channel, sent }
}

const fine = (): Accepted => ({ kind: 'accepted', externalId: 'x' })

const opened: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of opened.splice(0)) await close() })

async function desk(options: Provider & { oven?: Service['run']; understand?: Ports['understand']; render?: Ports['render'] } = {}) {
  const folder = tempFolder('switchboard')
  const store: Store = await openSqlite({ path: join(folder, 'desk.sqlite'), synchronous: 'NORMAL' })
  const time = { now: '2026-11-24T09:00:00.000Z' }
  const errors: string[] = []
  let ids = 0
  const { channel, sent } = provider(options)
  const oven: Service = { name: 'oven', cases: ['done'], run: options.oven ?? (async () => ({ case: 'done', value: '火 🔥' })) }
  const ports: Ports = {
    content: () => content, refresh: async () => {}, background: { wake() {}, stop: async () => {} }, text: (key) => key, door: () => ({ url: 'https://desk.example.org/c/secret', hash: `hash${ids++}` }), render: options.render ?? renderer.said, understand: options.understand ?? (async () => NO_HINTS), store, files: createFiles({ folder: join(folder, 'files'), now: () => Date.parse(time.now) }), channels: new Map([['post', channel]]), services: new Map([['oven', oven]]),
    clock: { now: () => time.now, local: () => ({ today: time.now.slice(0, 10), time: '10:00' }) }, newId: () => `id${String(ids++).padStart(6, '0')}`, live: createHub(),
    log: { info() {}, warn() {}, error: (_data, message) => void errors.push(message) },
  }
  const switchboard = createSwitchboard({
    ports, retention: { botDays: 30, urgentDays: 30, attendedMonths: 6, fileDays: 30 }, tickSeconds: 0.05,
  })
  await switchboard.start()
  opened.push(async () => {
    await switchboard.stop()
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const open = (who: string, language = 'zh') => switchboard.incoming({ from: from(who), desk: 'shop', externalId: `open-${who}`, content: { kind: 'opened', language, flow: null } })
  const say = (who: string, text: string, id: string) => switchboard.incoming({ from: from(who), desk: 'shop', externalId: id, content: { kind: 'wrote', text } })
  const conversation = async (who: string) => (await store.find(from(who), 'shop')).latest?.conversation
  return { switchboard, ports, store, channel, sent, errors, time, open, say, conversation }
}

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => { while (!(await condition())) await new Promise((done) => setTimeout(done, 10)) }

describe('receive', () => {
  test('messages of one citizen become turns in their order, however many come at once', async () => {
    const d = await desk()
    await d.open('li')
    await Promise.all(['披萨', '玛格丽特', '2026年12月24日', '3'].map((text, i) => d.say('li', text, `m${i}`)))
    expect((await d.conversation('li'))?.answers).toEqual({ 'pizza.kind': 'margherita', 'pizza.day': '2026-12-24', 'pizza.count': '3' })
  })
  test('a message that the provider delivers again changes nothing', async () => {
    const d = await desk()
    await d.open('li')
    await d.say('li', '披萨', 'm1')
    expect((await d.say('li', '披萨', 'm1')).kind).toBe('duplicate')
    expect((await d.conversation('li'))?.revision).toBe(2)
  })
  test('when understanding fails the turn goes on without it', async () => {
    const d = await desk({ understand: async () => { throw new Error('no model') } })
    await d.open('li')
    await d.say('li', '乱写', 'm1')
    await until(() => d.sent.some((s) => s.text.startsWith('我没有看懂')))
    expect(d.errors).toEqual(['understanding failed'])
  })
  test('a turn that cannot be worded apologises in her language, keeps her message, and finds a person', async () => {
    const d = await desk({ render: (said, language) => { if (said.key.startsWith('pizza:')) throw new Error('no words'); return renderer.said(said, language) } })
    await d.open('li')
    await d.say('li', '披萨', 'm1')
    const after = await d.conversation('li')
    expect(after?.mode.kind).toBe('queued')
    const entries = await d.store.transcript(after?.id ?? '', { limit: 50 })
    expect(entries.filter((e) => e.kind === 'citizen').map((e) => e.body?.text)).toEqual(['披萨'])
    await until(() => d.sent.some((s) => s.text.startsWith('这一步是我们的程序出了错')))
  })
  test('one who fails does not hold up another', async () => {
    const d = await desk({ render: (said, language) => { if (said.key === 'pizza:steps.hello.text') throw new Error('no words'); return renderer.said(said, language) } })
    await Promise.all([d.open('li'), d.open('ahmed', 'ar')])
    await Promise.all([d.say('li', '披萨', 'm1'), d.say('ahmed', 'القائمة', 'm2')])
    expect((await d.conversation('ahmed'))?.mode.kind).toBe('scripted')
  })
})

describe('deliver', () => {
  test('sends a turn’s messages one after the other, as they were saved', async () => {
    const d = await desk()
    await d.open('li')
    await until(() => d.sent.length === 2)
    expect(d.sent.map((s) => s.text.slice(0, 2))).toEqual(['这是', '您需'])
  })
  test('what the provider could not take is sent again at its time, and the rest waits', async () => {
    const d = await desk({ answer: (n) => (n === 0 ? { kind: 'retry', retryAt: '2026-11-24T09:01:00.000Z', explain: 'busy' } : fine()) })
    await d.open('li')
    await until(() => d.sent.length === 1)
    d.time.now = '2026-11-24T09:01:00.000Z'
    await until(() => d.sent.length === 3)
    expect(d.sent[1]?.text).toBe(d.sent[0]?.text)
  })
  test('after six attempts it is given up, and the rest of the assistant’s turn with it', async () => {
    const d = await desk({ answer: () => ({ kind: 'retry', retryAt: null, explain: 'down' }) })
    await d.open('li')
    for (let n = 1; n <= 6; n++) {
      await until(() => d.sent.length === n)
      d.time.now = new Date(Date.parse(d.time.now) + 3_600_000).toISOString()
    }
    const id = (await d.conversation('li'))?.id ?? ''
    await until(async () => (await d.store.deliveries(id, 1)).every((p) => p.state === 'failed'))
  })
  test('cut while sending: not repeated blindly, but marked', async () => {
    const d = await desk({ answer: (n) => (n === 0 ? 'throw' : fine()) })
    await d.open('li')
    const id = (await d.conversation('li'))?.id ?? ''
    await until(async () => (await d.store.deliveries(id, 1)).map((p) => p.state).join() === 'maybe-sent,sent')
    expect(d.sent).toHaveLength(2)
  })
})

describe('what a provider may answer', () => {
  const states = async (d: Awaited<ReturnType<typeof desk>>) => (await d.store.deliveries((await d.conversation('li'))?.id ?? '', 1)).map((p) => p.state)
  test('she blocked the desk: nothing more is tried, whoever works on it sees why, and her next word opens the way again', async () => {
    const d = await desk({ answer: (n) => (n === 0 ? { kind: 'unreachable', explain: 'blocked' } : fine()) })
    await d.open('li')
    await until(async () => (await d.conversation('li'))?.unreachable === true)
    expect(await states(d)).toEqual(['failed', 'failed'])
    expect(d.sent).toHaveLength(1)
    await d.say('li', '你好 👋', 'm1')
    expect((await d.conversation('li'))?.unreachable).toBe(false)
    await until(() => d.sent.length > 1)
  })
  test('the account is refused: everything waits, one alarm, and nothing counts as tried', async () => {
    let refuses = true
    const d = await desk({ answer: () => (refuses ? { kind: 'pause', explain: 'token' } : fine()) })
    await Promise.all([d.open('li'), d.open('ahmed', 'ar')])
    await until(() => d.errors.length === 1)
    for (let hour = 1; hour <= 9; hour++) {
      d.time.now = new Date(Date.parse(d.time.now) + 3_600_000).toISOString()
      await new Promise((done) => setTimeout(done, 80))
    }
    expect(await states(d)).toEqual(['queued', 'queued'])
    refuses = false
    d.time.now = new Date(Date.parse(d.time.now) + 3_600_000).toISOString()
    await until(async () => (await states(d)).join() === 'sent,sent')
  })
  test('the provider cannot be reached: everything waits, however long, and then goes once and in order', async () => {
    let away = true
    const d = await desk({ answer: () => (away ? { kind: 'away', explain: 'no line' } : fine()) })
    await d.open('li')
    for (let minute = 1; minute <= 10; minute++) {
      d.time.now = new Date(Date.parse(d.time.now) + 600_000).toISOString()
      await new Promise((done) => setTimeout(done, 60))
    }
    expect(await states(d)).toEqual(['queued', 'queued'])
    away = false
    const tried = d.sent.length
    d.time.now = new Date(Date.parse(d.time.now) + 600_000).toISOString()
    await until(async () => (await states(d)).join() === 'sent,sent')
    expect(d.sent.slice(tried).map((s) => s.text.slice(0, 2))).toEqual(['这是', '您需'])
  })
  test('a message that cannot be put into words fails alone: what is behind it goes', async () => {
    const d = await desk({ render: (said, language) => ({ ...renderer.said(said, language), ...(said.key === 'common:notice' ? { blocks: null as never } : {}) }) })
    await d.open('li')
    await until(async () => (await states(d)).includes('failed'))
    await d.say('li', '谢谢', 'm1')
    await until(() => d.sent.some((s) => s.text.startsWith('不客气')))
  })
  test('a time that the provider names is kept, however often, and is no failure', async () => {
    const d = await desk({ answer: (n) => (n < 8 ? { kind: 'retry', retryAt: d?.time.now ?? null, explain: 'slow down' } : fine()) })
    await d.open('li')
    await until(async () => (await states(d)).join() === 'sent,sent')
  })
  test('a long message goes in parts, and after a failure from the part that failed', async () => {
    const d = await desk({ can: { text: { max: 12, unit: 'characters' } }, answer: (n) => (n === 1 ? { kind: 'retry', retryAt: '2026-11-24T09:00:00.000Z', explain: 'busy' } : fine()) })
    await d.open('li')
    await until(async () => (await states(d)).join() === 'sent,sent')
    expect(d.sent[2]?.text).toBe(d.sent[1]?.text)
    expect(d.sent[1]?.text).not.toBe(d.sent[0]?.text)
  })
  test('who waits long because others are slow is not taken for sent: her message goes, once', async () => {
    const slow: (() => void)[] = []
    let hangs = true
    const d = await desk()
    const fast = d.channel.send
    Object.assign(d.channel, { send: async (...given: Parameters<typeof fast>) => { if (hangs) await new Promise<void>((go) => slow.push(go)); return fast(...given) } })
    const names = ['一', '二', '三', '四', '五', '六', '七 🪪', 'ثمانية']
    for (const name of names) await d.open(name)
    await until(() => slow.length === 6)
    d.time.now = '2026-11-24T09:10:00.000Z'
    await new Promise((done) => setTimeout(done, 150))
    hangs = false
    for (const go of slow) go()
    const lastOnes = async () => Promise.all(names.slice(6).map(async (name) => (await d.store.deliveries((await d.conversation(name))?.id ?? '', 1)).map((p) => p.state).join()))
    await until(async () => (await lastOnes()).every((states) => states === 'sent,sent'))
  })
  test('a turn of several messages is one, where a channel merges', async () => {
    const d = await desk({ can: { merges: true } })
    await d.open('li')
    await until(() => d.sent.length === 1)
    expect(d.sent[0]?.text).toMatch(/^这是[\s\S]*您需/)
  })
  test('what the page reads by itself is never sent, and counts as sent', async () => {
    const d = await desk({ can: { pulled: true } })
    await d.open('li')
    expect(await states(d)).toEqual(['sent', 'sent'])
    expect(d.sent).toEqual([])
  })
})

describe('her files', () => {
  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const bytes = (content: Uint8Array) => async () => (async function* () { yield content })()
  const photo = (d: Awaited<ReturnType<typeof desk>>, album: string | null = null, id = 'photo') => d.switchboard.incoming({ from: from('li'), desk: 'shop', externalId: id, source: 'there', content: { kind: 'sent-file', file: { id, name: '照片 📷.png', mime: 'image/png', bytes: 1 }, album } })
  test('are fetched after the commit, and their real size and kind are what counts', async () => {
    const d = await desk({ fetch: bytes(PNG) })
    await d.open('li')
    await photo(d)
    await until(async () => (await d.store.file('photo'))?.state === 'here')
    expect(await d.store.file('photo')).toMatchObject({ name: '照片 📷.png', mime: 'image/png', bytes: PNG.byteLength })
  })
  test.each<[string, NonNullable<Channel['fetch']>]>([
    ['is no photo', bytes(Buffer.from('#!/bin/sh'))],
    ['is too large', async () => (async function* () { for (let n = 0; n < 11; n++) yield Buffer.concat([PNG, Buffer.alloc(1024 * 1024)]) })()],
    ['is gone', async () => { throw new FetchRefused('gone') }],
  ])('one that %s is lost, in words, and nothing of it is kept', async (_, fetch) => {
    const d = await desk({ fetch })
    await d.open('li')
    await photo(d)
    await until(async () => (await d.store.file('photo'))?.state === 'lost')
    expect((await d.store.file('photo'))?.explain).toMatch(/\w/)
    await until(() => d.sent.length === 4)
    expect(d.sent.at(-1)?.text, 'she had been told that it arrived').toMatch(/只能发|太大|没有传到/)
  })
  test('a provider that is away is asked again, later each time', async () => {
    let asked = 0
    const d = await desk({ fetch: async () => { if (++asked < 3) throw new Error('away'); return bytes(PNG)() } })
    await d.open('li')
    await photo(d)
    await until(async () => {
      d.time.now = new Date(Date.parse(d.time.now) + 60_000).toISOString()
      return (await d.store.file('photo'))?.state === 'here'
    })
  })
  test.each<[string, NonNullable<Channel['fetch']>]>([['is never given', () => new Promise(() => {})], ['begins and never ends', async () => (async function* () { yield PNG; await new Promise(() => {}) })()]])('files that %s hold up nobody’s, and the desk stops', async (_, never) => {
    const asked: string[] = []
    const d = await desk({ fetch: async (source) => (asked.push(source) <= 3 ? never(source) : bytes(PNG)()) })
    await d.switchboard.stop()
    await d.open('li')
    for (const id of ['p1', 'p2', 'p3', 'p4']) await photo(d, 'album', id)
    const fetches = createFetches(d.ports, () => d.switchboard, 50)
    await fetches.sweep()
    await until(async () => (await d.store.file('p4'))?.state === 'here')
    await fetches.stop()
    expect(await Promise.all(['p1', 'p2', 'p3'].map(async (id) => (await d.store.file(id))?.state))).toEqual(['coming', 'coming', 'coming'])
    const hanging = createFetches(d.ports, () => d.switchboard)
    asked.splice(0)
    d.time.now = '2026-11-24T10:00:00.000Z'
    await hanging.sweep()
    await until(() => asked.length === 3)
    await hanging.stop()
  })
  test('an album is answered once', async () => {
    const d = await desk({ fetch: bytes(PNG) })
    await d.open('li')
    await until(() => d.sent.length === 2)
    for (const id of ['p1', 'p2', 'p3']) await photo(d, 'album', id)
    await until(() => d.sent.length === 3)
    await photo(d, 'another', 'p4')
    await until(() => d.sent.length === 4)
  })
})

describe('an edited message', () => {
  const edit = (d: Awaited<ReturnType<typeof desk>>, text: string, id: string) => d.switchboard.incoming({ from: from('li'), desk: 'shop', externalId: id, edits: 'm1', content: { kind: 'edited', text } })
  test('with the same words is nothing; with others she is asked to write them anew', async () => {
    const d = await desk()
    await d.open('li')
    await d.say('li', '披萨', 'm1')
    expect((await edit(d, '披萨', 'e1')).kind).toBe('ignored')
    expect((await edit(d, '披萨 🍕', 'e2')).kind).toBe('committed')
    await until(() => d.sent.at(-1)?.text.startsWith('您修改了') ?? false)
  })
  test('of a citizen without an open conversation opens none', async () => {
    const d = await desk()
    expect((await edit(d, '你好', 'e1')).kind).toBe('ignored')
    expect(await d.conversation('li')).toBeUndefined()
  })
})

describe('calls and time', () => {
  test('a service’s answer comes back through the same door', async () => {
    const d = await desk()
    await d.open('li')
    await d.say('li', '披萨', 'm1')
    await d.say('li', '随便', 'm2')
    await until(async () => (await d.conversation('li'))?.answers['pizza.recipe'] === '火 🔥')
  })
  test('a service that throws takes the flow to its failed case', async () => {
    const d = await desk({ oven: async () => { throw new Error('cold') } })
    await d.open('li')
    await d.say('li', '披萨', 'm1')
    await d.say('li', '随便', 'm2')
    await until(() => d.sent.some((s) => s.text.startsWith('烤箱没有回应')))
  })
  test('a service that never answers is given up when its time is over', async () => {
    const d = await desk({ oven: () => new Promise(() => {}) })
    await d.open('li')
    await d.say('li', '披萨', 'm1')
    await d.say('li', '随便', 'm2')
    expect((await d.conversation('li'))?.mode.kind).toBe('waiting')
    d.time.now = '2026-11-24T09:00:31.000Z'
    await until(async () => (await d.conversation('li'))?.mode.kind === 'scripted')
  })
  test('words past their time are erased by the tick', async () => {
    const d = await desk()
    await d.open('li')
    await until(() => d.sent.length === 2)
    const id = (await d.conversation('li'))?.id ?? ''
    d.time.now = '2026-12-25T09:00:00.000Z'
    await until(async () => (await d.store.transcript(id, { limit: 10 })).every((e) => e.body === null))
  })
  test('what she answered and chose goes with them: nothing of it is left in what stays', async () => {
    const d = await desk()
    await d.open('li')
    for (const [i, text] of ['披萨', '玛格丽特', '2026年12月24日', '777', '谢谢'].entries()) await d.say('li', text, `m${i}`)
    const id = (await d.conversation('li'))?.id ?? ''
    d.time.now = '2026-12-25T09:00:00.000Z'
    await until(async () => (await d.store.transcript(id, { limit: 50 })).every((e) => e.body === null))
    const left = JSON.stringify([await d.store.transcript(id, { limit: 50 }), await d.store.load(id)])
    for (const word of ['margherita', '2026-12-24', '777', '披萨', '谢谢']) expect(left).not.toContain(word)
    expect(left).toContain('pizza.price')
  })
  test('an urgent request waits for a person, however long; closed, it is kept as the urgent are', async () => {
    const d = await desk({ understand: async () => ({ ...NO_HINTS, urgent: 'violence' }) })
    await d.open('li')
    await d.say('li', '我老公打我', 'm1')
    const id = (await d.conversation('li'))?.id ?? ''
    d.time.now = '2027-03-01T09:00:00.000Z'
    await d.say('li', '还在等', 'm2')
    expect((await d.store.expire(d.time.now)).conversations).toBe(0)
    await d.switchboard.inside({ conversation: id, externalId: null, content: { kind: 'attended', by: 'anna', name: 'Anna' } })
    await d.switchboard.inside({ conversation: id, externalId: null, content: { kind: 'resolved', by: 'anna', outcome: 'referred' } })
    expect((await d.store.expire('2027-03-30T09:00:00.000Z')).conversations).toBe(0)
    expect((await d.store.expire('2027-03-31T09:00:01.000Z')).conversations).toBe(1)
  })
})

describe('what may be sent now', () => {
  const DAY = { for: 86_400_000, most: null, afterEvent: null }
  const reply = (d: Awaited<ReturnType<typeof desk>>, id: string, text: string) => d.switchboard.inside({ conversation: id, externalId: null, content: { kind: 'replied', by: 'anna', text, files: [] } })
  const attended = async (d: Awaited<ReturnType<typeof desk>>) => {
    await d.open('li')
    const id = (await d.conversation('li'))?.id ?? ''
    await d.switchboard.inside({ conversation: id, externalId: null, content: { kind: 'attended', by: 'anna', name: 'Anna' } })
    await until(async () => (await d.store.dueOutbox(['post'], d.time.now, 9)).length === 0 && d.sent.length > 2)
    return id
  }
  const stateOf = async (d: Awaited<ReturnType<typeof desk>>, id: string) => (await d.store.deliveries(id, 0)).at(-1)?.state

  test('a late answer is parked, announced once, and goes when she writes', async () => {
    const announced: string[] = []
    const d = await desk({ can: { window: DAY }, announce: async (to, { language }) => { announced.push(`${to.address} ${language}`); return fine() } })
    const id = await attended(d)
    const before = d.sent.length
    d.time.now = '2026-11-26T09:00:00.000Z'
    await reply(d, id, '可以的 🍢')
    await reply(d, id, '请带护照')
    await until(async () => (await stateOf(d, id)) === 'queued' && (await d.store.deliveries(id, 0)).some((o) => o.state === 'held'))
    expect(d.sent.length).toBe(before)
    expect(announced).toEqual(['li zh'])
    await d.say('li', '在吗', 'm9')
    await until(() => d.sent.length === before + 2)
    expect(d.sent.slice(before).map((s) => s.text)).toEqual(['可以的 🍢', '请带护照'])
  })
  test('the provider takes five and no more: the sixth waits for her next word, and what the assistant had left is answered anew', async () => {
    const d = await desk({ can: { window: { for: 172_800_000, most: 1, afterEvent: null } } })
    await d.open('li')
    await until(async () => d.sent.length === 1 && (await stateOf(d, (await d.conversation('li'))?.id ?? '')) === 'held')
    await d.say('li', '披萨', 'm1')
    await until(() => d.sent.length === 2)
    expect(d.sent[1]?.text).toContain('披萨')
    expect((await d.store.deliveries((await d.conversation('li'))?.id ?? '', 0)).map((o) => o.state).slice(0, 2)).toEqual(['sent', 'failed'])
  })
  test('an event opens a smaller window, and never closes a larger one', async () => {
    const d = await desk({ can: { window: { for: 172_800_000, most: 5, afterEvent: { for: 60_000, most: 3 } } } })
    const window = async () => (await d.store.find(from('li'), 'shop')).identity?.window
    const follow = (id: string) => d.switchboard.incoming({ from: from('li'), desk: 'shop', externalId: id, isEvent: true, content: { kind: 'opened', language: 'zh', flow: null } })
    await follow('f1')
    expect((await window())?.until).toBe('2026-11-24T09:01:00.000Z')
    await d.say('li', '披萨', 'm1')
    expect((await window())?.until).toBe('2026-11-26T09:00:00.000Z')
    await follow('f2')
    expect((await window())?.until).toBe('2026-11-26T09:00:00.000Z')
  })
  test('the provider refuses what the desk thought was open: it waits all the same', async () => {
    const d = await desk({ can: { window: DAY }, answer: (n) => (n === 0 ? { kind: 'hold', explain: '131047' } : fine()) })
    await d.open('li')
    const id = (await d.conversation('li'))?.id ?? ''
    await until(async () => (await d.store.deliveries(id, 0))[0]?.state === 'held')
    expect((await d.store.deliveries(id, 0))[0]?.explain).toBe('131047')
  })
  test('what she asks to hear goes on without a turn', async () => {
    const d = await desk({ can: { window: { for: 5000, most: 1, afterEvent: null } } })
    await d.open('li')
    await until(async () => (await stateOf(d, (await d.conversation('li'))?.id ?? '')) === 'held')
    const identity = await d.store.resumeHeld(from('li'), { until: '2026-11-24T09:00:05.000Z', left: 1 }, d.time.now)
    d.switchboard.wake(identity ?? '', 'post')
    await until(() => d.sent.length === 2)
    expect((await d.conversation('li'))?.revision).toBe(1)
    expect(await d.store.resumeHeld(from('nobody'), { until: d.time.now, left: 1 }, d.time.now)).toBeNull()
  })
  test('an account that is paused by an operator sends nothing until it goes on', async () => {
    const d = await desk()
    await d.store.pauseAccount('post', 'shop', { by: 'anna', at: d.time.now })
    await d.switchboard.accounts.sync()
    await d.open('li')
    await until(async () => (await d.store.deliveries((await d.conversation('li'))?.id ?? '', 0))[0]?.explain === 'The channel is paused.')
    expect(d.sent).toEqual([])
    await d.store.pauseAccount('post', 'shop', null)
    d.time.now = '2026-11-24T09:00:30.000Z'
    await until(() => d.sent.length === 2)
    await until(async () => (await d.store.accounts())[0]?.lastOutAt === d.time.now)
  })
})
