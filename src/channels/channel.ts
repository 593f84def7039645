import type { AnswerKind } from '../core/flow.ts'
import type { Address, FileId, Instant, LanguageTag } from '../core/ids.ts'
import type { FileRef } from '../core/input.ts'
import type { Rendered } from '../core/rendered.ts'
import type { Capabilities } from './can.ts'
import type { Inlet } from './inlet.ts'

export * from './can.ts'
export * from './inlet.ts'

/** The kinds of channel registered in `channels/index.ts`. */
export type ChannelName = string

/** One message to a citizen, before it is bent to a channel. */
export type Told =
  | { readonly kind: 'said'; readonly rendered: Rendered }
  | { readonly kind: 'replied'; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly kind: 'file'; readonly file: FileRef }

export type Button = { readonly id: string; readonly label: string }
export type ListRow = Button & { readonly description: string | null }

/**
 * What a channel that speaks must know beside the words. `expects`: the answer that is asked for. `documents`: how many are on a list too long to be read
 * out, 0 where there is none; `unread`: there is something that can only be had in writing.
 */
export type Spoken = { readonly expects: AnswerKind | null; readonly documents: number; readonly unread: boolean }

/** One message as a channel carries it; a text is in the channel's own markup, escaped. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly buttons: readonly Button[]; readonly list: { readonly rows: readonly ListRow[] } | null; readonly spoken?: Spoken }
  | { readonly kind: 'file'; readonly file: FileRef }

/** `movedTo`: the provider says that her address is another now. `free`: it does not count against the window. */
export type Accepted = { readonly kind: 'accepted'; readonly externalId: string | null; readonly movedTo?: string; readonly free?: boolean }

/**
 * What one may conclude from a failure, and what to tell the operator.
 * `retry`: nothing arrived, send again (`retryAt`: not before). `away`: nothing arrived, because the provider cannot be reached at all: hold the account
 * for a moment, no message is to blame. `pause`: the whole account is refused, hold everything and raise an alarm.
 * `unreachable`: she cannot be reached here until she writes again. `hold`: nothing arrived, and nothing will be taken before she writes again: keep it until then.
 * `permanent`: this message will never go. `ambiguous`: it may have arrived.
 */
export type Failed =
  | { readonly kind: 'retry'; readonly retryAt: Instant | null; readonly explain: string; readonly code?: Trouble }
  | { readonly kind: 'away' | 'pause' | 'unreachable' | 'hold' | 'permanent' | 'ambiguous'; readonly explain: string; readonly code?: Trouble }

/** What is wrong with an account, as far as there is a cure for it: `inbox:channel.cures.<code>`. */
export type Trouble = 'token' | 'permission' | 'policy' | 'payment' | 'address-list' | 'configuration' | 'away'

/** To whom: an address, and what the channel itself wrote down about it (`Incoming.memory`). */
export type Recipient = Address & { readonly memory: string | null }

/** One part on its way. */
export type Sending = {
  readonly bytes: (file: FileId) => Promise<Buffer>
  /** The desk's own name of this part, at most 40 letters, digits and dots: a provider that gives it back in its receipts is asked to. */
  readonly ref: string
  /** Hers. */
  readonly language: LanguageTag
  readonly by: 'bot' | 'operator'
  /** Other parts of the same message follow. */
  readonly more: boolean
  /** Words of the channel's own, in her language. */
  readonly text: (key: string) => string
}

/** A provider's request: its body is the raw bytes, because signatures are over them. */
export type RawRequest = { readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly query: Readonly<Record<string, unknown>>; readonly body: Buffer }
export type RawResponse = { readonly status: number; readonly type?: string; readonly body?: string }

/** `path` stands under `/webhooks`. A body over `limit` bytes is refused with 413 before it is read whole. */
export type Webhook = { readonly path: string; readonly method: 'get' | 'post'; readonly limit: number; readonly handle: (request: RawRequest, inlet: Inlet) => Promise<RawResponse> }

export type Stop = () => Promise<void>

/** A way in and out. Provider types never leave its folder. */
export type Channel = {
  readonly name: ChannelName
  readonly can: Capabilities
  readonly send: (to: Recipient, part: Part, sending: Sending) => Promise<Accepted | Failed>
  /** Says outside the window that an answer waits (a template): where the provider has a way. */
  readonly announce?: (to: Recipient, words: Pick<Sending, 'language' | 'text'>) => Promise<Accepted | Failed>
  /** Whether the account works: asks the provider, sends nothing. null: it does. */
  readonly check?: () => Promise<Failed | null>
  /** Its provider does not know of it, and has no agreement with the desk: it is said wherever the channel is shown. */
  readonly unofficial?: true
  /** The account, as addresses have it; absent where there is none of its own. */
  readonly account?: string
  readonly webhooks?: readonly Webhook[]
  /** Begins to listen: registers its webhooks or polls. Never throws for a provider that is away: it tries again by itself. */
  readonly start?: (inlet: Inlet) => Promise<Stop>
  /** The bytes behind a `source`. Throws `FetchRefused` when they will never come. */
  readonly fetch?: (source: string) => Promise<AsyncIterable<Uint8Array>>
}

/** The provider will not give these bytes, now or later: too large, expired, gone. */
export class FetchRefused extends Error {
  constructor(explain: string) {
    super(explain)
    this.name = 'FetchRefused'
  }
}
