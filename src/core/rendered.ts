import type { Certainty } from './facts.ts'
import type { AnswerKind } from './flow.ts'
import type { LanguageTag, MenuId, OptionId } from './ids.ts'

/** One message in words, in one language: what is saved, shown and bent to a channel. */
export type Rendered = {
  readonly language: LanguageTag
  readonly dir: 'ltr' | 'rtl'
  readonly text: string
  readonly hint: string | null
  readonly why: string | null
  readonly blocks: readonly RenderedBlock[]
  readonly menu: { readonly id: MenuId; readonly options: readonly RenderedOption[] } | null
  readonly sources: readonly RenderedSource[]
  /** The same in the desk's language, to show at a counter. */
  readonly card: { readonly title: string; readonly titleItalian: string; readonly textItalian: string; readonly blocksItalian: readonly RenderedBlock[] } | null
  /** What answer it asks for, where it asks for one. */
  readonly expects?: AnswerKind
}

export type RenderedOption = { readonly id: OptionId; readonly number: number; readonly label: string }

export type RenderedBlock =
  | { readonly kind: 'checklist'; readonly items: readonly { readonly id: string; readonly text: string }[] }
  | { readonly kind: 'fees'; readonly rows: readonly { readonly label: string; readonly amount: string }[]; readonly total: { readonly label: string; readonly amount: string } }
  | { readonly kind: 'dates'; readonly rows: readonly { readonly label: string; readonly date: string; readonly words: string }[] }
  | { readonly kind: 'rows'; readonly rows: readonly { readonly label: string; readonly value: string; readonly href: string | null }[] }
  | { readonly kind: 'file'; readonly id: string; readonly name: string }

export type RenderedSource = {
  readonly publisher: string
  readonly url: string | null
  readonly when: string
  readonly certainty: Certainty
  readonly doubt: string
}
