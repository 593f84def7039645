import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from '../../../src/channels/wechat/parse.ts'
import { readXml } from '../../../src/channels/tencent/xml.ts'

const FOLDER = join(import.meta.dirname, 'payloads')
const APP = 'wx1a2b3c4d5e6f7a8b'
const SHE = 'oABCD1234-efgh_5678ijklMNOPq'
const FROM = { channel: 'wechat', account: APP, address: SHE }
const MESSAGE = '7300000000000000123'
const desk = { newId: () => 'new', refuses: (mime: string) => (mime.startsWith('video/') ? 'file-kind' as const : null) }

const xmlOf = (name: string): string => readFileSync(join(FOLDER, `${name}.xml`), 'utf8')
const parsed = (xml: string) => parse(readXml(xml) ?? new Map(), APP, desk)
const messageOf = (name: string) => {
  const read = parsed(xmlOf(name))
  return read.kind === 'inbound' ? read.message : read.what
}
/** Hers, in the minute of every recorded push. */
const ALBUM = `${SHE}:29400000`

const SAID: Readonly<Record<string, object>> = {
  text: { kind: 'wrote', text: '我的居留快到期了 🪪' },
  'text-arabic': { kind: 'wrote', text: 'أريد تجديد الإقامة ٣' },
  'text-markup': { kind: 'wrote', text: '<!DOCTYPE html><b>你好</b> & &amp; ]]> 0012' },
  'text-command': { kind: 'picked', menu: 'command', option: 'menu' },
  'text-door': { kind: 'opened', language: null, flow: 'zh_permit-renewal' },
  'menu-tap': { kind: 'picked', menu: 'm4.2', option: 'permit.renewal' },
  'not-supported': { kind: 'unsupported', what: 'other' },
  image: { kind: 'sent-file', file: { id: 'new', name: 'photo.jpg', mime: 'image/jpeg', bytes: 0 }, album: ALBUM },
  voice: { kind: 'sent-file', file: { id: 'new', name: 'voice.amr', mime: 'audio/amr', bytes: 0 }, album: `${ALBUM}:voice` },
  'voice-recognised': { kind: 'wrote', text: '我要续居留。' },
  video: { kind: 'unsupported', what: 'file-kind' },
  shortvideo: { kind: 'unsupported', what: 'file-kind' },
  location: { kind: 'located', latitude: 43.880001, longitude: 11.096667 },
  link: { kind: 'unsupported', what: 'link' },
}
const HAPPENED: Readonly<Record<string, readonly [string, object]>> = {
  subscribe: ['subscribe', { kind: 'opened', language: null, flow: null }],
  'subscribe-poster': ['subscribe:qrscene_zh_permit-renewal', { kind: 'opened', language: null, flow: 'zh_permit-renewal' }],
  scan: ['SCAN:zh_permit-renewal', { kind: 'opened', language: null, flow: 'zh_permit-renewal' }],
  'scan-number': ['SCAN:42', { kind: 'opened', language: null, flow: '42' }],
  unsubscribe: ['unsubscribe', { kind: 'reachability', reachable: false }],
  'click-door': ['CLICK:door:permit-renewal', { kind: 'opened', language: null, flow: 'permit-renewal' }],
  'click-command': ['CLICK:command:person', { kind: 'picked', menu: 'command', option: 'person' }],
}
const NOTHING: Readonly<Record<string, string>> = {
  'location-nowhere': 'location', hologram: 'hologram', 'click-unknown': 'event CLICK', view: 'event VIEW', position: 'event LOCATION', scancode: 'event scancode_waitmsg', 'template-finished': 'event TEMPLATESENDJOBFINISH',
}

test('every recorded push has its place in a table', () => {
  expect(readdirSync(FOLDER).map((file) => file.replace('.xml', '')).sort()).toEqual([...Object.keys(SAID), ...Object.keys(HAPPENED), ...Object.keys(NOTHING)].sort())
})

