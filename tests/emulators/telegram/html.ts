import type { Entity, Formatted } from './entities.ts'
import { bad } from './errors.ts'

const TYPES = new Map(Object.entries({
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline', s: 'strikethrough', strike: 'strikethrough', del: 'strikethrough',
  'tg-spoiler': 'spoiler', span: 'spoiler', a: 'text_link', code: 'code', pre: 'pre', blockquote: 'blockquote', 'tg-emoji': 'custom_emoji',
}))
const NAMED = new Map([['lt', '<'], ['gt', '>'], ['amp', '&'], ['quot', '"']])

type Tag = { readonly name: string; readonly at: number; readonly attributes: ReadonlyMap<string, string> }

const wrong = (what: string): Error => bad(`can't parse entities: ${what}`)

/** Only Telegram's own tags, closed in order; `&lt; &gt; &amp; &quot;` and numbers are read, any other & stays as it is. */
export function parseHtml(source: string): Formatted {
  const bytes = (index: number): number => Buffer.byteLength(source.slice(0, index))
  const entities: Entity[] = []
  const open: Tag[] = []
  let text = ''
  let i = 0
  while (i < source.length) {
    const char = source[i] as string
    if (char === '&') {
      const [decoded, length] = decodeReference(source, i)
      text += decoded
      i += length
    } else if (char !== '<') {
      text += char
      i += 1
    } else if (source[i + 1] === '/') {
      i = closeTag(source, i, open, entities, text, bytes)
    } else {
      const [tag, next] = openTag(source, i, text.length, bytes)
      open.push(tag)
      i = next
    }
  }
  const left = open.at(-1)
  if (left) throw wrong(`Can't find end tag corresponding to start tag "${left.name}"`)
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

function decodeReference(source: string, at: number): [string, number] {
  const match = /^&(?:#x([0-9a-f]+)|#(\d+)|(\w+));?/i.exec(source.slice(at, at + 12))
  const named = match?.[3] && NAMED.get(match[3].toLowerCase())
  if (match && named) return [named, match[0].length]
  const code = match?.[1] ? Number.parseInt(match[1], 16) : match?.[2] ? Number(match[2]) : 0
  return match && code > 0 && code < 0x10ffff ? [String.fromCodePoint(code), match[0].length] : ['&', 1]
}

function openTag(source: string, start: number, at: number, bytes: (index: number) => number): [Tag, number] {
  const name = (/^[^\s>]*/.exec(source.slice(start + 1))?.[0] ?? '').toLowerCase()
  const end = endOfTag(source, start + 1 + name.length)
  const unclosed = wrong(`Unclosed start tag at byte offset ${bytes(start)}`)
  if (start + 1 + name.length >= source.length) throw unclosed
  if (!TYPES.has(name)) throw wrong(`Unsupported start tag "${name}" at byte offset ${bytes(start)}`)
  if (end < 0) throw unclosed
  const attributes = readAttributes(source.slice(start + 1 + name.length, end), name, bytes(start))
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') throw wrong(`Tag "span" must have class "tg-spoiler" at byte offset ${bytes(start)}`)
  return [{ name, at, attributes }, end + 1]
}

/** A > between quotes does not end a tag. */
function endOfTag(source: string, from: number): number {
  let quote = ''
  for (let i = from; i < source.length; i += 1) {
    const char = source[i] as string
    if (quote) quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '>') return i
  }
  return -1
}

function readAttributes(written: string, tag: string, offset: number): Map<string, string> {
  const attributes = new Map<string, string>()
  let rest = written.trim()
  while (rest) {
    const match = /^([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)))?\s*/.exec(rest)
    const value = match?.[2] ?? match?.[3] ?? match?.[4]
    if (!match || (value === undefined && tag !== 'blockquote')) throw wrong(`Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${offset}`)
    attributes.set((match[1] ?? '').toLowerCase(), (value ?? '').replace(/&(lt|gt|amp|quot);/g, (_, name: string) => NAMED.get(name) ?? ''))
    rest = rest.slice(match[0].length)
  }
  return attributes
}

function closeTag(source: string, start: number, open: Tag[], entities: Entity[], text: string, bytes: (index: number) => number): number {
  const end = source.indexOf('>', start)
  const tag = open.pop()
  if (!tag) throw wrong(`Unexpected end tag at byte offset ${bytes(start)}`)
  if (end < 0) throw wrong(`Unclosed end tag at byte offset ${bytes(start)}`)
  const name = source.slice(start + 2, end).trim().toLowerCase()
  if (name && name !== tag.name) throw wrong(`Unmatched end tag at byte offset ${bytes(start)}, expected "</${tag.name}>", found "</${name}>"`)
  const entity = entityOf(tag, text)
  if (entity) entities.push(entity)
  return end + 1
}

function entityOf(tag: Tag, text: string): Entity | null {
  const span = { offset: tag.at, length: text.length - tag.at }
  if (span.length === 0) return null
  if (tag.name === 'a') {
    const url = tag.attributes.get('href') || text.slice(tag.at)
    return /^(https?:\/\/|tg:\/\/|mailto:|tel:)?[^\s/]+\.?[^\s]*$/.test(url) ? { type: 'text_link', ...span, url } : null
  }
  if (tag.name === 'tg-emoji') return { type: 'custom_emoji', ...span, custom_emoji_id: tag.attributes.get('emoji-id') ?? '' }
  if (tag.name === 'blockquote' && tag.attributes.has('expandable')) return { type: 'expandable_blockquote', ...span }
  return { type: TYPES.get(tag.name) ?? tag.name, ...span }
}
