import type { Hints } from '../core/hints.ts'
import type { LanguageTag, Topic } from '../core/ids.ts'

/** What is known of the conversation: its language, and the topic of the procedure in which she stands. */
export type Context = { readonly language: LanguageTag | null; readonly topic?: Topic | null }

/** Free text → hints. Never throws, whatever the text; looks at its first 4000 characters (UTF-16 units). */
export type Understand = (text: string, context: Context) => Promise<Hints>