describe('a message becomes what she did, under the platform’s own number', () => {
  test.each(Object.entries(SAID))('%s', (name, content) => {
    expect(messageOf(name)).toMatchObject({ from: FROM, externalId: MESSAGE, content })
  })
  test('a tapped option keeps the label that she saw', () => {
    expect(messageOf('menu-tap')).toMatchObject({ label: '续居留 🪪' })
  })
  test('a file names where its bytes are', () => {
    expect(messageOf('image')).toMatchObject({ source: 'media_id-123' })
  })
  test('a voice that WeChat understood is its words, and its recording is not asked for', () => {
    expect(messageOf('voice-recognised')).toEqual({ from: FROM, externalId: MESSAGE, content: { kind: 'wrote', text: '我要续居留。' } })
  })
  test.each(['', ' ', '\n'])('a voice of which WeChat understood «%s» is a voice', (words) => {
    expect(parsed(xmlOf('voice-recognised').replace('我要续居留。', words))).toMatchObject({ message: { source: 'media_id-voice', content: { kind: 'sent-file' } } })
  })
  test.each<[string, string | null]>([['1764000059', ALBUM], ['1764000060', `${SHE}:29400001`], ['昨天', null], ['', null], ['9'.repeat(20), null]])('a photo of the second «%s» is in the album %s', (second, album) => {
    expect(parsed(xmlOf('image').replace('1764000000', second))).toMatchObject({ message: { content: { album } } })
  })
})

describe('an event has no number: who, when, what and which', () => {
  test.each(Object.entries(HAPPENED))('%s', (name, [key, content]) => {
    expect(messageOf(name)).toEqual({ from: FROM, externalId: `${SHE}:1764000000:${key}`, content, isEvent: true })
  })
})

test.each(Object.entries(NOTHING))('%s is dropped', (name, what) => {
  expect(messageOf(name)).toBe(what)
})

describe('what comes from a phone is only a guess', () => {
  const tap = (id: string) => parsed(xmlOf('menu-tap').replace('m4.2:permit.renewal', id))
  test.each<[string, object]>([
    ['nonsense', { menu: null, option: 'nonsense' }],
    [':x', { menu: null, option: 'x' }],
    ['__proto__:constructor', { menu: '__proto__', option: 'constructor' }],
    ['m9.9:a:b', { menu: 'm9.9', option: 'a:b' }],
  ])('a forged menu id «%s»', (id, content) => {
    expect(tap(id)).toMatchObject({ message: { content: { kind: 'picked', ...content } } })
  })
  test.each(['', '../../etc/passwd', 'o', `o${'x'.repeat(65)}`, 'o ABC'])('an OpenID like «%s» is nobody', (id) => {
    expect(parsed(xmlOf('text').replace(SHE, id))).toEqual({ kind: 'nothing', what: 'nobody' })
  })
  test('a media id that is a path is no file', () => {
    expect(parsed(xmlOf('image').replace('media_id-123', '../secret?x=1'))).toEqual({ kind: 'nothing', what: 'image' })
  })
  test('a scene that no link could hold opens the menu', () => {
    expect(parsed(xmlOf('scan').replaceAll('zh_permit-renewal', '居留；drop'))).toMatchObject({ message: { content: { kind: 'opened', flow: null } } })
  })
})

describe('XML that nobody at WeChat writes is not read', () => {
  const bomb = `<!DOCTYPE xml [<!ENTITY a "哈"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]><xml><Content>&c;</Content></xml>`
  test.each<[string, string]>([
    ['an external entity', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><Content>&e;</Content></xml>'],
    ['a billion laughs', bomb],
    ['a document type after the root', '<xml><!DOCTYPE x [<!ENTITY e "x">]><Content>&e;</Content></xml>'],
    ['a tag that would reach the prototype', '<xml><__proto__><isAdmin>1</isAdmin></__proto__></xml>'],
    ['deep nesting', `<xml>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</xml>`],
    ['CDATA that never ends', `<xml><Content>${'<![CDATA['.repeat(20_000)}</Content></xml>`],
    ['another root', '<html><Content>1</Content></html>'],
    ['no XML', '{"MsgType":"text"}'],
    ['nothing', ''],
  ])('%s', (_, xml) => {
    expect(readXml(xml)).toBeNull()
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
  })
  test('an entity stays as it was written', () => {
    expect(readXml('<xml><Content>&lt;b&gt; &e;</Content></xml>')?.get('Content')).toBe('&lt;b&gt; &e;')
  })
  test('a field that comes twice counts as none', () => {
    expect(readXml('<xml><FromUserName>a</FromUserName><FromUserName>b</FromUserName></xml>')?.has('FromUserName')).toBe(false)
  })
})
