import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Incoming, Inlet, Kept } from '../../../src/channels/channel.ts'
import { createHandle } from '../../../src/channels/whatsapp/notifications.ts'
import { inletOf, type NotedInlet } from '../../support/channels.ts'

const FOLDER = join(import.meta.dirname, 'payloads')
const ACCOUNT = '106540352242922'
const NOW = Date.parse('2025-11-24T16:00:00Z')
const LI = 'IT.13491208655302741918'
const WANG = 'IT.99812086553027'
const AHMED = 'IT.55512086553027419'
const from = (address: string) => ({ channel: 'whatsapp', account: ACCOUNT, address })
/** What is remembered of a number: whose it is. */
const phone = (number: string, of: string) => JSON.stringify({ phone: number, of })

const payload = (name: string): object => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as object

const refuses: Inlet['refuses'] = (mime) => (mime === 'application/zip' || mime.startsWith('video/') ? 'file-kind' : null)

const withMessage = (...messages: unknown[]) => ({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value: { metadata: { phone_number_id: ACCOUNT }, messages } }] }] })
const valueIn = (body: object) => (body as { entry: { changes: { value: { messages?: unknown[] } }[] }[] }).entry[0]?.changes[0]?.value ?? {}

async function take(body: object, part: Partial<Inlet> = {}): Promise<{ heard: Incoming[]; inlet: NotedInlet }> {
  const heard: Incoming[] = []
  const inlet = inletOf(async (message): Promise<Kept> => {
    heard.push(message)
    return { answers: true, person: null }
  }, { refuses, ...part })
  await createHandle(ACCOUNT, () => NOW)(body, inlet)
  return { heard, inlet }
}

/** The minute in which every recorded message was written, since 1970. */
const MINUTE = 29_400_000
const file = (name: string, mime: string, album = `${LI}:${MINUTE}`) => ({ kind: 'sent-file', file: { id: 'id-1', name, mime, bytes: 0 }, album })

/** Each file of `payloads`, and what the desk is told of it. */
const cases: [name: string, what: string, heard: object[]][] = [
  ['text-zh', 'words, from her id; her number is only remembered', [{ from: from(LI), memory: phone('393331234567', LI), formerly: '393331234567', content: { kind: 'wrote', text: '我的居留还有三个星期到期 🪪' } }]],
  ['text-ar', 'words in Arabic', [{ from: from(AHMED), content: { kind: 'wrote', text: 'أريد تجديد تصريح الإقامة' } }]],
  ['text-username-only', 'somebody who hides her number', [{ from: from(WANG), content: { kind: 'wrote', text: '你好 👩🏽‍⚕️' } }]],
  ['text-phone-only', 'somebody who has no id yet', [{ from: from('393330001111'), content: { kind: 'wrote', text: '在吗' } }]],
  ['text-door', 'a poster’s link', [{ content: { kind: 'opened', language: null, flow: 'zh_permit-renewal' } }]],
  ['image-caption', 'a picture, then the words under it', [{ source: '1013859600285441', content: file('photo.jpg', 'image/jpeg') }, { content: { kind: 'wrote', text: '这是我的居留 🪪' } }]],
  ['document-hidden-direction', 'a document whose name hides its direction', [{ source: '1013859600285442', content: file('gpj.إقامة.pdf', 'application/pdf', `${AHMED}:${MINUTE}`) }]],
  ['document-other-kind', 'a document of another kind, and the words under it', [{ content: { kind: 'unsupported', what: 'file-kind' } }, { content: { kind: 'wrote', text: '都在里面' } }]],
  ['voice', 'a voice, without its codec', [{ from: from(WANG), source: '1013859600285444', content: file('voice.ogg', 'audio/ogg', `${WANG}:${MINUTE}:voice`) }]],
  ['audio', 'a sound', [{ content: file('voice.mp3', 'audio/mpeg', expect.stringMatching(/:voice$/)) }]],
  ['video', 'a video', [{ content: { kind: 'unsupported', what: 'file-kind' } }]],
  ['sticker', 'a sticker, although it is a picture', [{ content: { kind: 'unsupported', what: 'sticker' } }]],
  ['location', 'a place', [{ content: { kind: 'located', latitude: 43.8777, longitude: 11.1022 } }]],
  ['contact-own', 'her own card is her number', [{ content: { kind: 'wrote', text: '+393331234567' } }]],
  ['contact-other', 'somebody else’s card', [{ content: { kind: 'unsupported', what: 'contact' } }]],
  ['button-reply', 'a tapped button, with the label that she saw', [{ label: '续居留 🪪', content: { kind: 'picked', menu: 'm4.2.7d4e', option: 'permit.renewal' } }]],
  ['list-reply', 'a tapped row', [{ label: '居留证 permesso di soggior…', content: { kind: 'picked', menu: 'm2.2.7d4e', option: 'permit' } }]],
  ['flow-reply', 'a form that is none of ours', [{ content: { kind: 'unsupported', what: 'form' } }]],
  ['template-button', 'a template’s button, when nothing waits', [{ content: { kind: 'wrote', text: '看回复' } }]],
  ['reaction', 'a reaction is nothing', []],
  ['reaction-removed', 'nor is taking it back', []],
  ['unsupported-poll', 'what the platform does not hand on', [{ content: { kind: 'unsupported', what: 'other' } }]],
  ['unsupported-unavailable', 'what it has lost', [{ content: { kind: 'unsupported', what: 'other' } }]],
  ['order', 'an order', [{ content: { kind: 'unsupported', what: 'other' } }]],
  ['tomorrow', 'something that was invented later', [{ content: { kind: 'unsupported', what: 'other' } }]],
  ['request-welcome', 'she only opened the chat', []],
  ['system-number', 'another number: she writes from the new address, and was known at both old ones', ([LI, '393331234567']).map((formerly) => (
    { from: from('IT.77712086553027'), formerly, content: { kind: 'reachability', reachable: true }, memory: phone('393337654321', 'IT.77712086553027') }
  ))],
  ['system-user-id', 'another id, of somebody who hides her number', [{ from: from('IT.88812086553027'), formerly: WANG, content: { kind: 'reachability', reachable: true } }]],
  ['system-other', 'another notice of the system', []],
  ['edit-text', 'changed words name the message that they change', [{ edits: 'wamid.HBgMORIGINAL==', content: { kind: 'edited', text: '三月十二 ✏️' } }]],
  ['edit-caption', 'changed words under a picture', [{ edits: 'wamid.HBgMORIGINAL==:caption', content: { kind: 'edited', text: '新的居留' } }]],
  ['revoke', 'a message taken back', []],
  ['group', 'what is said in a group', []],
  ['statuses', 'what became of a message', []],
  ['status-failed', 'what became of another', []],
  ['echo', 'what somebody answered in the app is never answered', []],
  ['preferences', 'no more marketing, which there is none of', []],
  ['errors', 'an error of the number', []],
  ['foreign-number', 'a message to another number of the same business', []],
  ['batch', 'many at once: each person’s in order of time, whoever stands where', [{ from: from(AHMED), content: { text: 'واحد' } }, { from: from(LI), content: { text: '一' } }, { from: from(WANG), content: { text: '三 🏮' } }, { from: from(LI), content: { text: '二' } }]],
]

