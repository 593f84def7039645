import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PNG } from '../support/bytes.ts'
import { citizen, withToken } from '../support/citizen.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { operator, type TestOperator } from '../support/operator.ts'

let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  desk = await startDesk()
  anna = await operator(desk.url)
})
afterAll(() => desk.end())

const waiting = async () => (await anna.queue()).items[0]?.id as string

describe('a citizen and an operator', () => {
  test('she asks for a person in Chinese, is answered, handed back, and the conversation is closed and opened again', async () => {
    const li = await citizen(desk.url, 'zh')
    await li.say('转人工')
    expect((await li.state()).mode).toBe('queued')
    const id = await waiting()
    expect((await anna.act(id, 'take')).status).toBe(200)
    expect((await li.state())).toMatchObject({ mode: 'attended', operator: 'anna' })
    await li.say('我的居留快到期了')
    expect((await li.last()).from).toBe('you')
    expect((await anna.reply(id, '您好，什么时候到期？')).status).toBe(200)
    expect(await li.last()).toMatchObject({ from: 'operator', text: '您好，什么时候到期？', name: 'anna' })
    await anna.act(id, 'release')
    expect((await li.state()).mode).toBe('scripted')
    expect((await li.last()).menu?.options.length).toBeGreaterThan(3)
    await li.say('转人工')
    await anna.act(id, 'take')
    await anna.act(id, 'close', { outcome: 'solved' })
    expect((await li.state()).mode).toBe('closed')
    await anna.act(id, 'reopen')
    expect((await li.state()).mode).toBe('attended')
    await anna.act(id, 'close', { outcome: 'solved' })
    const before = (await li.events()).cursor
    await li.say('您好')
    expect((await li.events(before)).messages.length).toBeGreaterThan(1)
  })

  test('the operator sees the script’s side in Italian beside what she saw', async () => {
    const li = await citizen(desk.url, 'zh')
    await li.tap('permit')
    await li.say('转人工')
    const entries = (await anna.thread((await anna.queue()).items.at(-1)?.id as string)).entries
    const asked = entries.find((e) => e.kind === 'assistant' && e.mine?.startsWith('Permesso di soggiorno'))
    expect(asked).toMatchObject({ language: 'zh' })
    expect(entries.find((e) => e.kind === 'citizen')?.mine).toBe('Permesso di soggiorno')
  })

  test('of two who take over the first wins and the second is told who', async () => {
    const li = await citizen(desk.url, 'it')
    await li.command('person')
    const id = (await anna.queue()).items.at(-1)?.id as string
    await fetch(`${desk.url}/api/auth/admin/create-user`, { method: 'POST', headers: { cookie: anna.cookie, 'content-type': 'application/json', origin: desk.url }, body: JSON.stringify({ email: 'bo@example.org', password: 'altra-password-lunga', name: 'Bo', role: 'operator' }) })
    const bo = await operator(desk.url, { email: 'bo@example.org', password: 'altra-password-lunga' })
    await anna.act(id, 'take')
    const refused = await bo.act(id, 'take')
    expect([refused.status, (await refused.json() as { message: string }).message]).toEqual([409, 'La segue già anna. Non è cambiato nulla.'])
    expect((await bo.reply(id, 'ciao')).status).toBe(409)
    expect((await anna.thread(id)).readers.map((r) => r.name)).toContain('anna')
  })

  test('the same message and the same reply twice count once', async () => {
    const li = await citizen(desk.url, 'it')
    const id = randomUUID()
    await li.say('persona', id)
    expect(await (await li.say('persona', id)).json()).toMatchObject({ duplicate: true })
    const conversation = (await anna.queue()).items.at(-1)?.id as string
    await anna.act(conversation, 'take')
    const reply = randomUUID()
    await anna.reply(conversation, 'una volta', reply)
    await anna.reply(conversation, 'una volta', reply)
    expect((await li.messages()).filter((m) => m.text === 'una volta')).toHaveLength(1)
  })

  test('a reply that was refused counts when it is sent again after taking over', async () => {
    const li = await citizen(desk.url, 'it')
    await li.command('person')
    const id = (await anna.queue()).items.at(-1)?.id as string
    const reply = randomUUID()
    expect((await anna.reply(id, 'eccomi', reply)).status).toBe(409)
    await anna.act(id, 'take')
    expect((await anna.reply(id, 'eccomi', reply)).status).toBe(200)
    expect((await li.last()).text).toBe('eccomi')
  })

  test('the last words before a closing reach her even when she writes first', async () => {
    const li = await citizen(desk.url, 'it')
    await li.command('person')
    const id = (await anna.queue()).items.at(-1)?.id as string
    const { cursor } = await li.events()
    await anna.act(id, 'take')
    await anna.reply(id, 'ultima risposta')
    await anna.act(id, 'close', { outcome: 'solved' })
    await li.say('ciao')
    expect((await li.events(cursor)).messages.map((m) => m.text)).toContain('ultima risposta')
    const refused = await anna.act(id, 'reopen')
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'older'])
    expect((await li.say('menu')).status).toBe(202)
  })

  test('a conversation cannot be given to nobody', async () => {
    const li = await citizen(desk.url, 'it')
    await li.command('person')
    const id = (await anna.queue()).items.at(-1)?.id as string
    await anna.act(id, 'take')
    expect((await anna.act(id, 'transfer', { to: 'nobody-at-all' })).status).toBe(409)
    expect((await anna.act(id, 'transfer', { to: '' })).status).toBe(200)
  })

  test('danger comes first in the queue, with advice in her language', async () => {
    const li = await citizen(desk.url, 'zh')
    await li.say('我老公打我，我很害怕')
    const [first] = (await anna.queue()).items
    expect(first).toMatchObject({ urgent: 'violence', language: 'zh' })
    expect((await li.messages()).some((m) => m.blocks.some((b) => b.kind === 'rows' && b.rows.some((r) => r.value.includes('1522'))))).toBe(true)
  })

  test('a photo reaches the operator, is served to its sender, and to nobody else', async () => {
    const li = await citizen(desk.url, 'it')
    const other = await citizen(desk.url, 'it')
    await li.command('person')
    expect((await li.send(PNG, '../../照片\u202e.png')).status).toBe(202)
    const file = (await li.messages()).flatMap((m) => m.files)[0]
    expect(file).toMatchObject({ name: '照片.png', mime: 'image/png' })
    const read = (token: string) => fetch(`${desk.url}/api/chat/files/${file?.id}`, { headers: { authorization: `Bearer ${token}` } })
    expect(Buffer.from(await (await read(li.token)).arrayBuffer()).equals(PNG)).toBe(true)
    expect((await read(other.token)).status).toBe(404)
    expect((await li.send(Buffer.from('<script>alert(1)</script>'), 'foto.png')).status).toBe(415)
    expect((await li.send(Buffer.concat([PNG, Buffer.alloc(11 * 1024 * 1024)]), 'grande.png')).status).toBe(413)
  })

  test('a stream gives what came, and resumes where it was', async () => {
    const li = await citizen(desk.url, 'it')
    const stop = new AbortController()
    const response = await fetch(`${desk.url}/api/chat/events?after=0`, { headers: { authorization: `Bearer ${li.token}`, accept: 'text/event-stream' }, signal: stop.signal })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const decoder = new TextDecoder()
    let text = ''
    const until = async (what: string) => { while (!text.includes(what)) text += decoder.decode((await reader.read()).value, { stream: true }) }
    await until('event: state')
    await li.tap('work')
    await until('Lavoro: che cosa')
    stop.abort()
    const cursor = Number(/id: (\d+)\nevent: message[^\n]*\n(?!.*event: message)/s.exec(text)?.[1])
    expect((await withToken(desk.url, li.token).events(cursor)).messages.length).toBeLessThan(3)
  })
})
