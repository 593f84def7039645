import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, Part, Recipient, Sending } from '../../../src/channels/channel.ts'
import { createWhatsApp } from '../../../src/channels/whatsapp/whatsapp.ts'
import { type FakeUser, type FakeWhatsApp, startWhatsApp } from '../../emulators/whatsapp/index.ts'
import { recipientOf, sendingOf } from '../../support/channels.ts'

const NOW = Date.parse('2026-11-24T09:00:00.000Z')
const TEMPLATES = { risposta_pronta: { it: 'C’è una risposta per Lei.', zh_CN: '有给您的回复。' }, in_pausa: { it: 'PAUSED' } }
let whatsapp: FakeWhatsApp
let channel: Channel
let li: FakeUser
beforeEach(async () => {
  whatsapp = await startWhatsApp({ patience: 3000, templates: TEMPLATES })
  channel = open()
  li = whatsapp.user({ name: '李伟', phone: '393331234567' })
  await li.say('你好')
})
afterEach(() => whatsapp.stop())

const open = (name = 'risposta_pronta'): Channel => {
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId, WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken, WHATSAPP_API_ROOT: apiRoot } = whatsapp.env
  return createWhatsApp({ token, phoneNumberId, appSecret, verifyToken, apiRoot, template: { name, languages: new Map([['it', 'it'], ['zh', 'zh_CN']]) }, fetch: globalThis.fetch, now: () => NOW, patience: 400 })
}
const to = (address = '393331234567', memory: string | null = null): Recipient => recipientOf('whatsapp', whatsapp.env.WHATSAPP_PHONE_NUMBER_ID, address, memory)
const text = (words: string, part: Partial<Extract<Part, { kind: 'text' }>> = {}): Part => ({ kind: 'text', text: words, buttons: [], list: null, ...part })
const send = (part: Part = text('您好 👋'), who = to(), sending: Partial<Sending> = {}) => channel.send(who, part, sendingOf(sending))
const file = (mime: string, bytes = 100, name = 'archivio'): Part => ({ kind: 'file', file: { id: 'f', name, mime, bytes } })
const sentTypes = () => whatsapp.sent().map((m) => m.type)

describe('what reaches her', () => {
  test('words, without a preview of links, under the desk’s own name', async () => {
    expect(await send(text('*合计 46 €*\nhttps://www.portaleimmigrazione.it'), to(), { ref: '12.0' })).toMatchObject({ kind: 'accepted', externalId: expect.stringMatching(/^wamid\./) })
    expect((await li.expect('合计')).seen.marked).toEqual([{ mark: '*', text: '合计 46 €' }])
    expect(whatsapp.sent().at(-1)).toMatchObject({ to: '393331234567', biz_opaque_callback_data: '12.0', text: { preview_url: false } })
  })
  test.each<[string, Part]>([
    ['Chinese as long as it may be', text('好'.repeat(4096))], ['Arabic', text('ا'.repeat(4096))], ['emoji', text('🪪'.repeat(2048))],
    ['three buttons', text('好'.repeat(1024), { buttons: ['是', 'لا', 'Non lo so 👍'].map((label, i) => ({ id: `m1.1:${i}`, label })) })],
    ['ten rows', text('请选', { list: { rows: Array.from({ length: 10 }, (_, i) => ({ id: `m1.1:${i}`, label: `${i} ${'字'.repeat(22)}`, description: i % 2 ? '说'.repeat(72) : null })) } })],
  ])('%s', async (_, part) => {
    expect(await send(part)).toMatchObject({ kind: 'accepted' })
    await li.expect(() => true)
  })
  test('a list opens with a word of hers, cut where it is too long', async () => {
    await send(text('请选', { list: { rows: [{ id: 'm1:a', label: '居留证', description: null }] } }), to(), { text: () => '请从下面的选项里选择一个最合适的回答好吗谢谢' })
    expect((await li.expect('请选')).opener).toBe('请从下面的选项里选择一个最合适的回答好…')
  })
  test.each<[string, string, string, string]>([
    ['a calendar, as plain text under its own name', 'text/calendar', '预约 📅.ics', 'document'], ['a paper', 'application/pdf', 'ricevuta è pronta.pdf', 'document'], ['a picture', 'image/png', 'foto.png', 'image'], ['a voice', 'audio/ogg; codecs=opus', 'voce.ogg', 'audio'], ['an Apple sound', 'audio/x-m4a', 'voce.m4a', 'audio'],
  ])('%s', async (_, mime, name, kind) => {
    expect(await send(file(mime, 15, name))).toMatchObject({ kind: 'accepted' })
    const got = await li.expect((m) => m.kind === kind)
    expect([got.file?.bytes.toString(), got.file?.name]).toEqual(['BEGIN:VCALENDAR', kind === 'document' ? name : null])
  })
})

