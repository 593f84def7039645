import type { Address, Instant, LanguageTag } from '../core/ids.ts'
import type { InputKind } from '../core/input.ts'
import type { Failed } from './channel.ts'

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
  /** Not a message but an event of the account (a follow, a scan, a menu): providers open a smaller window for it. */
  readonly isEvent?: boolean
  /** The address under which the same person may have been known until now: her provider says that it is hers. */
  readonly formerly?: string
  /** What the channel needs to know when it next sends to her, as text; kept with her address and erased with it. */
  readonly memory?: string
}

/** `answers`: something is on its way to her because of it. `person`: somebody of the desk is to answer her from now on, who is `here` at this hour or `away`; null: the assistant does. */
export type Kept = { readonly answers: boolean; readonly person: 'here' | 'away' | null }

/** The desk, as a channel sees it. */
export type Inlet = {
  /** Resolves after the commit: only then may a provider be told that its message arrived. Throws when it could not be kept; `NotNow` when nothing can. */
  readonly receive: (message: Incoming) => Promise<Kept>
  /** Resolves after the commit; one of what the desk never sent is dropped. */
  readonly receipt: (receipt: Receipt) => Promise<void>
  /** She asks for the rest of what was held, and for nothing else. False: nothing was held. */
  readonly resume: (from: Address) => Promise<boolean>
  /** Whether what people write to an account can be fetched: `pause` or `away`, and null when it can again. Cheap to say often. */
  readonly reading: (account: string, why: Failed | null) => void
  /** A short code that, typed on another channel, joins that address to this one. null: not now. */
  readonly code: (from: Address) => Promise<string | null>
  /** What somebody at the desk must scan to connect an account, as text of a QR code; null: nothing, it is connected. */
  readonly pairing: (account: string, code: string | null) => void
  /** What the channel remembers between two runs, by a key of its own: a cursor, not people. */
  readonly cursor: { readonly get: (key: string) => Promise<string | null>; readonly set: (key: string, value: string) => Promise<void> }
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

/** What a provider says later of what it took: by the desk's own `ref`, or by its own id. */
export type Receipt = {
  readonly account: string
  readonly ref: string | null
  readonly externalId: string | null
  readonly at: Instant
} & ({ readonly kind: 'delivered' | 'read' } | { readonly kind: 'failed'; readonly why: Failed })

/** It could not be kept now, whatever it is: the same will be kept later. Never to be given up. */
export class NotNow extends Error {
  constructor(cause: unknown) {
    super('The desk cannot save anything at the moment.', { cause })
    this.name = 'NotNow'
  }
}
