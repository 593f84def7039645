import type { Address, FileId, Instant, LanguageTag } from '../core/ids.ts'
import type { FileRef, InputKind } from '../core/input.ts'
import type { Rendered } from '../core/rendered.ts'

/** The kinds of channel registered in `channels/index.ts`. */
export type ChannelName = string

/** How long a text is: UTF-16 code units, code points, or bytes of UTF-8; each provider counts in its own. */
export type Unit = 'utf16' | 'characters' | 'bytes'
export type Limit = { readonly max: number; readonly unit: Unit }

/** What a channel can do, in levels; `fit` bends a turn to it. `menuText`, `list`, `stars` and `merges` wait for providers that count messages. */
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
  /** `most`: bytes of one file. */
  readonly files: { readonly most: number } | null
  /** The highest class of data that it may carry. Declared, not yet enforced. */
  readonly data: 'general' | 'personal' | 'special'
}

/** One message to a citizen, before it is bent to a channel. */
export type Told =
  | { readonly kind: 'said'; readonly rendered: Rendered }
  | { readonly kind: 'replied'; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly kind: 'file'; readonly file: FileRef }

export type Button = { readonly id: string; readonly label: string }
export type ListRow = Button & { readonly description: string | null }

/** One message as a channel carries it; a text is in the channel's own markup, escaped. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly buttons: readonly Button[]; readonly list: { readonly rows: readonly ListRow[] } | null }
  | { readonly kind: 'file'; readonly file: FileRef }

export type Accepted = { readonly kind: 'accepted'; readonly externalId: string | null; /** The provider says that her address is another now. */ readonly movedTo?: string }

/**
 * What one may conclude from a failure, and what to tell the operator.
 * `retry`: nothing arrived, send again (`retryAt`: not before). `away`: nothing arrived, because the provider cannot be reached at all: hold the account
 * for a moment, no message is to blame. `pause`: the whole account is refused, hold everything and raise an alarm.
 * `unreachable`: she cannot be reached here until she writes again. `permanent`: this message will never go. `ambiguous`: it may have arrived.
 */
export type Failed =
  | { readonly kind: 'retry'; readonly retryAt: Instant | null; readonly explain: string }
  | { readonly kind: 'away' | 'pause' | 'unreachable' | 'permanent' | 'ambiguous'; readonly explain: string }

type FromCitizen = Exclude<InputKind['kind'], 'attended' | 'replied' | 'released' | 'resolved' | 'reopened' | 'transferred' | 'served' | 'waited' | 'file-lost'>
/** Without `hints`: understanding adds them when they are needed. */
type WithoutHints<K> = K extends { readonly kind: 'wrote' } ? Omit<K, 'hints'> : K

/** What a channel hands in: from whom, what, and the provider's own id of it. */
export type Incoming = {
  readonly from: Address
  /** The provider's id of the message: the same one twice makes one turn. */
  readonly externalId: string | null
  readonly content: WithoutHints<Extract<InputKind, { kind: FromCitizen }>>
  /** The label that she tapped, for the transcript. */
  readonly label?: string
  /** From where the channel can still fetch the bytes of `sent-file`; without it they are here. */
  readonly source?: string
  /** The message that she changed: when its words are the same, nothing happened. */
  readonly edits?: string
}

/** The desk, as a channel sees it. */
export type Inlet = {
  /** Resolves after the commit: only then may a provider be told that its message arrived. Throws when it could not be kept; `NotNow` when nothing can. */
  readonly receive: (message: Incoming) => Promise<void>
  /** Words for what is said outside any conversation, as to a group. */
  readonly text: (key: string, language: LanguageTag) => string
  readonly languages: readonly LanguageTag[]
  /** Why a file of this kind and size (bytes; 0 when unknown) cannot be kept; null when it can. */
  readonly refuses: (mime: string, bytes: number) => 'too-large' | 'file-kind' | null
  readonly newId: () => string
  readonly log: ChannelLog
}

/** Structured, without texts, names or tokens. */
export type ChannelLog = { readonly [Level in 'info' | 'warn' | 'error']: (data: object, message: string) => void }

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
  readonly send: (to: Address, part: Part, bytes: (file: FileId) => Promise<Buffer>) => Promise<Accepted | Failed>
  readonly webhooks?: readonly Webhook[]
  /** Begins to listen: registers its webhooks or polls. Never throws for a provider that is away: it tries again by itself. */
  readonly start?: (inlet: Inlet) => Promise<Stop>
  /** The bytes behind a `source`. Throws `FetchRefused` when they will never come. */
  readonly fetch?: (source: string) => Promise<AsyncIterable<Uint8Array>>
}

/** It could not be kept now, whatever it is: the same will be kept later. Never to be given up. */
export class NotNow extends Error {
  constructor(cause: unknown) {
    super('The desk cannot save anything at the moment.', { cause })
    this.name = 'NotNow'
  }
}

/** The provider will not give these bytes, now or later: too large, expired, gone. */
export class FetchRefused extends Error {
  constructor(explain: string) {
    super(explain)
    this.name = 'FetchRefused'
  }
}