describe('a notification becomes what she did', () => {
  test.each(cases)('%s: %s', async (name, _, expected) => {
    const { heard } = await take(payload(name))
    expect(heard).toMatchObject(expected)
    expect(heard).toHaveLength(expected.length)
  })
  test('every recorded kind has its line here', () => {
    expect(cases.map(([name]) => `${name}.json`).sort()).toEqual(readdirSync(FOLDER).sort())
  })
  test('ids are the platform’s own: the same message is the same turn', async () => {
    const ids = async () => (await take(payload('image-caption'))).heard.map((m) => m.externalId)
    const [picture, words] = await ids()
    expect(words).toBe(`${picture}:caption`)
    expect(await ids()).toEqual([picture, words])
  })
  test('files of one minute are one album, those of the next are another, and one without a time is none', async () => {
    const albumAt = async (timestamp?: string) => (await take(withMessage({ id: 'wamid.1', from: '393331234567', type: 'image', image: { id: '1', mime_type: 'image/jpeg' }, ...(timestamp && { timestamp }) }))).heard[0]?.content
    expect(await albumAt('1764000059')).toMatchObject({ album: `393331234567:${MINUTE}` })
    expect(await albumAt('1764000060')).toMatchObject({ album: `393331234567:${MINUTE + 1}` })
    expect(await albumAt()).toMatchObject({ album: null })
  })
  test('what one person says before, at and after a change of number is kept in this order, and then what the next owner of the number says', async () => {
    const { messages: [change] = [] } = valueIn(payload('system-number'))
    const said = (of: string, number: string, body: string, timestamp: string) => ({ id: `wamid.${body}`, from: number, from_user_id: of, timestamp, type: 'text', text: { body } })
    const order: string[] = []
    const slowly = inletOf(async ({ from: { address }, content }) => {
      await new Promise((done) => setTimeout(done, address === LI ? 20 : 0))
      order.push(content.kind === 'wrote' ? content.text : content.kind)
      return undefined
    })
    await createHandle(ACCOUNT, () => NOW)(withMessage(said(LI, '393331234567', '之前', '1764000001'), change, said('IT.77712086553027', '393337654321', '之后', '1764000040'), said('IT.66612086553027', '393331234567', 'أنا آخر', '1764000050')), slowly)
    expect(order).toEqual(['之前', 'reachability', 'reachability', '之后', 'أنا آخر'])
  })
  test('nothing is lost where she wrote from both addresses before the change is told', async () => {
    const { messages: [change] = [] } = valueIn(payload('system-user-id'))
    const said = (of: string, body: string) => ({ id: `wamid.${body}`, from_user_id: of, timestamp: '1764000001', type: 'text', text: { body } })
    const { heard } = await take(withMessage(said('IT.88812086553027', '新'), said(WANG, '旧'), change))
    expect(heard.map(({ content }) => (content.kind === 'wrote' ? content.text : content.kind)).sort()).toEqual(['reachability', '旧', '新'].sort())
  })
  test('a tap on the template brings what waits, and says nothing by itself', async () => {
    const asked: unknown[] = []
    const { heard } = await take(payload('template-button'), { resume: async (who) => asked.push(who) > 0 })
    expect([asked, heard]).toEqual([[from(LI)], []])
  })
})

