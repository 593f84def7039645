import { describe, expect, test } from 'vitest'
import { parseUpdate } from '../../../src/channels/telegram/parse.ts'

const LI = { id: 6_123_456_789, is_bot: false, first_name: '李伟', language_code: 'zh-hans' }
const CHAT = { id: LI.id, type: 'private', first_name: '李伟' }
const GROUP = { id: -1_001_234_567_890, type: 'supergroup', title: 'Cinesi a Prato 🏮' }
const desk = { newId: () => 'new', refuses: (mime: string, bytes: number) => (bytes > 10_000_000 ? 'too-large' as const : mime === 'application/zip' ? 'file-kind' as const : null) }

const parse = (update: object) => parseUpdate({ update_id: 7, ...update } as never, '42', desk)
const message = (part: object, chat: object = CHAT) => ({ message: { message_id: 11, date: 1_764_000_000, from: LI, chat, ...part } })
const inbound = (update: object) => {
  const parsed = parse(update)
  return parsed.kind === 'inbound' ? parsed.messages : parsed.kind
}
const FROM = { channel: 'telegram', account: '42', address: '6123456789' }

describe('a message becomes what she did', () => {
  test.each<[string, object, object]>([
    ['words', { text: '我的居留快到期了 🪪' }, { kind: 'wrote', text: '我的居留快到期了 🪪' }],
    ['words in Arabic', { text: 'أريد تجديد الإقامة' }, { kind: 'wrote', text: 'أريد تجديد الإقامة' }],
    ['the start button', { text: '/start' }, { kind: 'opened', language: null, flow: null }],
    ['a poster', { text: '/start zh_permit-renewal' }, { kind: 'opened', language: null, flow: 'zh_permit-renewal' }],
    ['a command', { text: '/menu' }, { kind: 'picked', menu: 'command', option: 'menu' }],
    ['a command with the bot’s name', { text: '/person@sportello_bot' }, { kind: 'picked', menu: 'command', option: 'person' }],
    ['help', { text: '/help' }, { kind: 'picked', menu: 'command', option: 'menu' }],
    ['an unknown command is words', { text: '/pizza' }, { kind: 'wrote', text: '/pizza' }],
    ['a voice note', { voice: { file_id: 'V', file_unique_id: 'v', duration: 3, mime_type: 'audio/ogg', file_size: 900 } }, { kind: 'sent-file', file: { id: 'new', name: 'voice.ogg', mime: 'audio/ogg', bytes: 900 }, album: null }],
    ['the largest of a photo’s sizes, in its album', { media_group_id: 'A', photo: [{ file_id: 'small', file_size: 1, width: 1, height: 1 }, { file_id: 'large', file_size: 5, width: 9, height: 9 }] }, { kind: 'sent-file', file: { id: 'new', name: 'photo.jpg', mime: 'image/jpeg', bytes: 5 }, album: 'A' }],
    ['a document whose name hides its direction', { document: { file_id: 'D', file_name: 'gpj.\u202epdf', mime_type: 'application/pdf', file_size: 5 } }, { kind: 'sent-file', file: { id: 'new', name: 'gpj.pdf', mime: 'application/pdf', bytes: 5 }, album: null }],
    ['a document that is too large', { document: { file_id: 'D', mime_type: 'application/pdf', file_size: 11_000_000 } }, { kind: 'unsupported', what: 'too-large' }],
    ['a document of another kind', { document: { file_id: 'D', mime_type: 'application/zip', file_size: 5 } }, { kind: 'unsupported', what: 'file-kind' }],
    ['a place', { location: { latitude: 43.83, longitude: 11.2 } }, { kind: 'located', latitude: 43.83, longitude: 11.2 }],
    ['a place with a name', { venue: { location: { latitude: 43.83, longitude: 11.2 }, title: 'Questura', address: '' }, location: { latitude: 43.83, longitude: 11.2 } }, { kind: 'located', latitude: 43.83, longitude: 11.2 }],
    ['her own number', { contact: { phone_number: '393331234567', first_name: '李', user_id: LI.id } }, { kind: 'wrote', text: '+393331234567' }],
    ['somebody else’s number', { contact: { phone_number: '+39333', first_name: '王', user_id: 5 } }, { kind: 'unsupported', what: 'contact' }],
    ['a sticker', { sticker: { file_id: 'S', emoji: '🙂' } }, { kind: 'unsupported', what: 'other' }],
    ['an animation, although it is also a document', { animation: { file_id: 'G' }, document: { file_id: 'G' } }, { kind: 'unsupported', what: 'animation' }],
    ['something that was invented later', { hologram: {} }, { kind: 'unsupported', what: 'other' }],
  ])('%s', (_, part, content) => {
    expect(inbound(message(part))).toMatchObject([{ from: FROM, externalId: '6123456789:11', content }])
  })
  test('a caption is words of their own, after the photo', () => {
    const both = inbound(message({ caption: '这是什么？', photo: [{ file_id: 'p', file_size: 5 }] }))
    expect(both).toMatchObject([{ source: 'p', externalId: '6123456789:11' }, { externalId: '6123456789:11:caption', content: { kind: 'wrote', text: '这是什么？' } }])
  })
})

