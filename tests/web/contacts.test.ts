import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactForm, ContactLogged } from '../../src/web/contract/contacts.ts'
import type { SearchResult } from '../../src/web/contract/inbox.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { operator, type TestOperator } from '../support/operator.ts'

let desk: TestDesk
let anna: TestOperator
beforeAll(async () => {
  desk = await startDesk({ now: () => new Date('2026-11-24T14:30:00Z') })
  anna = await operator(desk.url)
})
afterAll(() => desk.end())

const CONTACT = { way: 'counter', who: 'firm', language: 'zh', comune: 'campi_bisenzio', topic: 'business.open', outcome: 'referred', minutes: 25, note: '' }
const log = (part: object = {}) => anna.post('/api/inbox/contacts', { id: randomUUID(), ...CONTACT, ...part })
const logged = async (part: object = {}) => (await (await log(part)).json()) as ContactLogged

describe('a contact at the counter, on the telephone, on a visit', () => {
  test('what can be chosen comes in the operator’s language, the desk’s comune first', async () => {
    const form = await anna.get<ContactForm>('/api/inbox/contacts/form')
    expect(form.comune).toBe('sesto_fiorentino')
    expect(form.comuni[0]).toEqual({ id: 'sesto_fiorentino', name: 'Sesto Fiorentino' })
    expect(form.topics).toContainEqual({ id: 'permit.renewal', name: expect.stringContaining('permesso di soggiorno') })
  })
  test.each([['counter', '王先生问营业许可 🏪'], ['telephone', 'سألت عن الإقامة'], ['visit', 'laboratorio di pelletteria, sicurezza']])('on the way «%s» it stands among the closed, with its words found', async (way, note) => {
    const { conversation } = await logged({ way, note })
    const [row] = (await anna.queue('closed')).items.filter(({ id }) => id === conversation)
    expect(row).toMatchObject({ mode: 'closed', channel: way, language: 'zh', topic: 'business.open', outcome: 'referred', unread: 0 })
    const found = await anna.get<SearchResult>(`/api/inbox/search?q=${encodeURIComponent(note.split(' ').at(0) ?? '')}`)
    expect(found.items.map(({ id }) => id)).toContain(conversation)
    const thread = await anna.thread(conversation ?? '')
    expect(thread.entries.map(({ text }) => text)).toEqual([expect.stringContaining('Impresa · Campi Bisenzio · 25 min'), note])
  })
  test('it does not count among the answers that somebody waited for', async () => {
    await logged()
    expect((await anna.queue('closed')).day).toEqual({ answered: 0, medianMinutes: null })
  })
  test('it cannot be opened again: nothing reaches her there', async () => {
    const { conversation } = await logged()
    expect((await anna.act(conversation ?? '', 'reopen')).status).toBe(409)
  })
  test('sent twice it is logged once', async () => {
    const id = randomUUID()
    expect((await logged({ id })).conversation).not.toBeNull()
    expect((await logged({ id })).conversation).toBeNull()
  })
  test('without a note and without a comune it is one line', async () => {
    const { conversation } = await logged({ comune: null })
    expect((await anna.thread(conversation ?? '')).entries).toHaveLength(1)
  })
  test.each([
    ['a topic that is not there', { topic: '__proto__' }], ['a comune that is not there', { comune: 'pechino' }], ['a language that is not there', { language: 'xx' }],
    ['no minutes', { minutes: 0 }], ['another way', { way: 'pigeon 🐦' }], ['a note without end', { note: '长'.repeat(2001) }],
  ])('%s is refused, and nothing is kept', async (_, part) => {
    const before = (await anna.queue('closed')).items.length
    expect((await log(part)).status).toBe(400)
    expect((await anna.queue('closed')).items).toHaveLength(before)
  })
  test('who is not signed in logs nothing', async () => {
    const answer = await fetch(`${desk.url}/api/inbox/contacts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id: randomUUID(), ...CONTACT }) })
    expect(answer.status).toBe(401)
  })
})