describe('what became of our messages', () => {
  test('delivered, read and played are told by the desk’s own name of the part', async () => {
    const { inlet } = await take(payload('statuses'))
    const base = { account: ACCOUNT, ref: '12.0', externalId: 'wamid.HBgMSENT==', at: '2025-11-24T16:01:40.000Z' }
    expect(inlet.receipts).toEqual([{ ...base, kind: 'delivered' }, { ...base, kind: 'read' }, { ...base, kind: 'read' }])
  })
  test('a failure that is told later is what the same code means at once', async () => {
    const { inlet } = await take(payload('status-failed'))
    expect(inlet.receipts).toMatchObject([{ kind: 'failed', ref: '12.0', why: { kind: 'hold', explain: expect.stringContaining('131047') } }])
  })
  test('a clock far from ours is not believed, and a failure without a reason is one', async () => {
    const status = { id: 'wamid.x', status: 'failed', timestamp: '99999999999' }
    const { inlet } = await take({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value: { metadata: { phone_number_id: ACCOUNT }, statuses: [status] } }] }] })
    expect(inlet.receipts).toMatchObject([{ ref: null, at: new Date(NOW).toISOString(), why: { kind: 'permanent' } }])
  })
})

describe('nothing is trusted', () => {
  const base = { id: 'wamid.1', from: '393331234567', timestamp: '1764000000' }
  test.each<[string, object]>([
    ['a type that every object has', { ...base, type: 'constructor' }],
    ['a type that is a prototype', JSON.parse(`{"id":"wamid.1","from":"393331234567","type":"__proto__","__proto__":{"body":"坏"}}`) as object],
    ['a text without words', { ...base, type: 'text', text: { body: 7 } }],
    ['a picture without an id', { ...base, type: 'image', image: { mime_type: 'image/jpeg' } }],
    ['a picture whose id is a path', { ...base, type: 'image', image: { id: '../../me', mime_type: 'image/jpeg' } }],
    ['a place outside the world', { ...base, type: 'location', location: { latitude: 100, longitude: 11 } }],
  ])('%s is answered as something that cannot be read', async (_, message) => {
    expect((await take(withMessage(message))).heard).toMatchObject([{ content: { kind: 'unsupported', what: 'other' } }])
  })
  test.each<[string, unknown]>([['nobody', { ...base, from: undefined, type: 'text', text: { body: '谁' } }], ['a strange address', { ...base, from: 'x@y', from_user_id: '<b>', type: 'text', text: { body: '谁' } }], ['a number where a message should be', 7], ['no id', { from: '393331234567', type: 'text' }]])('from %s comes nothing', async (_, message) => {
    expect((await take(withMessage(message))).heard).toEqual([])
  })
  test('keys of prototypes change no object', async () => {
    await take(JSON.parse(`{"object":"whatsapp_business_account","__proto__":{"polluted":1},"entry":[{"changes":[{"field":"messages","value":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"metadata":{"phone_number_id":"${ACCOUNT}"}}}]}]}`) as object)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
  test.each<[string, string, object]>([['a forged option', 'nonsense', { menu: null, option: 'nonsense' }], ['an option with a colon', 'm1:a:b', { menu: 'm1', option: 'a:b' }], ['an empty menu', ':__proto__', { menu: null, option: '__proto__' }]])('%s is only a guess', async (_, id, content) => {
    expect((await take(withMessage({ ...base, type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title: '伪造' } } }))).heard).toMatchObject([{ content: { kind: 'picked', ...content } }])
  })
})

describe('when something cannot be kept', () => {
  test('all of it comes again; what others said is kept meanwhile', async () => {
    const heard: string[] = []
    const inlet = inletOf(async (message) => {
      if (message.from.address === LI) throw new Error('disk full')
      heard.push(message.from.address)
      return undefined
    })
    await expect(createHandle(ACCOUNT, () => NOW)(payload('batch'), inlet)).rejects.toThrow('disk full')
    expect(heard.sort()).toEqual([AHMED, WANG].sort())
    expect(inlet.receipts).toHaveLength(1)
  })
})
