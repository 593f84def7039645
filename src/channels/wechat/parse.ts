import { COMMANDS } from '../../core/conversation.ts'
import type { Address } from '../../core/ids.ts'
import { readButtonId } from '../button.ts'
import type { Incoming, Inlet } from '../channel.ts'
import { typed } from '../typed.ts'
import type { Fields } from '../tencent/xml.ts'

/** What a push means to the desk. `key` names it: its three attempts are one. */
export type Parsed = { readonly kind: 'inbound'; readonly key: string; readonly message: Incoming } | { readonly kind: 'nothing'; readonly what: string }

type Desk = Pick<Inlet, 'newId' | 'refuses'>
type What = Pick<Incoming, 'content' | 'source' | 'label'>

/** What the platform writes in the place of a sticker or a forwarded chat. */
const NOT_SUPPORTED = '【收到不支持的消息类型，暂无法显示】'
const OPEN_ID = /^[\w-]{6,64}$/
/** As a link's: a number, or a text of our own. */
const SCENE = /^[A-Za-z0-9_-]{1,64}$/

/** Reads one push: https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html */
export function parse(fields: Fields, account: string, desk: Desk): Parsed {
  const type = fields.get('MsgType') ?? ''
  const openId = fields.get('FromUserName') ?? ''
  if (!OPEN_ID.test(openId)) return { kind: 'nothing', what: 'nobody' }
  const from: Address = { channel: 'wechat', account, address: openId }
  if (type === 'event') return onEvent(fields, from)
  const what = contentOf(type, fields, openId, desk)
  if (what === null) return { kind: 'nothing', what: /^\w{1,30}$/.test(type) ? type : 'unreadable' }
  const key = fields.get('MsgId') || `${openId}:${fields.get('CreateTime') ?? ''}`
  return { kind: 'inbound', key, message: { from, externalId: key, ...what } }
}

function contentOf(type: string, fields: Fields, openId: string, desk: Desk): What | null {
  switch (type) {
    case 'text': return onText(fields)
    case 'image': return fileOf(desk, fields, { name: 'photo.jpg', mime: 'image/jpeg', album: albumOf(openId, fields) })
    case 'voice': return onVoice(fields, openId, desk)
    case 'video':
    case 'shortvideo': return fileOf(desk, fields, { name: 'video.mp4', mime: 'video/mp4', album: albumOf(openId, fields) })
    case 'location': return onLocation(fields)
    case 'link':
    case 'file':
    case 'miniprogrampage': return unsupported(type === 'link' ? 'link' : 'other')
    default: return null
  }
}

const unsupported = (what: string): What => ({ content: { kind: 'unsupported', what } })

/** A tapped option comes as its words, with the id that the desk gave it: from her phone, so only a guess. */
function onText(fields: Fields): What {
  const text = fields.get('Content') ?? ''
  const id = fields.get('bizmsgmenuid') ?? ''
  if (text.trim() === NOT_SUPPORTED) return unsupported('other')
  if (id === '') return { content: typed(text) }
  return { content: { kind: 'picked', ...readButtonId(id.slice(0, 200)) }, ...(text === '' ? {} : { label: text }) }
}

/** What WeChat understood of it is what she said: the recording is not needed then, and not asked for. */
function onVoice(fields: Fields, openId: string, desk: Desk): What | null {
  const words = (fields.get('Recognition') ?? '').trim()
  if (words !== '') return { content: { kind: 'wrote', text: words } }
  const album = albumOf(openId, fields)
  return fileOf(desk, fields, { ...(fields.get('Format') === 'amr' ? { name: 'voice.amr', mime: 'audio/amr' } : { name: 'voice', mime: 'application/octet-stream' }), album: album && `${album}:voice` })
}

/** Photos sent together come one by one, and nothing names what they belong to: those of one minute do. */
function albumOf(openId: string, fields: Fields): string | null {
  const seconds = fields.get('CreateTime') ?? ''
  return /^\d{1,12}$/.test(seconds) ? `${openId}:${Math.floor(Number(seconds) / 60)}` : null
}

function fileOf(desk: Desk, fields: Fields, { name, mime, album }: { readonly name: string; readonly mime: string; readonly album: string | null }): What | null {
  const source = fields.get('MediaId') ?? ''
  if (!/^[\w-]{1,256}$/.test(source)) return null
  const refused = desk.refuses(mime, 0)
  return refused === null ? { content: { kind: 'sent-file', file: { id: desk.newId(), name, mime, bytes: 0 }, album }, source } : unsupported(refused)
}

/** X is the latitude. */
function onLocation(fields: Fields): What | null {
  const [latitude, longitude] = [degrees(fields.get('Location_X'), 90), degrees(fields.get('Location_Y'), 180)]
  return latitude === null || longitude === null ? null : { content: { kind: 'located', latitude, longitude } }
}

function degrees(text: string | undefined, most: number): number | null {
  const number = text !== undefined && /^-?\d{1,3}(?:\.\d{1,12})?$/.test(text) ? Number(text) : null
  return number === null || Math.abs(number) > most ? null : number
}

function onEvent(fields: Fields, from: Address): Parsed {
  const [event, key] = [fields.get('Event') ?? '', fields.get('EventKey') ?? '']
  const content = eventOf(event, key)
  if (content === null) return { kind: 'nothing', what: /^\w{1,40}$/.test(event) ? `event ${event}` : 'event' }
  const name = [from.address, fields.get('CreateTime') ?? '', event, ...(key === '' ? [] : [key.slice(0, 128)])].join(':')
  return { kind: 'inbound', key: name, message: { from, externalId: name, content, isEvent: true } }
}

function eventOf(event: string, key: string): Incoming['content'] | null {
  switch (event) {
    case 'subscribe': return opened(key.replace(/^qrscene_/, ''))
    case 'SCAN': return opened(key)
    case 'unsubscribe': return { kind: 'reachability', reachable: false }
    case 'CLICK': return clicked(key)
    default: return null
  }
}

const opened = (scene: string): Incoming['content'] => ({ kind: 'opened', language: null, flow: SCENE.test(scene) ? scene : null })

/** The keys of `menu.ts`; a menu that somebody made by hand may have others. */
function clicked(key: string): Incoming['content'] | null {
  const [, kind, name = ''] = /^(door|command):(.+)$/.exec(key) ?? []
  if (kind === 'door' && SCENE.test(name)) return opened(name)
  return kind === 'command' && (COMMANDS as readonly string[]).includes(name) ? { kind: 'picked', menu: 'command', option: name } : null
}
