import type { Instant, LocalDate, MessageKey } from './ids.ts'

/** A value inside a sentence, as data: the renderer writes it as people who read that language do. */
export type Param =
  | string
  | number
  | { readonly date: LocalDate }
  | { readonly eur: number }
  /** `sentence`: of that text only this one, counted from 0. */
  | { readonly key: MessageKey; readonly params?: Params; readonly sentence?: number }
  | { readonly days: number }
  | { readonly months: number }
  | { readonly workingDays: number }
  | { readonly time: string }
  | { readonly at: Instant }
  | { readonly language: string }
  | { readonly url: string }
  /** A link to the desk's own page, where this conversation goes on; made when it is said, good once. */
  | { readonly page: 'private' }
  /** A code that joins another address to this one; made when it is said. */
  | { readonly code: 'join' }
  | { readonly list: readonly Param[] }

export type Params = Readonly<Record<string, Param>>

/** What is shown beside the words: the web chat draws it, other channels write it as lines. */
export type Block =
  | { readonly kind: 'checklist'; readonly items: readonly { readonly id: string; readonly key: MessageKey; readonly params: Params }[] }
  | { readonly kind: 'fees'; readonly rows: readonly { readonly key: MessageKey; readonly params?: Params; readonly eur: number }[]; readonly total: number }
  | { readonly kind: 'dates'; readonly rows: readonly { readonly key: MessageKey; readonly date: LocalDate; readonly inDays: number }[] }
  | { readonly kind: 'rows'; readonly rows: readonly { readonly key: MessageKey; readonly value: Param }[] }
  | { readonly kind: 'file'; readonly file: string; readonly name: string }
