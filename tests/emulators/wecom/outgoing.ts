import { bytesIn, isJson, type Json } from '../wechat/json.ts'
import { refusal, WRONG } from './errors.ts'
import type { Kind, Room } from './media.ts'
import type { Option, Shown } from './shown.ts'

/** https://developer.work.weixin.qq.com/document/path/94677 */
const LIMITS = { text: 2048, menu: 1024, items: 10, id: 64, content: 128 } as const

function text(value: unknown, most: number, least = 0): string {
  if (typeof value !== 'string' || bytesIn(value) < least || bytesIn(value) > most) throw refusal(WRONG)
  return value
}

function option(given: unknown): Option {
  if (!isJson(given) || given.type !== 'click') throw refusal(95009)
  if (!isJson(given.click)) throw refusal(WRONG)
  return { id: text(given.click.id, LIMITS.id, 1), label: text(given.click.content, LIMITS.content, 1) }
}

function menu({ head_content: head = '', list, tail_content: tail = '' }: Json): Pick<Shown, 'kind' | 'text' | 'options'> {
  if (!Array.isArray(list) || list.length === 0) throw refusal(WRONG)
  if (list.length > LIMITS.items) throw refusal(95008)
  return { kind: 'menu', text: [text(head, LIMITS.menu), text(tail, LIMITS.menu)].filter((t) => t !== '').join('\n'), options: list.map(option) }
}

/** A message as she will see it. `kinds`: those that the call takes. */
export function outgoing(body: Json, media: Room, kinds: readonly string[]): Pick<Shown, 'kind' | 'text' | 'options' | 'bytes'> {
  const type = String(body.msgtype)
  if (!kinds.includes(type)) throw refusal(40008)
  const content = body[type]
  if (!isJson(content)) throw refusal(WRONG)
  if (type === 'text') return { kind: 'text', text: text(content.content, LIMITS.text, 1), options: [] }
  if (type === 'msgmenu') return menu(content)
  const file = media.find(content.media_id)
  if (file.kind !== type) throw refusal(40007)
  return { kind: type as Kind, text: file.name, options: [], bytes: file.bytes }
}
