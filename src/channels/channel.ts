import type { Rendered } from '../core/rendered.ts'

/** The kinds of channel registered in `channels/index.ts`. */
export type ChannelName = string

/** What a channel can do, in levels; `fit` bends a turn to it. */
export type Capabilities = {
  readonly text: { readonly max: number; readonly unit: 'utf16' | 'characters' | 'bytes' }
  /** Buttons under a message: how many at most; labels longer than this go into the text. */
  readonly buttons: { readonly most: number; readonly label: number } | null
  /** Draws checklists, tables and dates itself; others get them as lines of text. */
  readonly blocks: boolean
  readonly files: boolean
  /** The highest class of data that it may carry. */
  readonly data: 'general' | 'personal' | 'special'
}

/** One thing to send: a message already in words. */
export type Outgoing = { readonly id: number; readonly origin: 'bot' | 'operator'; readonly language: string; readonly text: string; readonly rendered: Rendered | null }

export type Accepted = { readonly kind: 'accepted'; readonly externalId: string | null }
/** What one may conclude: send again later, give this part up, or not know whether it arrived. */
export type Failed = { readonly kind: 'retry'; readonly retryAt: string | null; readonly explain: string } | { readonly kind: 'permanent' | 'ambiguous'; readonly explain: string }

/** A way in and out. Provider types never leave its file. */
export type Channel = {
  readonly name: ChannelName
  readonly can: Capabilities
  readonly send: (to: { readonly account: string; readonly address: string }, what: Outgoing) => Promise<Accepted | Failed>
}
