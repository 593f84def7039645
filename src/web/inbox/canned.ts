import type { Canned } from '../contract/inbox.ts'
import type { WebPorts } from '../ports.ts'

/** Ready replies in her language, each with the operator's beside it. */
export function canned({ words }: WebPorts, language: string, mine: string): Canned {
  const given = words.all('canned', language) === null ? 'it' : language
  const hers = words.all('canned', given) ?? {}
  const own = words.all('canned', mine) ?? {}
  const ids = Object.keys(hers).flatMap((key) => (key.endsWith('.text') ? [key.slice(0, -'.text'.length)] : []))
  return { language: given, items: ids.map((id) => ({ id, title: own[`${id}.title`] ?? hers[`${id}.title`] ?? id, text: hers[`${id}.text`] ?? '', mine: own[`${id}.text`] ?? '' })) }
}