describe('a tap', () => {
  const tap = (data: string | undefined, part: object = {}) => ({ callback_query: { id: '99', from: LI, chat_instance: 'c', data, message: { message_id: 5, date: 1, chat: CHAT, reply_markup: { inline_keyboard: [[{ text: '续居留 🪪', callback_data: 'm4.2:permit.renewal' }]] }, ...part } } })
  test('is a menu and an option, with the label that she saw', () => {
    const parsed = parse(tap('m4.2:permit.renewal'))
    expect(parsed).toMatchObject({ tap: { id: '99', label: '续居留 🪪' }, messages: [{ label: '续居留 🪪', externalId: 'tap:99', content: { kind: 'picked', menu: 'm4.2', option: 'permit.renewal' } }] })
  })
  test.each<[string, string, object]>([
    ['an option with a colon', 'm4.2:a:b', { menu: 'm4.2', option: 'a:b' }],
    ['data that is none of ours', 'nonsense', { menu: null, option: 'nonsense' }],
    ['data that begins with a colon', ':x', { menu: null, option: 'x' }],
  ])('%s is taken for a guess', (_, data, content) => {
    expect(inbound(tap(data, { reply_markup: undefined }))).toMatchObject([{ content: { kind: 'picked', ...content } }])
  })
  test('on a message too old to be shown still counts', () => {
    expect(inbound(tap('m1.1:x', { date: 0, reply_markup: undefined }))).toMatchObject([{ content: { option: 'x' } }])
  })
  test('of a game, without data, is nothing', () => {
    expect(inbound(tap(undefined))).toBe('nothing')
  })
})

describe('what happens around', () => {
  test.each<[string, object, unknown]>([
    ['an edit names the message that it changes', { edited_message: { message_id: 11, date: 1, edit_date: 2, chat: CHAT, from: LI, text: '三月十二 ✏️' } }, [{ externalId: '6123456789:11:edit:2', edits: '6123456789:11', content: { kind: 'edited', text: '三月十二 ✏️' } }]],
    ['a live position that moves is nothing', { edited_message: { message_id: 11, date: 1, edit_date: 2, chat: CHAT, location: { latitude: 1, longitude: 1 } } }, 'nothing'],
    ['she blocks the bot', { my_chat_member: { chat: CHAT, from: LI, date: 1, old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } }, [{ externalId: 'membership:7', content: { kind: 'reachability', reachable: false } }]],
    ['and takes it back', { my_chat_member: { chat: CHAT, from: LI, date: 1, old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } }, [{ content: { kind: 'reachability', reachable: true } }]],
    ['a pinned message is said by nobody', message({ pinned_message: {} }), 'nothing'],
    ['a channel’s post', { channel_post: { message_id: 1, date: 1, chat: { id: -1, type: 'channel' }, text: '公告' } }, 'nothing'],
    ['a reaction', { message_reaction: { chat: CHAT, message_id: 1 } }, 'nothing'],
    ['an update of a kind that is not known', { hologram: {} }, 'nothing'],
  ])('%s', (_, update, expected) => {
    const seen = inbound(update)
    if (typeof expected === 'string') expect(seen).toBe(expected)
    else expect(seen).toMatchObject(expected as object[])
  })
})

describe('a group', () => {
  test.each<[string, object, string]>([
    ['that adds the bot', { my_chat_member: { chat: GROUP, from: LI, date: 1, old_chat_member: { status: 'left' }, new_chat_member: { status: 'member' } } }, 'group'],
    ['where it is commanded', message({ text: '/menu', entities: [{ type: 'bot_command', offset: 0, length: 5 }] }, GROUP), 'group'],
    ['where it is mentioned', message({ text: '@sportello_bot 你好', entities: [{ type: 'mention', offset: 0, length: 14 }] }, GROUP), 'group'],
    ['where people talk among themselves', message({ text: '大家好 👋' }, GROUP), 'nothing'],
    ['that puts it out again', { my_chat_member: { chat: GROUP, from: LI, date: 1, old_chat_member: { status: 'member' }, new_chat_member: { status: 'left' } } }, 'nothing'],
  ])('%s', (_, update, kind) => {
    expect(parse(update).kind).toBe(kind)
  })
})
