import type { Hints } from '../core/hints.ts'
import type { LanguageTag } from '../core/ids.ts'

/**
 * Free text → hints. `context.language` is the conversation's language, if it is known already.
 * Never throws, whatever the text; looks at its first 4000 characters (UTF-16 units).
 */
export type Understand = (text: string, context: { readonly language: LanguageTag | null }) => Promise<Hints>
