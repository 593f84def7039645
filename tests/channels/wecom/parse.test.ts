import { describe, expect, test } from 'vitest'
import { Message } from '../../../src/channels/wecom/message.ts'
import { parse } from '../../../src/channels/wecom/parse.ts'

const KF = 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw'
const SHE = 'wmAJ2GCAAAme1XQRC-NI-q0_ZM9ukoAw'
const FROM = { channel: 'wecom', account: KF, address: SHE }
const desk = { newId: () => 'new', refuses: (mime: string) => (mime.startsWith('video/') ? 'file-kind' as const : null) }
const base = { msgid: 'from_msgid_4622416642169452483', open_kfid: KF, external_userid: SHE, send_time: 1_764_000_030, origin: 3 }
const parsed = (part: object) => parse(Message.parse({ ...base, ...part }), KF, desk)
const event = (event_type: string, more: object = {}) => parsed({ origin: 4, open_kfid: undefined, external_userid: undefined, msgtype: 'event', event: { event_type, open_kfid: KF, external_userid: SHE, ...more } })
/** Hers, in the minute of the message. */
const ALBUM = `${SHE}:29400000`
const MEDIA = '2iSLeVyqzk4eX0IB5kTi9Ljfa2rt9dwfq5WKRQ4Nvvgw'

describe('what she sends is what she did, under WeCom’s own id', () => {
  test.each<[string, object, object]>([
    ['Chinese', { text: { content: '我的居留快到期了 🪪' } }, { kind: 'wrote', text: '我的居留快到期了 🪪' }],
    ['Arabic', { text: { content: 'أريد تجديد الإقامة ٣' } }, { kind: 'wrote', text: 'أريد تجديد الإقامة ٣' }],
    ['markup', { text: { content: '<b>你好</b> & \\u4f60' } }, { kind: 'wrote', text: '<b>你好</b> & \\u4f60' }],
    ['a command', { text: { content: '/menu' } }, { kind: 'picked', menu: 'command', option: 'menu' }],
    ['a door', { text: { content: '/start zh_permit-renewal' } }, { kind: 'opened', language: null, flow: 'zh_permit-renewal' }],
    ['a tapped choice', { text: { content: '续居留', menu_id: 'm4.2:permit.renewal' } }, { kind: 'picked', menu: 'm4.2', option: 'permit.renewal' }],
    ['no choice', { text: { content: '你好', menu_id: '' } }, { kind: 'wrote', text: '你好' }],
    ['a photo', { image: { media_id: MEDIA } }, { kind: 'sent-file', file: { id: 'new', name: 'photo.jpg', mime: 'image/jpeg', bytes: 0 }, album: ALBUM }],
    ['a voice', { voice: { media_id: MEDIA } }, { kind: 'sent-file', file: { id: 'new', name: 'voice.amr', mime: 'audio/amr', bytes: 0 }, album: `${ALBUM}:voice` }],
    ['a video', { video: { media_id: MEDIA } }, { kind: 'unsupported', what: 'file-kind' }],
    ['a file, which has neither name nor kind', { file: { media_id: MEDIA } }, { kind: 'sent-file', file: { id: 'new', name: 'file', mime: 'application/octet-stream', bytes: 0 }, album: ALBUM }],
    ['a place', { location: { latitude: 43.880001, longitude: 11.096667, name: '普拉托', address: '' } }, { kind: 'located', latitude: 43.880001, longitude: 11.096667 }],
    ['a place that is nowhere', { location: { latitude: 430, longitude: 11 } }, { kind: 'unsupported', what: 'other' }],
    ['a link', { link: { title: '居留 🔗', url: 'https://example.com' } }, { kind: 'unsupported', what: 'link' }],
    ['a card', { business_card: { userid: 'zhangsan' } }, { kind: 'unsupported', what: 'contact' }],
    ['a mini program', { miniprogram: { title: '小程序' } }, { kind: 'unsupported', what: 'other' }],
    ['a menu', { msgmenu: { head_content: '?' } }, { kind: 'unsupported', what: 'other' }],
    ['a forwarded chat', { merged_msg: { title: '聊天记录', item: [] } }, { kind: 'unsupported', what: 'other' }],
    ['something of a video channel', { channels: { sub_type: 1 } }, { kind: 'unsupported', what: 'other' }],
    ['something of tomorrow', { hologram: { depth: 3 } }, { kind: 'unsupported', what: 'other' }],
    ['a text without words', { text: null }, { kind: 'unsupported', what: 'other' }],
    ['a photo with a path for a name', { image: { media_id: '../../etc/passwd' } }, { kind: 'unsupported', what: 'other' }],
    ['a kind called like a property of every object', { constructor: { name: 'x' } }, { kind: 'unsupported', what: 'other' }],
  ])('%s', (_, carried, content) => {
    expect(parsed({ msgtype: Object.keys(carried)[0], ...carried })).toEqual({ kind: 'inbound', welcome: null, message: expect.objectContaining({ from: FROM, externalId: base.msgid, content }) })
  })
  test('a tapped choice keeps the label that she saw, a file the name under which it can be fetched', () => {
    expect(parsed({ msgtype: 'text', text: { content: '续居留', menu_id: 'm1:a' } })).toMatchObject({ message: { label: '续居留' } })
    expect(parsed({ msgtype: 'image', image: { media_id: MEDIA } })).toMatchObject({ message: { source: MEDIA } })
  })
})

