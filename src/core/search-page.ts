import type { LanguageTag, MessageKey, Topic } from './ids.ts'

/** A text of the desk about a topic, for who looks for words in it. Sentences as its language writes them; one that only her answers could fill is empty. */
export type SearchPage = { readonly language: LanguageTag; readonly topic: Topic; readonly key: MessageKey; readonly sentences: readonly string[] }
