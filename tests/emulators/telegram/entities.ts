/** Offsets and lengths are in UTF-16 units, as in a JavaScript string. */
export type Entity = { readonly type: string; readonly offset: number; readonly length: number; readonly url?: string; readonly language?: string; readonly custom_emoji_id?: string }
export type Formatted = { readonly text: string; readonly entities: readonly Entity[] }

const FOUND: readonly [string, RegExp][] = [
  ['bot_command', /(?<![\w/])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])/g],
  ['email', /[\w.+-]+@[\w-]+\.[a-z]{2,}/gi],
  ['url', /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g],
  ['mention', /(?<![\w@/.])@[A-Za-z]\w{3,31}/g],
]

/** What every client marks by itself. */
export function findEntities(text: string): Entity[] {
  const found = FOUND.flatMap(([type, pattern]) => [...text.matchAll(pattern)].map((match) => ({ type, offset: match.index, length: match[0].length })))
  return found.filter((entity) => !found.some((other) => other !== entity && entity.offset > other.offset && entity.offset < other.offset + other.length)).sort((a, b) => a.offset - b.offset)
}

/** As the server tidies a text: no control or line-changing direction marks, no blanks around. */
export function tidy({ text, entities }: Formatted): Formatted {
  const kept: string[] = []
  const moved: number[] = []
  let at = 0
  for (const unit of text.split('')) {
    moved.push(at)
    const clean = /[\r\u2028-\u202e]/.test(unit) ? '' : /[\u0000-\u0008\u000b-\u001f]/.test(unit) ? ' ' : unit
    kept.push(clean)
    at += clean.length
  }
  moved.push(at)
  const joined = kept.join('')
  const lead = joined.length - joined.trimStart().length
  const trimmed = joined.trim()
  const place = (offset: number): number => Math.min(Math.max((moved[offset] ?? at) - lead, 0), trimmed.length)
  const shifted = entities.map((entity) => ({ ...entity, offset: place(entity.offset), length: place(entity.offset + entity.length) - place(entity.offset) }))
  return { text: trimmed, entities: shifted.filter((entity) => entity.length > 0) }
}