describe('she opens the chat', () => {
  test.each<[string, object, object]>([
    ['for the first time', { welcome_code: 'WLC1' }, { welcome: 'WLC1', flow: null }],
    ['from a poster', { welcome_code: 'WLC1', scene: 'poster', scene_param: 'zh_permit-renewal' }, { welcome: 'WLC1', flow: 'zh_permit-renewal' }],
    ['from a poster, greeted before', { scene_param: 'zh_permit-renewal' }, { welcome: null, flow: 'zh_permit-renewal' }],
    ['from a link of somebody else’s', { welcome_code: 'WLC1', scene_param: '<x>&y=1' }, { welcome: 'WLC1', flow: null }],
  ])('%s', (_, more, { welcome, flow }: { welcome?: unknown; flow?: unknown }) => {
    expect(event('enter_session', more)).toEqual({ kind: 'inbound', welcome, message: { from: FROM, externalId: base.msgid, content: { kind: 'opened', language: null, flow }, isEvent: true } })
  })
  test('once more, in the middle of something: she is not led back to its beginning', () => {
    expect(event('enter_session', { scene: '', scene_param: '' })).toEqual({ kind: 'nothing', what: 'she opened the chat again' })
  })
})

test.each<[number, string]>([[4, 'hold'], [5, 'hold'], [6, 'hold'], [10, 'unreachable'], [0, 'permanent'], [8, 'permanent'], [77, 'permanent'], [1, 'pause'], [2, 'pause']])('what was taken and did not arrive (%i): %s', (fail_type, kind) => {
  expect(event('msg_send_fail', { fail_msgid: 'lq3k9x2a_12-0', fail_type })).toEqual({ kind: 'lost', msgId: 'lq3k9x2a_12-0', at: '2025-11-24T16:00:30.000Z', why: expect.objectContaining({ kind, explain: expect.stringContaining(`(${fail_type})`) }) })
})

test('a person in WeCom has ended the conversation with her', () => {
  expect(event('session_status_change', { change_type: 3, old_servicer_userid: 'anna' })).toEqual({ kind: 'ended', address: FROM.address })
})

test.each<[string, () => unknown, string]>([
  ['what a person in WeCom wrote', () => parsed({ origin: 5, msgtype: 'text', text: { content: '我来' } }), 'somebody in WeCom answered'],
  ['what nobody wrote', () => parsed({ origin: 9, msgtype: 'text', text: { content: '?' } }), 'of nobody'],
  ['what is for another account', () => parsed({ open_kfid: 'wkOther', msgtype: 'text', text: { content: '?' } }), 'for another account'],
  ['what happened on another account', () => event('enter_session', { open_kfid: 'wkOther', welcome_code: 'W' }), 'for another account'],
  ['somebody with an impossible name', () => parsed({ external_userid: '../x', msgtype: 'text', text: { content: '?' } }), 'unreadable'],
  ['an event of nobody', () => event('enter_session', { external_userid: 7, welcome_code: 'W' }), 'unreadable'],
  ['an event without a kind', () => parsed({ origin: 4, msgtype: 'event', event: { event_type: 'a b' } }), 'event'],
  ['no event at all', () => parsed({ origin: 4, msgtype: 'event', event: [] }), 'event'],
  ['the end of a conversation with nobody', () => event('session_status_change', { external_userid: '../x', change_type: 3 }), 'event session_status_change'],
  ['a loss without a name', () => event('msg_send_fail', { fail_type: 4 }), 'unreadable'],
  ...['user_recall_msg', 'servicer_status_change', 'session_status_change', 'reject_customer_msg_switch_change', 'dream'].map((kind): [string, () => unknown, string] => [kind, () => event(kind, { recall_msgid: 'x', change_type: 1 }), `event ${kind}`]),
])('nothing to the desk: %s', (_, act, what) => {
  expect(act()).toEqual({ kind: 'nothing', what })
})
