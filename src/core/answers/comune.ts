import type { Comune } from '../content.ts'
import { fold } from '../text.ts'
import { accepted, type Parsed, refused } from './parsed.ts'

/** A municipality that the desk knows, by any of its names; the id is stored. */
export function parseComune(text: string, comuni: readonly Comune[]): Parsed {
  const typed = fold(text)
  const exact = comuni.find((c) => c.names.includes(typed))
  if (exact) return accepted(exact.id)
  const begun = typed.length < 3 ? [] : comuni.filter((c) => c.names.some((n) => n.startsWith(typed)))
  return begun.length === 1 && begun[0] ? accepted(begun[0].id) : refused(begun.length > 1 ? 'several' : 'unknown')
}
