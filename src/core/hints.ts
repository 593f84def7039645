import type { LanguageTag, MessageKey, Topic } from './ids.ts'

/** What understanding guesses about a free text. Core decides; hints only inform. */
export type Hints = {
  readonly language: { readonly tag: LanguageTag; readonly sure: boolean } | null
  /** Best first; scores from 0 to 1. */
  readonly intents: readonly { readonly topic: Topic; readonly score: number }[]
  readonly urgent: UrgentKind | null
  readonly outOfScope: boolean
  /** What the desk's own texts say about her words, where no topic is likely: best first. */
  readonly found: readonly Found[]
}

/** A sentence of a text about a topic, counted from 0. */
export type Found = { readonly topic: Topic; readonly key: MessageKey; readonly sentence: number }

export const URGENT_KINDS = ['violence', 'exploitation', 'expulsion', 'injury', 'child-alone', 'homeless', 'danger'] as const
/** A danger that cannot wait for a menu; `danger` where its kind is not clear. */
export type UrgentKind = (typeof URGENT_KINDS)[number]

export const NO_HINTS: Hints = { language: null, intents: [], urgent: null, outOfScope: false, found: [] }
