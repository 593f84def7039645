import type { Entity, Formatted } from '../tests/emulators/telegram/entities.ts'
import type { Formatted as Starred } from '../tests/emulators/whatsapp/markup.ts'
import type { Run } from './phone.ts'

const MARKS: Readonly<Record<string, Run['mark']>> = { bold: 'bold', italic: 'italic', code: 'code', pre: 'code', strikethrough: 'strike' }
const STARS: Readonly<Record<string, Run['mark']>> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code', '```': 'code' }

export const plain = (text: string): readonly Run[] => (text === '' ? [] : [{ text }])

/** Telegram's marks are places in the text; of two that overlap, the outer one is shown. */
export function runsOf({ text, entities }: Formatted): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (const entity of entities.filter(isShown)) {
    if (entity.offset < at) continue
    runs.push(...plain(text.slice(at, entity.offset)), marked(text, entity))
    at = entity.offset + entity.length
  }
  return [...runs, ...plain(text.slice(at))]
}

const isShown = ({ type, url }: Entity): boolean => MARKS[type] !== undefined || url !== undefined

function marked(text: string, { type, offset, length, url }: Entity): Run {
  const mark = MARKS[type]
  return { text: text.slice(offset, offset + length), ...(mark && { mark }), ...(url !== undefined && { href: url }) }
}

/** WhatsApp's marks are words, in their order. */
export function runsOfStars({ text, marked: words }: Starred): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (const { mark, text: word } of words) {
    const found = text.indexOf(word, at)
    const how = STARS[mark]
    if (found < 0 || how === undefined) continue
    runs.push(...plain(text.slice(at, found)), { text: word, mark: how })
    at = found + word.length
  }
  return [...runs, ...plain(text.slice(at))]
}
