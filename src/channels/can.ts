import type { DataClass } from '../core/flow.ts'

/** How long a text is: UTF-16 code units, code points, or bytes of UTF-8; each provider counts in its own. */
export type Unit = 'utf16' | 'characters' | 'bytes'
export type Limit = { readonly max: number; readonly unit: Unit }

/**
 * For how long after her last message, and how often, a provider takes what the desk sends (milliseconds; `most` null: as often as it likes).
 * `afterEvent`: where she only followed, scanned or tapped a menu of the account.
 */
export type Window = { readonly for: number; readonly most: number | null; readonly afterEvent: { readonly for: number; readonly most: number } | null }

/** What a channel can do, in levels; `fit` bends a turn to it. */
export type Capabilities = {
  /** The page reads its messages from the store by a cursor: nothing is sent. */
  readonly pulled: boolean
  readonly text: Limit
  /** The text over buttons or a list, where it must be shorter. */
  readonly menuText: Limit | null
  /** Buttons under a message: how many at most, how long a label; `id` is what comes back when one is tapped. `numbers`: where labels are too long they are lines of text, and the buttons say 1, 2, 3. */
  readonly buttons: { readonly most: number; readonly label: Limit; readonly id: Limit; readonly numbers: boolean } | null
  /** A list that opens: rows with a title and a longer description; `opener` is the label that opens it. */
  readonly list: { readonly most: number; readonly title: Limit; readonly description: Limit; readonly id: Limit; readonly opener: Limit } | null
  /** How a provider marks bold: `html` <b>, `stars` *bold*; `none` is plain text. */
  readonly markup: 'none' | 'html' | 'stars'
  /** A turn's messages travel as one, because each costs: a quota, a pace, a price. */
  readonly merges: boolean
  /** What is said is heard, not read: no addresses, sources or lines with numbers; `list` is how many documents are read out. */
  readonly spoken?: { readonly list: number }
  /** null: the desk may write whenever it likes. */
  readonly window: Window | null
  /** `most`: bytes of one file; `kinds`: the media types that travel, all where there is no list. What cannot travel is named instead. */
  readonly files: { readonly most: number; readonly kinds?: readonly string[] } | null
  /** The highest class of data that it may carry: what is above goes through the desk's own page. */
  readonly data: DataClass
}