describe('to whom', () => {
  test('her id alone stands where ids stand: elsewhere it would be taken and reach nobody', async () => {
    const wang = whatsapp.user({ name: '王芳', username: 'wangfang', hidesPhone: true })
    await wang.say('你好')
    expect(await send(text('您好'), to(wang.person.userId ?? ''))).toMatchObject({ kind: 'accepted' })
    await wang.expect('您好')
    expect(whatsapp.sent().at(-1)).not.toHaveProperty('to')
  })
  test('her number goes before her id while it is known', async () => {
    const id = li.person.userId ?? ''
    await send(text('您好'), to(id, JSON.stringify({ phone: '393331234567', of: id })))
    await li.expect('您好')
    expect(whatsapp.sent().at(-1)).toMatchObject({ to: '393331234567' })
  })
  test('after she changed her number nothing more goes to the old one, although it is still remembered', async () => {
    const old = li.person.userId ?? ''
    await li.changeNumber('393337654321')
    expect(await send(text('您好'), to(li.person.userId ?? '', JSON.stringify({ phone: '393331234567', of: old })))).toMatchObject({ kind: 'accepted' })
    await li.expect('您好')
    expect(whatsapp.sent().at(-1)).not.toHaveProperty('to')
  })
  test.each([['nonsense', 'x'], ['another thing', '{"phone":7}'], ['a strange number', '{"phone":"+39 <b>","of":"IT.1"}']])('a memory that is %s is no memory', async (_, memory) => {
    expect(await send(text('您好'), to('393331234567', memory))).toMatchObject({ kind: 'accepted' })
  })
  test('a number of another account is not ours to write to', async () => {
    expect(await send(text('您好'), { ...to(), account: '42' })).toMatchObject({ kind: 'permanent' })
  })
})

describe('what one may conclude when it does not', () => {
  const cases: [string, () => unknown, object][] = [
    ['too fast, with a time', () => whatsapp.faults.rateLimit(7), { kind: 'retry', retryAt: '2026-11-24T09:00:07.000Z' }],
    ['too fast to one person', () => whatsapp.faults.refuse(131056), { kind: 'retry', retryAt: '2026-11-24T09:00:06.000Z' }],
    ['Meta is unwell', () => whatsapp.faults.serverError(), { kind: 'retry', retryAt: null }],
    ['the token has expired', () => whatsapp.faults.tokenExpired(), { kind: 'pause' }],
    ['the token was replaced', () => whatsapp.revoke(), { kind: 'pause' }],
    ['she blocked the desk', () => whatsapp.faults.refuse(131026), { kind: 'unreachable' }],
    ['too long ago', () => whatsapp.faults.refuse(131047), { kind: 'hold' }],
    ['a gateway’s page', () => whatsapp.faults.htmlError(502), { kind: 'retry', retryAt: null }],
    ['a gateway that gave up waiting', () => whatsapp.faults.htmlError(504), { kind: 'ambiguous' }],
    ['an answer that cannot be read', () => whatsapp.faults.badJson(), { kind: 'ambiguous' }],
    ['cut before it was read', () => whatsapp.faults.reset('before'), { kind: 'ambiguous' }],
    ['cut after it was taken', () => whatsapp.faults.reset('after'), { kind: 'ambiguous' }],
    ['no answer in time', () => whatsapp.faults.timeoutAfterAccept(), { kind: 'ambiguous' }],
    ['nobody there', () => whatsapp.down(), { kind: 'away' }],
  ]
  test.each(cases)('%s', async (_, happens, conclusion) => {
    await happens()
    const answer = await send()
    expect(answer).toMatchObject(conclusion)
    for (const secret of [whatsapp.env.WHATSAPP_TOKEN, '393331234567', '您好']) expect(JSON.stringify(answer)).not.toContain(secret)
  })
  test('it is not sent again by itself', async () => {
    whatsapp.faults.timeoutAfterAccept()
    await send()
    await li.expect('您好')
    expect(sentTypes()).toEqual(['text'])
  })
  test('slowly is not never', async () => {
    whatsapp.faults.slow(100)
    expect(await send()).toMatchObject({ kind: 'accepted' })
  })
  test.each<[string, Part]>([['too long a text', text('好'.repeat(4097))], ['nothing to see', text(' ')], ['four buttons', text('?', { buttons: [1, 2, 3, 4].map((i) => ({ id: `m:${i}`, label: `${i}` })) })], ['two that read the same', text('?', { buttons: [1, 2].map((i) => ({ id: `m:${i}`, label: '是' })) })]])('%s will never go', async (_, part) => {
    expect(await send(part)).toMatchObject({ kind: 'permanent' })
  })
})

