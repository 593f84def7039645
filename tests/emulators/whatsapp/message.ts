import type { Json } from '../telegram/json.ts'
import { object, words } from './checks.ts'
import { interactiveOf, type Row } from './interactive.ts'
import type { Media, MediaRoom } from './media.ts'
import { bad, missing, notValid, refusalOf } from './refusal.ts'

/** What the desk said, after every check that is made before it is accepted. */
export type Said = {
  readonly kind: 'text' | 'interactive' | 'image' | 'document' | 'audio' | 'template'
  readonly text: string
  readonly buttons: readonly Row[]
  readonly opener: string | null
  readonly rows: readonly Row[]
  readonly file: { readonly name: string | null; readonly mime: string; readonly bytes: Buffer } | null
  /** Found out only after it was accepted. */
  readonly later: number | null
}

export type Templates = ReadonlyMap<string, Readonly<Record<string, string>>>
export type Sent = { readonly to: string | null; readonly recipient: string | null; readonly ref: string | null; readonly said: Said }

const KEYS = ['messaging_product', 'recipient_type', 'to', 'recipient', 'type', 'text', 'interactive', 'image', 'document', 'audio', 'template', 'context', 'biz_opaque_callback_data']

/** POST /{phone-number-id}/messages: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api */
export function readMessage(body: unknown, media: MediaRoom, templates: Templates): Sent {
  const all = object(body, 'body', KEYS)
  if (all.messaging_product !== 'whatsapp') throw bad('The parameter messaging_product is required.')
  if (all.recipient_type !== undefined && all.recipient_type !== 'individual') throw bad('Param recipient_type must be one of {INDIVIDUAL, GROUP}')
  if (all.to === undefined && all.recipient === undefined) throw missing('The parameter to is required.')
  const recipient = all.recipient === undefined ? null : words(all.recipient, 'recipient', 160, bad)
  if (recipient !== null && !/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(recipient)) throw bad('Param recipient must be a business-scoped user id.')
  const ref = all.biz_opaque_callback_data === undefined ? null : words(all.biz_opaque_callback_data, 'biz_opaque_callback_data', 512, bad)
  return { to: all.to === undefined ? null : words(all.to, 'to', 200, bad), recipient, ref, said: saidBy(all, media, templates) }
}

const nothing = { text: '', buttons: [], opener: null, rows: [], file: null, later: null }

function saidBy(all: Json, media: MediaRoom, templates: Templates): Said {
  const type = all.type ?? 'text'
  if (type === 'text') {
    const text = object(all.text, 'text', ['body', 'preview_url'])
    return { ...nothing, kind: 'text', text: words(text.body, "text['body']", 4096, bad) }
  }
  if (type === 'interactive') return { ...nothing, kind: 'interactive', ...interactiveOf(all.interactive) }
  if (type === 'image' || type === 'document' || type === 'audio') return fileOf(type, all[type], media)
  if (type === 'template') return { ...nothing, kind: 'template', text: templateOf(all.template, templates) }
  throw bad(`Param type must be one of {TEXT, INTERACTIVE, IMAGE, DOCUMENT, AUDIO, TEMPLATE}, got ${String(type)}`)
}

function fileOf(kind: 'image' | 'document' | 'audio', value: unknown, media: MediaRoom): Said {
  const keys = { image: ['id', 'caption'], document: ['id', 'caption', 'filename'], audio: ['id', 'voice'] }[kind]
  const said = object(value, kind, keys)
  const found: Media = media.alive(words(said.id, `${kind}['id']`, 100, bad))
  const text = said.caption === undefined ? '' : words(said.caption, 'caption', 1024)
  const name = said.filename === undefined ? null : words(said.filename, 'filename', 240)
  return { ...nothing, kind, text, file: { name, mime: found.mime, bytes: found.bytes }, later: media.suits(kind, found) ? null : 131053 }
}

function templateOf(value: unknown, templates: Templates): string {
  const said = object(value, 'template', ['name', 'language', 'components'])
  const name = words(said.name, 'template name', 512)
  if (!/^[a-z0-9_]+$/.test(name)) throw notValid('Template name may hold a-z, 0-9 and _.')
  const { code } = object(said.language, 'template.language', ['code', 'policy'])
  const text = typeof code === 'string' ? templates.get(name)?.[code] : undefined
  if (text === undefined) throw refusalOf(132001)
  if (text === 'PAUSED') throw refusalOf(132015)
  if (Array.isArray(said.components) && said.components.length > 0) throw refusalOf(132000)
  return text
}
