import type { LanguageTag } from '../../core/ids.ts'

/** What a call is told to do, in no provider's words. */
export type Say = { readonly kind: 'say'; readonly language: LanguageTag; readonly text: string }

/** `most`: keys after which it ends. `ends`: the key that ends it; null: every key counts, # too. `speech`: in which language she may speak. `seconds`: of silence. */
export type Gather = { readonly kind: 'gather'; readonly says: readonly Say[]; readonly most: number; readonly ends: '#' | null; readonly seconds: number; readonly speech: LanguageTag | null }

export type Verb =
  | Say
  | Gather
  /** Comes again at once, and waits. */
  | { readonly kind: 'poll' }
  | { readonly kind: 'dial'; readonly to: string; readonly from: string; readonly seconds: number }
  | { readonly kind: 'hangup' }

/** Where the provider brings what happens next: the address of a step. */
export type Next = (why: 'keys' | 'silence-is-nothing' | 'poll' | 'dialled') => string

/** What came of a step. `withheld`: no number to call back. */
export type Input =
  | { readonly kind: 'begin' | 'silence' | 'poll' | 'ended' | 'nothing' }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'speech'; readonly text: string }
  | { readonly kind: 'dialled'; readonly answered: boolean }

/** One request of a provider. `number`: the caller's, E.164; null: withheld. */
export type Heard = { readonly call: string; readonly step: number; readonly number: string | null; readonly input: Input }