describe('a file that does not go', () => {
  test.each<[string, Part, object]>([
    ['of a kind that is not taken', file('image/heic'), { kind: 'permanent', explain: expect.stringContaining('image/heic') }],
    ['too large for its kind', file('image/jpeg'), { kind: 'permanent', explain: expect.stringContaining('5 MB') }],
  ])('%s', async (_, part, conclusion) => {
    expect(await send(part, to(), { bytes: async () => Buffer.alloc(5 * 1024 * 1024 + 1) })).toMatchObject(conclusion)
    expect(whatsapp.requests).toEqual([])
  })
  test('not on our disk any more', async () => {
    expect(await send(file('application/pdf'), to(), { bytes: async () => { throw new Error('ENOENT') } })).toMatchObject({ kind: 'permanent', explain: 'The file is not here any more.' })
  })
  test.each<[string, () => unknown, object]>([
    ['cut while it was uploaded: nothing was sent yet', () => whatsapp.faults.reset('after', { at: 'media' }), { kind: 'retry' }],
    ['no answer to the upload', () => whatsapp.faults.timeoutAfterAccept({ at: 'media' }), { kind: 'retry' }],
    ['an answer that cannot be read', () => whatsapp.faults.badJson({ at: 'media' }), { kind: 'retry' }],
    ['the token', () => whatsapp.faults.tokenExpired({ at: 'media' }), { kind: 'pause' }],
    ['uploaded, and then no answer', () => whatsapp.faults.timeoutAfterAccept(), { kind: 'ambiguous' }],
  ])('%s', async (_, happens, conclusion) => {
    await happens()
    expect(await send(file('application/pdf'))).toMatchObject(conclusion)
  })
})

describe('that an answer waits', () => {
  test.each([['zh', '有给您的回复'], ['ar', 'C’è una risposta'], ['it', 'C’è una risposta']])('is said in %s, or in Italian, although she has not written for a day', async (language, words) => {
    whatsapp.clock.advance(25 * 3_600_000)
    expect(await channel.announce?.(to(), sendingOf({ language }))).toMatchObject({ kind: 'accepted' })
    await li.expect(words)
  })
  test('is not said when the template is paused, or unknown', async () => {
    expect(await open('in_pausa').announce?.(to(), sendingOf({ language: 'it' }))).toMatchObject({ kind: 'permanent', explain: expect.stringContaining('132015') })
    expect(await open('sconosciuto').announce?.(to(), sendingOf({ language: 'it' }))).toMatchObject({ kind: 'permanent', explain: expect.stringContaining('132001') })
  })
})

describe('whether the account works', () => {
  test('it does', async () => {
    expect(await channel.check?.()).toBeNull()
  })
  test.each<[string, () => unknown, string]>([['the token', () => whatsapp.revoke(), 'pause'], ['nobody there', () => whatsapp.down(), 'away'], ['no answer', () => whatsapp.faults.timeoutAfterAccept({ at: 'phone' }), 'away'], ['Meta is unwell', () => whatsapp.faults.serverError(1, { at: 'phone' }), 'retry']])('it does not: %s', async (_, happens, kind) => {
    await happens()
    expect(await channel.check?.()).toMatchObject({ kind })
  })
})
