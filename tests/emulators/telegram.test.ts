import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Telegraf, Telegram } from 'telegraf'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseHtml } from './telegram/html.ts'
import { sizeOf } from './telegram/image.ts'
import { type FakeTelegram, type FakeUser, startTelegram } from './telegram/index.ts'

// biome-ignore lint/suspicious/noExplicitAny: updates are read here as a bot reads them, field by field
type Update = any
type Seen = { readonly update: Update; readonly headers: IncomingHttpHeaders; readonly chunks: readonly Buffer[] }

let telegram: FakeTelegram
let api: Telegram
let li: FakeUser
const closing: (() => void)[] = []

const client = (): Telegram => new Telegram(telegram.token, { apiRoot: telegram.url, webhookReply: false })
beforeEach(async () => {
  telegram = await startTelegram({ patience: 3000, retryMs: 10 })
  api = client()
  li = telegram.user({ firstName: '李伟', language: 'zh-hans' })
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await telegram.stop()
})

const updates = (offset = 0, timeout = 0, allowed?: string[]): Promise<Update[]> => api.callApi('getUpdates', { offset, timeout, ...(allowed && { allowed_updates: allowed as never }) })
const last = async (): Promise<Update> => (await updates()).at(-1)
const call = async (method: string, params: object = {}): Promise<Update> => (await fetch(`${telegram.url}/bot${telegram.token}/${method}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })).json()
const refusal = (promise: Promise<unknown>): Promise<Update> => promise.then(() => ({ none: true }), (error: Update) => error.response ?? error)
const started = async (): Promise<void> => {
  await li.start()
  const [update] = await updates()
  await updates(update.update_id + 1)
}
const inline = (...rows: [string, string][][]) => ({ reply_markup: { inline_keyboard: rows.map((row) => row.map(([text, callback_data]) => ({ text, callback_data }))) } })
const PNG = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(64)
  bytes.writeUInt32BE(0x89504e47, 0)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

/** A bot behind a webhook; `answer` says with what status, null for never. */
async function webhook(answer: (seen: Seen, count: number) => number | null | { status: number; body: string } = () => 200): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const one = { update: safely(text), headers: request.headers, chunks }
      seen.push(one)
      const said = answer(one, seen.length)
      if (typeof said === 'number') response.writeHead(said).end()
      else if (said) response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => closeNow(server))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`, seen }
}
function closeNow(server: Server): void {
  server.close()
  server.closeAllConnections()
}
const safely = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text.length
  }
}
const ids = (seen: readonly Seen[]): number[] => seen.map(({ update }) => update.update_id)
const texts = (seen: readonly Seen[]): string[] => seen.map(({ update }) => update.message?.text)

describe('the server answers in the envelope of the Bot API', () => {
  test.each<[string, string, number, string]>([
    ['a wrong token', '/bot1:x/getMe', 401, 'Unauthorized'],
    ['no such method', '/bot{token}/sendTelepathy', 404, 'Not Found'],
    ['no such path', '/hello', 404, 'Not Found'],
    ['a file with a wrong token', '/file/bot1:x/photos/file_1.jpg', 401, 'Unauthorized'],
    ['a file that nobody asked for', '/file/bot{token}/photos/file_9.jpg', 404, 'Not Found'],
  ])('%s', async (_, path, code, description) => {
    const response = await fetch(telegram.url + path.replace('{token}', telegram.token))
    expect([response.status, await response.json()]).toEqual([code, { ok: false, error_code: code, description }])
  })
  test('getMe by GET, and by any case of letters', async () => {
    const answer = await (await fetch(`${telegram.url}/bot${telegram.token}/getme`)).json()
    expect(answer).toMatchObject({ ok: true, result: { is_bot: true, username: 'SportelloTestBot', can_read_all_group_messages: false } })
    expect((await api.getMe()).id).toBe(Number(telegram.token.split(':')[0]))
    expect(telegram.calls.getMe).toBe(2)
  })
  test.each<[string, RequestInit]>([
    ['JSON', { headers: { 'content-type': 'application/json' }, body: '{"chat_id":"ID","text":"你好 👋"}' }],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'chat_id=ID&text=%E4%BD%A0%E5%A5%BD+%F0%9F%91%8B' }],
    ['multipart', { headers: { 'content-type': 'multipart/form-data; boundary=xx' }, body: '--xx\r\ncontent-disposition: form-data; name="chat_id"\r\n\r\nID\r\n--xx\r\ncontent-disposition: form-data; name="text"\r\n\r\n你好 👋\r\n--xx--\r\n' }],
  ])('the same call as %s', async (_, init) => {
    await li.start()
    await fetch(`${telegram.url}/bot${telegram.token}/sendMessage`, { method: 'POST', ...init, body: String(init.body).replace('ID', String(li.id)) })
    expect((await li.expect()).text).toBe('你好 👋')
  })
  test('and as a query', async () => {
    await li.start()
    await fetch(`${telegram.url}/bot${telegram.token}/sendMessage?chat_id=${li.id}&text=${encodeURIComponent('مرحبا')}`)
    await li.expect('مرحبا')
  })
  test('commands and descriptions are kept by scope and language', async () => {
    await api.setMyCommands([{ command: 'start', description: '开始' }], { scope: { type: 'all_private_chats' }, language_code: 'zh' as never })
    expect(telegram.about.commands.get('all_private_chats:zh')).toEqual([{ command: 'start', description: '开始' }])
    expect(await call('setMyDescription', { description: 'Sportello' })).toEqual({ ok: true, result: true })
    expect(await refusal(api.setMyCommands([{ command: 'Ciao!', description: 'x' }]))).toMatchObject({ error_code: 400, description: 'Bad Request: BOT_COMMAND_INVALID' })
    expect(await call('setMyCommands', { commands: [], language_code: 'zh-hans' })).toMatchObject({ error_code: 400 })
  })
})

