import type { Comune, Lexicon } from '../content.ts'
import type { LocalDate } from '../ids.ts'

/**
 * A typed answer: its value as stored, or why it is refused. `readBack` asks for a yes first: it could be read two ways.
 * The refusal names a message under `common:refused.<kind>.<reason>`.
 */
export type Parsed = { readonly value: string; readonly readBack: boolean } | { readonly refused: string }

export type ParseContext = {
  /** Hers first, then those of the languages whose words people borrow here. */
  readonly lexicons: readonly Lexicon[]
  readonly today: LocalDate
  readonly comuni: readonly Comune[]
  readonly parsePhone: (text: string) => string | null
}

export const accepted = (value: string, readBack = false): Parsed => ({ value, readBack })
export const refused = (reason: string): Parsed => ({ refused: reason })
