import { refusal } from './errors.ts'
import { bytesIn, isJson, type Json } from './json.ts'
import type { Room } from './media.ts'
import type { Option, Shown } from './shown.ts'

/** The platform names a limit of a menu's list without saying which; what is surely accepted is what is accepted here. */
const LIMITS = { text: 2048, items: 6, id: 64, content: 128 } as const

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw refusal(47001)
  return value
}

function checked(words: string): string {
  if (words.trim() === '') throw refusal(44004)
  if (bytesIn(words) > LIMITS.text) throw refusal(45002)
  return words
}

function option(given: unknown): Option {
  if (!isJson(given)) throw refusal(47001)
  const [id, label] = [text(given.id), text(given.content)]
  if (id === '' || label === '' || bytesIn(id) > LIMITS.id || bytesIn(label) > LIMITS.content) throw refusal(45098)
  return { id, label }
}

function menu(given: Json): Shown {
  if (!Array.isArray(given.list)) throw refusal(47001)
  if (given.list.length === 0 || given.list.length > LIMITS.items) throw refusal(45098)
  const options = given.list.map(option)
  const [head, tail] = [text(given.head_content ?? ''), text(given.tail_content ?? '')]
  checked([head, ...options.map((o) => o.label), tail].join('\n'))
  return { who: 'account', via: 'service', kind: 'menu', text: [head, tail].filter((t) => t !== '').join('\n'), options }
}

/** A customer-service message as she will see it: https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
export function customMessage(body: Json, media: Room): Shown {
  const type = body.msgtype
  const content = typeof type === 'string' && Object.hasOwn(body, type) ? body[type] : undefined
  if (!['text', 'msgmenu', 'image'].includes(String(type))) throw refusal(40008)
  if (!isJson(content)) throw refusal(47001)
  if (type === 'msgmenu') return menu(content)
  if (type === 'image') return { who: 'account', via: 'service', kind: 'image', text: '', options: [], bytes: media.find(text(content.media_id)).bytes }
  return { who: 'account', via: 'service', kind: 'text', text: checked(text(content.content)), options: [] }
}
