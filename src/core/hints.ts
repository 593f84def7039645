import type { LanguageTag, Topic } from './ids.ts'

/** What understanding guesses about a free text. Core decides; hints only inform. */
export type Hints = {
  readonly language: { readonly tag: LanguageTag; readonly sure: boolean } | null
  /** Best first; scores from 0 to 1. */
  readonly intents: readonly { readonly topic: Topic; readonly score: number }[]
  readonly urgent: UrgentKind | null
  readonly outOfScope: boolean
}

export const URGENT_KINDS = ['violence', 'exploitation', 'expulsion', 'injury', 'child-alone', 'homeless'] as const
/** A danger that cannot wait for a menu. */
export type UrgentKind = (typeof URGENT_KINDS)[number]

export const NO_HINTS: Hints = { language: null, intents: [], urgent: null, outOfScope: false }
