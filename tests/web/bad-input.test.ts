import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { citizen } from '../support/citizen.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk
beforeAll(async () => { desk = await startDesk() })
afterAll(() => desk.end())

const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${desk.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: body as never })
const open = async () => ({ authorization: `Bearer ${(await citizen(desk.url, 'it')).token}` })

describe('bodies that no page of ours sends', () => {
  test.each([
    ['not JSON', '{"id":', 400], ['a number', '42', 400], ['null', 'null', 400], ['an unknown kind', `{"id":"${randomUUID()}","kind":"dance"}`, 400], ['no id', '{"kind":"text","text":"ciao"}', 400],
    ['an id that is no UUID', '{"id":"1","kind":"text","text":"ciao"}', 400], ['a text that is a list', `{"id":"${randomUUID()}","kind":"text","text":["ciao"]}`, 400],
    ['a prototype', `{"id":"${randomUUID()}","kind":"text","text":"ciao","__proto__":{"admin":true}}`, 202], ['far too long', `{"id":"${randomUUID()}","kind":"text","text":"${'a'.repeat(200_000)}"}`, 413],
  ])('%s → %s', async (_what, body, status) => {
    const response = await post('/api/chat/messages', body, await open())
    expect(response.status).toBe(status)
    if (status >= 400) expect(await response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) })
  })
  test('invalid UTF-8 is refused, never stored with holes', async () => {
    const body = Buffer.concat([Buffer.from(`{"id":"${randomUUID()}","kind":"text","text":"`), Buffer.from([0xe4, 0xbd]), Buffer.from('"}')])
    expect(await (await post('/api/chat/messages', body, await open())).json()).toEqual({ code: 'bad-encoding', message: 'The text is not valid UTF-8.' })
  })
  test('without a session: 401, and nothing is told of the inside', async () => {
    const response = await post('/api/chat/messages', '{}', { authorization: 'Bearer ' })
    expect([response.status, await response.json()]).toEqual([401, { code: 'no-session', message: 'This page must be opened again.' }])
  })
  test('an address that is not there: 404 in JSON', async () => {
    expect((await fetch(`${desk.url}/api/nothing`)).status).toBe(404)
  })
  test('the inbox without signing in: 401', async () => {
    for (const path of ['/api/inbox/queue', '/api/inbox/live', '/api/inbox/conversations/x']) expect((await fetch(`${desk.url}${path}`)).status).toBe(401)
  })
  test('nobody signs up', async () => {
    const response = await post('/api/auth/sign-up/email', JSON.stringify({ email: 'eve@example.org', password: 'una-password-lunga', name: 'Eve' }), { origin: desk.url })
    expect(response.status).toBe(400)
  })
})

describe('texts that no person types', () => {
  test.each([['\u0000\u0001'], ['\ud800'], ['constructor'], ['__proto__'], ['{{notice}}'], ['$t(common:notice)'], ['<script>alert(1)</script>'], ['a'.repeat(19_000)], ['😀'.repeat(5_000)], ['‮evil'], ["'; drop table entries; --"]])('%j is answered', async (text) => {
    const li = await citizen(desk.url, 'it')
    expect((await li.say(text)).status).toBe(202)
    expect((await li.last()).from).toBe('assistant')
    expect((await li.state()).mode).toBe('scripted')
  })
  test('one citizen’s flood is slowed, another’s message is not', async () => {
    const slow = await startDesk({ env: { MESSAGES_PER_MINUTE: '5' } })
    const [loud, quiet] = [await citizen(slow.url, 'it'), await citizen(slow.url, 'it')]
    const statuses = (await Promise.all(Array.from({ length: 9 }, () => loud.say('ciao')))).map((r) => r.status)
    expect(statuses.filter((s) => s === 429)).toHaveLength(4)
    expect((await quiet.say('ciao')).status).toBe(202)
    await slow.end()
  })
})

describe('what everyone may ask', () => {
  test('health, readiness, OpenAPI and the privacy page', async () => {
    expect(await (await fetch(`${desk.url}/healthz`)).json()).toEqual({ ok: true })
    expect(await (await fetch(`${desk.url}/readyz`)).json()).toEqual({ ready: true })
    const api = (await (await fetch(`${desk.url}/api/openapi.json`)).json()) as { openapi: string; paths: object }
    expect([api.openapi, Object.keys(api.paths).length > 15]).toEqual(['3.1.0', true])
    const page = await (await fetch(`${desk.url}/privacy?lang=ar`)).text()
    expect(page).toContain('dir="rtl"')
  })
  test('the languages, the browser’s own first', async () => {
    const start = (await (await fetch(`${desk.url}/api/chat/start`, { headers: { 'accept-language': 'ar,zh;q=0.8' } })).json()) as { languages: { tag: string }[] }
    expect(start.languages.map((l) => l.tag).slice(0, 2)).toEqual(['ar', 'zh'])
  })
})