describe('limits of what is sent', () => {
  beforeEach(started)
  const send = (params: object) => call('sendMessage', { chat_id: li.id, ...params })
  const keyboard = (rows: number, columns: number, data = 'x') => inline(...Array.from({ length: rows }, () => Array.from({ length: columns }, (): [string, string] => ['好', data])))
  test.each<[string, () => object, string | null]>([
    ['4096 units of Chinese', () => ({ text: '好'.repeat(4096) }), null],
    ['4097', () => ({ text: '好'.repeat(4097) }), 'message is too long'],
    ['emoji count two', () => ({ text: '👋'.repeat(2048) }), null],
    ['one emoji more', () => ({ text: '👋'.repeat(2049) }), 'message is too long'],
    ['marks do not count', () => ({ text: `<b>${'ع'.repeat(4096)}</b>`, parse_mode: 'HTML' }), null],
    ['nothing', () => ({ text: '' }), 'message text is empty'],
    ['blanks', () => ({ text: ' \n ' }), 'text must be non-empty'],
    ['only marks', () => ({ text: '<b></b>', parse_mode: 'HTML' }), 'text must be non-empty'],
    ['64 bytes of data', () => ({ text: 'x', ...keyboard(1, 1, `${'好'.repeat(21)}x`) }), null],
    ['66 bytes in 22 characters', () => ({ text: 'x', ...keyboard(1, 1, '好'.repeat(22)) }), 'BUTTON_DATA_INVALID'],
    ['no data', () => ({ text: 'x', ...keyboard(1, 1, '') }), 'BUTTON_DATA_INVALID'],
    ['a button that does nothing', () => ({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x' }]] } }), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
    ['100 buttons', () => ({ text: 'x', ...keyboard(25, 4) }), null],
    ['104 buttons', () => ({ text: 'x', ...keyboard(13, 8) }), 'reply markup is too long'],
    ['9 in a row', () => ({ text: 'x', ...keyboard(1, 9) }), 'reply markup is too long'],
    ['an unknown tag', () => ({ text: '你好<br/>', parse_mode: 'HTML' }), 'can\'t parse entities: Unsupported start tag "br/" at byte offset 6'],
    ['an open tag', () => ({ text: '<b>你好', parse_mode: 'HTML' }), 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
    ['crossed tags', () => ({ text: '<b><i>x</b></i>', parse_mode: 'HTML' }), 'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['an end without a start', () => ({ text: 'x</b>', parse_mode: 'HTML' }), "can't parse entities: Unexpected end tag at byte offset 1"],
    ['a bare <', () => ({ text: '1 < 2', parse_mode: 'HTML' }), 'can\'t parse entities: Unsupported start tag "" at byte offset 2'],
    ['a span without its class', () => ({ text: '<span>x</span>', parse_mode: 'HTML' }), 'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['another parse mode', () => ({ text: 'x', parse_mode: 'BBCode' }), 'unsupported parse_mode'],
    ['a reply to nothing', () => ({ text: 'x', reply_parameters: { message_id: 999 } }), 'message to be replied not found'],
    ['a topic that is not there', () => ({ text: 'x', message_thread_id: 9 }), 'message thread not found'],
    ['markup that is not JSON', () => ({ text: 'x', reply_markup: '{' }), "can't parse reply keyboard markup JSON object"],
    ['nobody', () => ({ chat_id: '', text: 'x' }), 'chat_id is empty'],
    ['a stranger to the server', () => ({ chat_id: 42, text: 'x' }), 'chat not found'],
  ])('%s', async (_, params, description) => {
    const answer = await send(params())
    expect(description === null ? answer.ok : answer).toEqual(description === null ? true : { ok: false, error_code: 400, description: `Bad Request: ${description}` })
  })
  test('HTML becomes words and marks, in UTF-16 units', async () => {
    const sent = await api.sendMessage(li.id, '  👋 <b>您好 &amp; <i>مرحبا</i></b> &lt;3 &nbsp; <a href="https://comune.example/a?b=1&amp;c=2">qui</a>\u202e ', { parse_mode: 'HTML' })
    expect(sent).toMatchObject({ text: '👋 您好 & مرحبا <3 &nbsp; qui', entities: [{ type: 'bold', offset: 3, length: 10 }, { type: 'italic', offset: 8, length: 5 }, { type: 'text_link', offset: 24, length: 3, url: 'https://comune.example/a?b=1&c=2' }] })
    expect(await li.expect('您好 & مرحبا')).toMatchObject({ html: expect.stringContaining('<b>您好'), who: 'bot', edited: false })
  })
  test('a caption has 1024 units', async () => {
    const send = (caption: string) => api.sendDocument(li.id, { source: Buffer.from('x'), filename: 'a.txt' }, { caption, parse_mode: 'HTML' })
    await send(`<b>${'好'.repeat(1024)}</b>`)
    expect(await refusal(send('好'.repeat(1025)))).toMatchObject({ error_code: 400, description: 'Bad Request: message caption is too long' })
  })
  test('who cannot be reached', async () => {
    const ahmed = telegram.user({ firstName: 'أحمد', language: 'ar' })
    const say = async () => refusal(api.sendMessage(ahmed.id, 'x'))
    expect(await say()).toMatchObject({ error_code: 403, description: "Forbidden: bot can't initiate conversation with a user" })
    await ahmed.start()
    expect(await say()).toEqual({ none: true })
    await ahmed.block()
    expect(await say()).toMatchObject({ error_code: 403, description: 'Forbidden: bot was blocked by the user' })
    await expect(ahmed.say('x')).rejects.toThrow('unblock')
    await ahmed.unblock()
    expect(await say()).toEqual({ none: true })
    await ahmed.deactivate()
    expect(await say()).toMatchObject({ error_code: 403, description: 'Forbidden: user is deactivated' })
  })
})

describe('HTML is read as Telegram reads it', () => {
  test.each<[string, string, string, object[]]>([
    ['every way to be bold or italic', '<b>一</b><STRONG>二</STRONG><i>三</i><em>四</em>', '一二三四', [{ type: 'bold' }, { type: 'bold' }, { type: 'italic' }, { type: 'italic' }]],
    ['lines', '<u>a</u><ins>b</ins><s>c</s><strike>d</strike><del>e</del>', 'abcde', [{ type: 'underline' }, { type: 'underline' }, { type: 'strikethrough' }, { type: 'strikethrough' }, { type: 'strikethrough' }]],
    ['spoilers', '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>', 'xy', [{ type: 'spoiler' }, { type: 'spoiler' }]],
    ['code', '<pre>a</pre><code>b</code>', 'ab', [{ type: 'pre' }, { type: 'code' }]],
    ['quotes', '<blockquote>a</blockquote><blockquote expandable>b</blockquote>', 'ab', [{ type: 'blockquote' }, { type: 'expandable_blockquote' }]],
    ['a custom emoji', '<tg-emoji emoji-id="5368">👍</tg-emoji>', '👍', [{ type: 'custom_emoji', custom_emoji_id: '5368', length: 2 }]],
    ['a > between quotes', '<a href="https://a.example/?x=>">去</a>', '去', [{ type: 'text_link', url: 'https://a.example/?x=>' }]],
    ['four names, and numbers', '&lt;&gt;&amp;&quot;&#20320;&#x597d; &copy; & &constructor;', '<>&"你好 &copy; & &constructor;', []],
    ['an empty mark', '<b></b>x', 'x', []],
  ])('%s', (_, html, text, entities) => {
    const read = parseHtml(html)
    expect([read.text, read.entities.length]).toEqual([text, entities.length])
    expect(read.entities).toMatchObject(entities)
  })
  test.each(['<b', '<b>x</b', '<a href>x</a>', '<constructor>x</constructor>', '<p>x</p>', '<ul><li>x</li></ul>', 'a <- b'])('%s is refused', (html) => {
    expect(() => parseHtml(html)).toThrow("can't parse entities")
  })
})

describe('the sides of a picture', () => {
  const bytes = (hex: string): Buffer => Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(32)])
  test.each<[string, Buffer, object | null]>([
    ['JPEG', bytes('ffd8 ffe0 0004 0000 ffc2 0011 08 0258 0320'), { width: 800, height: 600 }],
    ['GIF', bytes('474946383961 2003 5802'), { width: 800, height: 600 }],
    ['WebP', bytes('52494646 00000000 57454250 56503858 0a000000 00000000 1f0300 570200'), { width: 800, height: 600 }],
    ['lossy WebP', bytes('52494646 00000000 57454250 56503820 00000000 000000 9d012a 2003 5802'), { width: 800, height: 600 }],
    ['words', Buffer.from('这不是照片'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('%s', (_, picture, size) => {
    expect(sizeOf(picture)).toEqual(size)
  })
})

describe('files that are sent', () => {
  beforeEach(started)
  test('as a browser sends a form', async () => {
    const form = new FormData()
    form.set('chat_id', String(li.id))
    form.set('caption', '合同 👋')
    form.set('document', new File(['内容'], '合同 "A".pdf'))
    const answer: Update = await (await fetch(`${telegram.url}/bot${telegram.token}/sendDocument`, { method: 'POST', body: form })).json()
    expect(answer.result.document).toMatchObject({ file_name: '合同 "A".pdf', mime_type: 'application/pdf', file_size: 6 })
    expect((await li.expect('合同 👋')).document?.bytes.toString()).toBe('内容')
  })
  test('a document arrives with its name and bytes', async () => {
    const bytes = Buffer.from('日期 📅\r\n--boundary\r\n\0\xff', 'latin1')
    const sent = await api.sendDocument(li.id, { source: bytes, filename: '预约 موعد.ics' }, { caption: '请保存', ...inline([['好', 'ok']]) } as never)
    expect(sent).toMatchObject({ caption: '请保存', document: { mime_type: 'text/calendar', file_size: bytes.length }, reply_markup: { inline_keyboard: [[{ text: '好', callback_data: 'ok' }]] } })
    const shown = await li.expect('请保存')
    expect(shown.document?.bytes.equals(bytes)).toBe(true)
    expect(shown.document?.name).toBe('预约 موعد.ics')
    expect(shown.buttons).toEqual([[{ text: '好', data: 'ok' }]])
    await api.sendDocument(li.id, sent.document.file_id)
    expect((await li.expect()).document?.mime).toBe('text/calendar')
  })
  test('a photo has to be one', async () => {
    expect(await api.sendPhoto(li.id, { source: PNG(800, 600) })).toMatchObject({ photo: [{ width: 90 }, { width: 320 }, { width: 800, height: 600 }] })
    expect((await li.expect()).photo?.bytes).toHaveLength(64)
    expect(await refusal(api.sendPhoto(li.id, { source: Buffer.from('%PDF') }))).toMatchObject({ description: 'Bad Request: IMAGE_PROCESS_FAILED' })
    expect(await refusal(api.sendPhoto(li.id, { source: PNG(9000, 2000) }))).toMatchObject({ description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' })
    expect(await refusal(api.sendPhoto(li.id, { source: Buffer.alloc(0) }))).toMatchObject({ description: 'Bad Request: file must be non-empty' })
    expect(await refusal(api.sendPhoto(li.id, 'no-such-file-id'))).toMatchObject({ error_code: 400 })
  })
  test('an album of 2 to 10, all or nothing', async () => {
    const album = (count: number) => api.sendMediaGroup(li.id, Array.from({ length: count }, (_, i) => ({ type: 'photo' as const, media: { source: PNG(100 + i, 100) }, ...(i === 0 && { caption: '三张' }) })))
    const sent = await album(3)
    expect(new Set(sent.map((message) => (message as Update).media_group_id)).size).toBe(1)
    expect((await li.expect('三张')).album).toBe((await li.expect()).album)
    expect(await refusal(album(1))).toMatchObject({ error_code: 400 })
    expect(await refusal(album(11))).toMatchObject({ error_code: 400 })
    expect(li.chat.filter(({ kind }) => kind === 'photo')).toHaveLength(3)
  })
  test('a voice', async () => {
    expect(await api.sendVoice(li.id, { source: Buffer.from('OggS') }, { duration: 4 })).toMatchObject({ voice: { duration: 4, mime_type: 'audio/ogg' } })
  })
  test('more than 50 MB is 413', async () => {
    expect(await refusal(api.sendDocument(li.id, { source: Buffer.alloc(50 * 1024 * 1024 + 1), filename: 'big' }))).toMatchObject({ error_code: 413, description: 'Request Entity Too Large' })
    expect(await refusal(api.sendDocument(li.id, { source: Buffer.alloc(52 * 1024 * 1024), filename: 'big' }))).toMatchObject({ error_code: 413 })
  })
})

describe('what was said can change', () => {
  beforeEach(started)
  const NOT_MODIFIED = 'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'
  test('edited, once', async () => {
    const { message_id } = await api.sendMessage(li.id, '一', inline([['A', 'a']]))
    await api.editMessageText(li.id, message_id, undefined, '<b>二</b>', { parse_mode: 'HTML', ...inline([['B', 'b']]) })
    expect(await li.expect('二')).toMatchObject({ edited: true, buttons: [[{ text: 'B', data: 'b' }]] })
    expect(await refusal(api.editMessageText(li.id, message_id, undefined, '<b>二</b>', { parse_mode: 'HTML', ...inline([['B', 'b']]) }))).toMatchObject({ description: NOT_MODIFIED })
    await api.editMessageReplyMarkup(li.id, message_id, undefined, undefined)
    expect(li.chat.at(-1)).toMatchObject({ text: '二', buttons: [], edited: true })
    expect(await refusal(api.editMessageReplyMarkup(li.id, message_id, undefined, undefined))).toMatchObject({ description: NOT_MODIFIED })
  })
  test('deleted, once', async () => {
    const { message_id } = await api.sendMessage(li.id, 'x')
    await api.deleteMessage(li.id, message_id)
    expect(li.chat.map(({ who }) => who)).toEqual(['李伟'])
    expect(await refusal(api.deleteMessage(li.id, message_id))).toMatchObject({ description: 'Bad Request: message to delete not found' })
    expect(await refusal(api.editMessageText(li.id, message_id, undefined, 'y'))).toMatchObject({ description: 'Bad Request: message to edit not found' })
    expect(await refusal(api.editMessageText(li.id, 1, undefined, 'y'))).toMatchObject({ description: "Bad Request: message can't be edited" })
  })
  test('typing is seen', async () => {
    await api.sendChatAction(li.id, 'typing')
    expect(li.actions).toEqual(['typing'])
    expect(await refusal(api.sendChatAction(li.id, 'dancing' as never))).toMatchObject({ error_code: 400 })
  })
})

describe('what people do becomes an update', () => {
  test('START, with what the link carried', async () => {
    await li.start('sportello-7')
    const update = await last()
    expect(update).toMatchObject({
      update_id: expect.any(Number),
      message: { message_id: 1, from: { id: li.id, is_bot: false, first_name: '李伟', language_code: 'zh-hans' }, chat: { id: li.id, type: 'private', first_name: '李伟' }, text: '/start sportello-7', entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
    })
    expect(li.id).toBeGreaterThan(2 ** 31)
    await expect(li.start('due parole')).rejects.toThrow('1-64')
  })
  test('offsets are in UTF-16 units', async () => {
    await li.say('👋🏽 去 /help@SportelloTestBot، poi https://comune.example/è.')
    expect((await last()).message.entities).toEqual([{ type: 'bot_command', offset: 7, length: 22 }, { type: 'url', offset: 35, length: 24 }])
  })
  test.each<[string, (who: FakeUser) => Promise<unknown>, object]>([
    ['a voice', (who) => who.sendVoice(12, Buffer.from('OggS声')), { voice: { duration: 12, mime_type: 'audio/ogg', file_size: 7, file_id: expect.any(String), file_unique_id: expect.any(String) } }],
    ['a photo', (who) => who.sendPhoto(PNG(1280, 960), '护照 📷'), { caption: '护照 📷', photo: [{ width: 90 }, { width: 320 }, { width: 1280, height: 960, file_size: 64 }] }],
    ['a document', (who) => who.sendDocument(Buffer.from('%PDF'), 'عقد 👋.pdf', 'application/pdf'), { document: { file_name: 'عقد 👋.pdf', mime_type: 'application/pdf', file_size: 4 } }],
    ['a sticker', (who) => who.sendSticker(), { sticker: { emoji: '👍', type: 'regular', width: 512 } }],
    ['a place', (who) => who.sendLocation(45.4642, 9.19), { location: { latitude: 45.4642, longitude: 9.19 } }],
    ['her number', (who) => who.shareContact('+393331234567', true), { contact: { phone_number: '+393331234567', user_id: expect.any(Number) } }],
    ["a friend's number", (who) => who.shareContact('+393331234567', false), { contact: { first_name: 'Amico', phone_number: '+393331234567' } }],
    ['a video', (who) => who.sendVideo(), { video: { mime_type: 'video/mp4' } }],
    ['a poll', (who) => who.sendPoll('几点?'), { poll: { question: '几点?' } }],
    ['a dice', (who) => who.send({ dice: { emoji: '🎲', value: 4 } }), { dice: { value: 4 } }],
  ])('%s', async (_, act, content) => {
    await act(li)
    expect((await last()).message).toMatchObject({ from: { id: li.id }, ...content })
  })
  test('an album is one message a picture, of one group', async () => {
    await li.sendAlbum([PNG(9, 9), PNG(8, 8)], '两张')
    const album = (await updates()).map(({ message }) => message)
    expect(album.map(({ caption }) => caption)).toEqual(['两张', undefined])
    expect(new Set(album.map(({ media_group_id }) => media_group_id)).size).toBe(1)
  })
  test('too long a text comes in pieces', async () => {
    await li.say('长'.repeat(5000))
    expect((await updates()).map(({ message }) => message.text.length)).toEqual([4096, 904])
    await expect(li.say(' ')).rejects.toThrow('empty')
  })
  test('an edit is the same message', async () => {
    await li.say('一')
    await li.say('二')
    await li.edit(0, '壹')
    await li.edit('last', '贰')
    expect((await updates()).slice(2).map(({ edited_message: { message_id, text, edit_date } }) => [message_id, text, typeof edit_date])).toEqual([[1, '壹', 'number'], [2, '贰', 'number']])
    expect(li.chat.map(({ text, edited }) => [text, edited])).toEqual([['壹', true], ['贰', true]])
  })
  test('block and unblock', async () => {
    await started()
    await li.block()
    await li.unblock()
    expect((await updates()).map(({ my_chat_member: it }) => [it.chat.type, it.from.id === li.id, it.old_chat_member.status, it.new_chat_member.status, it.new_chat_member.user.is_bot])).toEqual([['private', true, 'member', 'kicked', true], ['private', true, 'kicked', 'member', true]])
  })
  test('a reply carries what it answers', async () => {
    await started()
    const { message_id } = await api.sendMessage(li.id, '哪一天?')
    await li.say('周二', { replyTo: message_id })
    expect((await last()).message.reply_to_message).toMatchObject({ message_id, text: '哪一天?', from: { is_bot: true } })
  })
  test('repeated, with the same id, though it was confirmed', async () => {
    await li.say('一')
    await li.say('二')
    const [first, second] = await updates()
    expect(await updates(second.update_id + 1)).toEqual([])
    await li.repeat(2)
    expect(await updates(second.update_id + 1)).toEqual([first, second])
    expect(await updates(second.update_id + 1)).toEqual([])
  })
  test('any JSON at all', async () => {
    await telegram.raw({ message_reaction: { emoji: '🔥' } })
    await telegram.raw({ update_id: 5, strange: ['好'] })
    expect(await updates()).toEqual([{ update_id: 5, strange: ['好'] }, { update_id: expect.any(Number), message_reaction: { emoji: '🔥' } }])
  })
})

describe('taps', () => {
  beforeEach(async () => {
    await started()
    await api.sendMessage(li.id, '选择', inline([['续居留', 'a:1'], ['其他', 'a:2']]))
  })
  test('a tap brings its message; the answer is a toast', async () => {
    await li.tap('续居留')
    const { callback_query: tap } = await last()
    expect(tap).toMatchObject({ from: { id: li.id }, data: 'a:1', chat_instance: expect.stringMatching(/^\d+$/), message: { text: '选择', from: { is_bot: true }, reply_markup: { inline_keyboard: [[{ text: '续居留' }, { text: '其他' }]] } } })
    await api.answerCbQuery(tap.id, '好的 ✅', { show_alert: true })
    expect(await li.expectAnswer('好的')).toEqual({ text: '好的 ✅', alert: true })
    expect(await refusal(api.answerCbQuery(tap.id, '好'.repeat(201)))).toMatchObject({ description: 'Bad Request: MESSAGE_TOO_LONG' })
  })
  test('the newest message that has the button; it may still be on its way', async () => {
    const tapped = li.tap('明天')
    await api.sendMessage(li.id, '?', inline([['明天', 'new']]))
    await tapped
    expect((await last()).callback_query.data).toBe('new')
  })
  test('an old message, a changed one, a deleted one, one too old to see', async () => {
    const first = li.chat.at(-1)?.id ?? 0
    await api.sendMessage(li.id, '第二', inline([['其他', 'b:2']]))
    await li.tapOld(0, '其他')
    await api.editMessageText(li.id, first, undefined, '已选')
    await li.tapOld(0, '续居留')
    await api.deleteMessage(li.id, first)
    await li.tapOld(0, (button) => button.text.startsWith('续'))
    await li.tapOld(-1, '其他', { inaccessible: true })
    expect((await updates()).map(({ callback_query: { data, message } }) => [data, message.text, message.date === 0])).toEqual([['a:2', '选择', false], ['a:1', '已选', false], ['a:1', undefined, true], ['b:2', undefined, true]])
  })
  test('a forged one', async () => {
    await li.forge('admin:1')
    expect((await last()).callback_query.data).toBe('admin:1')
  })
  test('too late, or never asked', async () => {
    const LATE = { error_code: 400, description: 'Bad Request: query is too old and response timeout expired or query ID is invalid' }
    await li.tap('其他')
    telegram.faults.expireQueries()
    expect(await refusal(api.answerCbQuery((await last()).callback_query.id))).toMatchObject(LATE)
    expect(await refusal(api.answerCbQuery('777'))).toMatchObject(LATE)
  })
  test('a label that is not there says what was', async () => {
    const short = await startTelegram({ patience: 20 })
    closing.push(() => void short.stop())
    const wang = short.user({ firstName: '王' })
    await wang.start()
    await new Telegram(short.token, { apiRoot: short.url }).sendMessage(wang.id, '?', inline([['是', 'y']]))
    await expect(wang.tap('不')).rejects.toThrow('found no button "不"; there were: [是]')
  })
})

describe('what she sees', () => {
  beforeEach(started)
  test('is read in order; what does not fit is passed over, and told when nothing fits', async () => {
    await api.sendMessage(li.id, '一')
    await api.sendMessage(li.id, '二', inline([['A', 'a']]))
    await api.sendMessage(li.id, '三')
    await li.expectNext('一')
    await li.expect(/二|三/)
    await expect(li.expect((shown) => shown.text === '四', 10)).rejects.toThrow(/saw instead:\n {2}"三"/)
    await expect(li.expectNext('五', 10)).rejects.toThrow('nothing')
  })
  test('silence is silence', async () => {
    await li.expectSilence(5)
    await api.sendMessage(li.id, '喂 👋')
    await expect(li.expectSilence(5)).rejects.toThrow('喂 👋')
  })
  test('both sides are on her screen', async () => {
    await li.say('你好')
    await api.sendMessage(li.id, '您好', inline([['走', 'x']]))
    expect(li.chat.slice(1)).toMatchObject([{ who: '李伟', text: '你好', buttons: [] }, { who: 'bot', text: '您好', buttons: [[{ text: '走', data: 'x' }]] }])
  })
})

describe('polling', () => {
  test('an offset confirms what is before it', async () => {
    for (const text of ['一', '二', '三']) await li.say(text)
    const [first, second, third] = await updates()
    expect([second.update_id - first.update_id, third.update_id - second.update_id]).toEqual([1, 1])
    expect((await updates(second.update_id)).map(({ message }) => message.text)).toEqual(['二', '三'])
    expect(await updates()).toHaveLength(2)
    expect(await updates(-1)).toEqual([third])
    expect(await updates(third.update_id + 1)).toEqual([])
    expect(telegram.pending()).toBe(0)
  })
  test('waits for news', async () => {
    const waiting = updates(0, 20)
    await li.say('来了')
    expect((await waiting)[0].message.text).toBe('来了')
  })
  test('a second poll ends the first, and a webhook the second', async () => {
    const open = async () => {
      const before = telegram.calls.getUpdates ?? 0
      const poll = refusal(updates(0, 20))
      await expect.poll(() => telegram.calls.getUpdates ?? 0, { interval: 2 }).toBeGreaterThan(before)
      return { poll }
    }
    const first = await open()
    const second = await open()
    expect(await first.poll).toMatchObject({ error_code: 409, description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running' })
    const bot = await webhook()
    await api.setWebhook(bot.url)
    expect(await second.poll).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' })
  })
  test('only the kinds that the bot asked for, from when it asked', async () => {
    await li.start()
    await updates(0, 0, ['callback_query'])
    await li.say('一')
    await li.block()
    await li.unblock()
    expect(await updates()).toHaveLength(1)
    await updates(0, 0, [])
    await li.say('二')
    expect((await updates()).map(({ message }) => message.text)).toEqual(['/start', '二'])
  })
  test('after a week the ids start elsewhere, and still arrive', async () => {
    await li.say('一')
    const { update_id } = await last()
    telegram.weekPasses()
    await updates(update_id + 1)
    await li.say('二')
    const [update] = await updates(update_id + 1)
    expect([update.message.text, update.update_id < update_id]).toEqual(['二', true])
  })
})

describe('a whole bot of telegraf', () => {
  const create = (): Telegraf => {
    const bot = new Telegraf(telegram.token, { telegram: { apiRoot: telegram.url, webhookReply: false } })
    bot.start((context) => context.reply('您好', inline([['续', 'renew']])))
    bot.action('renew', async (context) => {
      await context.answerCbQuery('好')
      await context.editMessageText('需要护照 📄')
    })
    return bot
  }
  async function talk(): Promise<void> {
    await li.start()
    await li.expect('您好')
    await li.tap('续')
    await li.expectAnswer('好')
    expect(await li.expect('需要护照')).toMatchObject({ edited: true, buttons: [] })
  }
  test('by polling', async () => {
    const bot = create()
    const running = bot.launch()
    await talk()
    bot.stop()
    await running
    expect(telegram.calls.deleteWebhook).toBe(1)
  })
  test('by webhook', async () => {
    const bot = create()
    const server = createServer(bot.webhookCallback('/telegram', { secretToken: 's' }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    await bot.telegram.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`, { secret_token: 's' })
    await talk()
  })
})

describe('webhook', () => {
  const secret = 'a-Secret_1'
  test('brings updates with the secret, one chat in order, and forgets what got a 2xx', async () => {
    const bot = await webhook()
    await api.setWebhook(bot.url, { secret_token: secret, max_connections: 4 })
    await li.start()
    for (const text of ['一', 'اثنان', '3️⃣']) await li.say(text)
    await telegram.delivered()
    expect(texts(bot.seen)).toEqual(['/start', '一', 'اثنان', '3️⃣'])
    expect(new Set(bot.seen.map(({ headers }) => headers['x-telegram-bot-api-secret-token']))).toEqual(new Set([secret]))
    expect(await api.getWebhookInfo()).toMatchObject({ url: bot.url, pending_update_count: 0, max_connections: 4, has_custom_certificate: false })
    expect(await refusal(updates())).toMatchObject({ error_code: 409, description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first" })
  })
  test.each<[string, () => number | null]>([['500', () => 500], ['404', () => 404], ['a redirect', () => 302]])('%s: the same update again, before the next of that chat', async (_, wrong) => {
    const bot = await webhook((_seen, count) => (count <= 2 ? wrong() : 204))
    await api.setWebhook(bot.url)
    await li.say('一')
    await li.say('二')
    await telegram.delivered()
    expect(texts(bot.seen)).toEqual(['一', '一', '一', '二'])
    expect((await api.getWebhookInfo()).last_error_message).toContain('Wrong response from the webhook')
  })
  test('no answer: again after a while', async () => {
    const hasty = await startTelegram({ webhookTimeoutMs: 60, retryMs: 5 })
    closing.push(() => void hasty.stop())
    const bot = await webhook((_, count) => (count === 1 ? null : 200))
    await new Telegram(hasty.token, { apiRoot: hasty.url }).setWebhook(bot.url)
    await hasty.user({ firstName: 'Amal' }).say('سؤال')
    await hasty.delivered()
    expect(texts(bot.seen)).toEqual(['سؤال', 'سؤال'])
  })
  test('several chats at once, up to max_connections', async () => {
    let most = 0
    let open = 0
    const held: (() => void)[] = []
    const server = createServer((_, response) => {
      open += 1
      most = Math.max(most, open)
      held.push(() => {
        open -= 1
        response.end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => closeNow(server))
    await api.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { max_connections: 2 })
    for (const name of ['一', '二', '三', '四']) await telegram.user({ firstName: name }).say(name)
    await expect.poll(() => held.length).toBe(2)
    while (telegram.pending() > 0) {
      for (const release of held.splice(0)) release()
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(most).toBe(2)
  })
  test('what waited comes when it is set, unless dropped; a call may ride on the answer', async () => {
    await li.say('早')
    const bot = await webhook(() => ({ status: 200, body: JSON.stringify({ method: 'sendMessage', chat_id: li.id, text: '骑马来的' }) }))
    await api.setWebhook(bot.url)
    await li.expect('骑马来的')
    await api.deleteWebhook()
    await li.say('晚')
    await api.deleteWebhook({ drop_pending_updates: true })
    expect(await updates()).toEqual([])
    expect(texts(bot.seen)).toEqual(['早'])
  })
  test.each<[string, object, string]>([
    ['plain HTTP elsewhere', { url: 'http://comune.example/x' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
    ['no URL', { url: 'ciao' }, 'invalid webhook URL specified'],
    ['a secret of other signs', { url: 'https://comune.example/x', secret_token: 'sì!' }, 'secret token contains unallowed characters'],
  ])('%s is refused', async (_, params, description) => {
    expect(await call('setWebhook', params)).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${description}` })
  })
  test('says whether it was there', async () => {
    const bot = await webhook()
    expect((await call('setWebhook', { url: bot.url })).description).toBe('Webhook was set')
    expect((await call('setWebhook', { url: bot.url })).description).toBe('Webhook is already set')
    expect((await call('setWebhook', { url: '' })).description).toBe('Webhook was deleted')
    expect((await call('deleteWebhook')).description).toBe('Webhook is already deleted')
  })
  test('any bytes, any headers', async () => {
    const bot = await webhook(({ headers }) => (headers['x-telegram-bot-api-secret-token'] === secret ? 200 : 403))
    await api.setWebhook(bot.url, { secret_token: secret })
    const statuses = [await telegram.postRaw('null'), await telegram.postRaw('{"好'), await telegram.postRaw('{}', {}), await telegram.postRaw('{}', { 'x-telegram-bot-api-secret-token': 'wrong' }), await telegram.postRaw(Buffer.alloc(3_000_000, 32))].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 403, 403, 200])
    expect(bot.seen.map(({ update }) => update)).toEqual([null, 3, {}, {}, 3_000_000])
  })
})

describe('faults on the way to the bot', () => {
  const hooked = async (answer?: Parameters<typeof webhook>[0]) => {
    const bot = await webhook(answer)
    await api.setWebhook(bot.url)
    return bot
  }
  test('twice', async () => {
    const bot = await hooked()
    telegram.faults.deliveries.duplicate()
    await li.say('一')
    await li.say('二')
    await telegram.delivered()
    expect(texts(bot.seen)).toEqual(['一', '一', '二'])
    expect(new Set(ids(bot.seen)).size).toBe(2)
  })
  test('twice by polling', async () => {
    telegram.faults.deliveries.duplicate()
    await li.say('一')
    const both = await updates()
    expect(both).toHaveLength(2)
    expect(both[0]).toEqual(both[1])
  })
  test('again later', async () => {
    const bot = await hooked()
    await li.say('一')
    await telegram.delivered()
    await li.repeat()
    await telegram.delivered()
    expect(texts(bot.seen)).toEqual(['一', '一'])
  })
  test('last first', async () => {
    const bot = await hooked()
    telegram.faults.deliveries.reverse(3)
    for (const text of ['一', '二', '三', '四']) await li.say(text)
    await telegram.delivered()
    expect(texts(bot.seen)).toEqual(['三', '二', '一', '四'])
  })
  test('one chat all at once', async () => {
    let held = 0
    const bot = await hooked(() => ((held += 1) < 3 ? null : 200))
    telegram.faults.deliveries.parallel()
    for (const text of ['一', '二', '三']) await li.say(text)
    await expect.poll(() => bot.seen.length).toBe(3)
  })
  test('cut inside a character', async () => {
    const bot = await hooked()
    telegram.faults.deliveries.split()
    await li.say('你好世界')
    await telegram.delivered()
    const [{ chunks, update }] = bot.seen as [Seen]
    expect(chunks.length).toBeGreaterThan(1)
    expect(Buffer.from(String(chunks[0]?.toString('utf8'))).equals(chunks[0] as Buffer)).toBe(false)
    expect(update.message.text).toBe('你好世界')
  })
  test('drop by drop', async () => {
    const bot = await hooked()
    telegram.faults.deliveries.drip()
    await li.say('مرحبا 👋')
    await telegram.delivered()
    expect(bot.seen[0]?.chunks.length).toBeGreaterThan(5)
    expect(texts(bot.seen)).toEqual(['مرحبا 👋'])
  })
})

describe('faults of calls', () => {
  beforeEach(started)
  const say = () => refusal(api.sendMessage(li.id, '喂'))
  test.each<[string, () => void, object]>([
    ['rate', () => telegram.faults.rateLimit(7), { error_code: 429, description: 'Too Many Requests: retry after 7', parameters: { retry_after: 7 } }],
    ['rate, in whole seconds', () => telegram.faults.rateLimit(0.2), { error_code: 429, parameters: { retry_after: 1 } }],
    ['blocked', () => telegram.faults.blocked(), { error_code: 403, description: 'Forbidden: bot was blocked by the user' }],
    ['marks not understood', () => telegram.faults.cannotParse(), { error_code: 400, description: expect.stringContaining("can't parse entities") }],
    ['anything', () => telegram.faults.refuse(400, 'Bad Request: CHAT_WRITE_FORBIDDEN'), { error_code: 400, description: 'Bad Request: CHAT_WRITE_FORBIDDEN' }],
    ['a gateway page', () => telegram.faults.page(502), { error_code: 502 }],
    ['cut before', () => telegram.faults.reset('before'), { code: expect.stringMatching(/ECONNRESET|EPIPE/) }],
  ])('%s: nothing is shown, and the next call is good', async (_, arm, error) => {
    arm()
    expect(await say()).toMatchObject(error)
    expect(li.chat).toHaveLength(1)
    expect(await say()).toEqual({ none: true })
  })
  test('a page is HTML', async () => {
    telegram.faults.page(500)
    const response = await fetch(`${telegram.url}/bot${telegram.token}/getMe`)
    expect([response.status, response.headers.get('content-type'), (await response.text()).slice(0, 6)]).toEqual([500, 'text/html', '<html>'])
  })
  test('of one method, for so many calls, until cleared', async () => {
    telegram.faults.rateLimit(1, { method: 'sendDocument', times: Infinity })
    telegram.faults.blocked({ method: ['sendMessage'], times: 2 })
    expect([(await say()).error_code, (await say()).error_code, await say()]).toEqual([403, 403, { none: true }])
    const file = () => refusal(api.sendDocument(li.id, { source: Buffer.from('x'), filename: 'x' }))
    expect([(await file()).error_code, (await file()).error_code]).toEqual([429, 429])
    telegram.faults.clear()
    expect(await file()).toEqual({ none: true })
    await updates()
  })
  test('accepted, and never answered', async () => {
    telegram.faults.hang()
    const impatient = new AbortController()
    const sent = refusal(api.callApi('sendMessage', { chat_id: li.id, text: '收到?' }, { signal: impatient.signal as never }))
    await li.expect('收到?')
    impatient.abort()
    expect(await sent).toMatchObject({ name: 'AbortError' })
  })
  test('cut after: it was shown', async () => {
    telegram.faults.reset('after')
    expect(await say()).toMatchObject({ code: 'ECONNRESET' })
    await li.expect('喂')
  })
  test('slow: shown before it is answered', async () => {
    telegram.faults.slow(30)
    let answered = false
    const sent = say().then(() => (answered = true))
    await li.expect('喂')
    expect(answered).toBe(false)
    await sent
  })
  test('a revoked token', async () => {
    const poll = refusal(updates(0, 20))
    await expect.poll(() => telegram.calls.getUpdates).toBe(3)
    await telegram.revoke()
    expect(await poll).toMatchObject({ error_code: 401 })
    expect(await say()).toMatchObject({ error_code: 401, description: 'Unauthorized' })
    api = client()
    expect(await say()).toEqual({ none: true })
  })
  test('a restart keeps what was there, on the same port', async () => {
    const { url } = telegram
    await li.say('在吗')
    await telegram.down()
    expect(await say()).toMatchObject({ code: expect.stringMatching(/^ECONN/) })
    await telegram.up()
    await telegram.restart()
    expect(telegram.url).toBe(url)
    expect((await last()).message.text).toBe('在吗')
    expect(await say()).toEqual({ none: true })
  })
})

describe('files that are fetched', () => {
  const fetched = async (link: URL) => fetch(link)
  const send = async (bytes: Buffer | number = Buffer.from('声音 🎙')): Promise<string> => {
    await li.sendDocument(bytes, '声音.bin', 'application/octet-stream')
    return (await last()).message.document.file_id
  }
  test('come as they were sent', async () => {
    const response = await fetched(await api.getFileLink(await send()))
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['application/octet-stream', '声音 🎙'])
  })
  test('20 MB and no more', async () => {
    const big = await send(20 * 1024 * 1024 + 1)
    expect(await refusal(api.getFile(big))).toMatchObject({ error_code: 400, description: 'Bad Request: file is too big' })
    expect(await refusal(api.getFile('nothing'))).toMatchObject({ description: 'Bad Request: wrong file_id or the file is temporarily unavailable' })
    expect((await api.getFile(await send(20 * 1024 * 1024))).file_size).toBe(20 * 1024 * 1024)
  })
  test('truncated, missing, cut, expired', async () => {
    const id = await send()
    const link = await api.getFileLink(id)
    telegram.faults.download('truncated')
    await expect(fetched(link).then((response) => response.text())).rejects.toThrow()
    telegram.faults.download('missing')
    expect((await fetched(link)).status).toBe(404)
    telegram.faults.download('reset')
    await expect(fetched(link)).rejects.toThrow()
    telegram.faults.expireLinks()
    expect(await (await fetched(link)).json()).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
    expect((await fetched(await api.getFileLink(id))).status).toBe(200)
  })
})

describe('groups', () => {
  test('the bot is added, hears what is meant for it, answers and leaves', async () => {
    const group = telegram.group({ title: '华人社区' })
    await group.add(telegram.bot)
    await group.say(li, '大家好')
    await group.say(li, '/help@AnotherBot')
    await group.say(li, '/help')
    await li.repeat()
    expect((await updates()).slice(-2).map(({ update_id }) => update_id - (873_214_501 + 2))).toEqual([0, 0])
    await group.mention(li, '在吗?')
    const [added, service, command, , mention, ...more] = await updates()
    expect(more).toEqual([])
    expect(added.my_chat_member).toMatchObject({ chat: { id: group.id, title: '华人社区', type: 'group' }, old_chat_member: { status: 'left' }, new_chat_member: { status: 'member' } })
    expect(service.message.new_chat_members).toMatchObject([{ is_bot: true }])
    expect([group.id < -(2 ** 31), command.message.text, mention.message.entities]).toEqual([true, '/help', [{ type: 'mention', offset: 0, length: 17 }]])
    await api.sendMessage(group.id, '请私聊我')
    await group.expect('请私聊我')
    expect(group.left).toBe(false)
    await api.leaveChat(group.id)
    await group.expectLeft()
    expect(group.left).toBe(true)
    expect(await refusal(api.sendMessage(group.id, 'x'))).toMatchObject({ error_code: 403, description: 'Forbidden: bot is not a member of the group chat' })
  })
  test('it becomes a supergroup', async () => {
    const group = telegram.group({ title: 'Corso di italiano' })
    await group.add()
    const { from, to } = await group.migrate()
    expect(await refusal(api.sendMessage(from, 'x'))).toMatchObject({ error_code: 400, description: 'Bad Request: group chat was upgraded to a supergroup chat', parameters: { migrate_to_chat_id: to } })
    await api.sendMessage(to, 'مرحبا')
    await group.expect('مرحبا')
    expect(String(to)).toMatch(/^-100\d{10}$/)
    expect((await updates()).map(({ message }) => message?.migrate_to_chat_id ?? message?.migrate_from_chat_id).filter(Boolean)).toEqual([to, from])
  })
  test('a topic, a tap and a kick in a supergroup', async () => {
    const group = telegram.group({ title: 'Forum', topics: true })
    await group.add()
    const topic = await group.topic('居留')
    await group.mention(li, '?', { topic })
    expect((await last()).message).toMatchObject({ message_thread_id: topic, is_topic_message: true, chat: { type: 'supergroup', is_forum: true } })
    await api.sendMessage(group.id, '!', { message_thread_id: topic, ...inline([['好', 'x']]) })
    await group.tap(li, '好')
    expect((await last()).callback_query).toMatchObject({ from: { id: li.id }, message: { chat: { id: group.id } } })
    await group.remove()
    expect(await refusal(api.sendMessage(group.id, 'x'))).toMatchObject({ description: 'Forbidden: bot was kicked from the supergroup chat' })
  })
})
