import type { Conversation } from '../core/conversation.ts'
import type { Said } from '../core/event.ts'
import type { FileRef } from '../core/input.ts'
import type { LocalDate } from '../core/ids.ts'
import type { Rendered } from '../core/rendered.ts'
import type { OpenWindow } from '../core/window.ts'
import type { Address, CitizenId, ConversationId, DeskId, FileId, IdentityId, Instant, LanguageTag, OperatorId, Topic } from '../core/ids.ts'

/** `memory`: what her channel wrote down about her. `window`: what may still be sent; null where that has no end, or nothing opened it. `joined`: one of several that she joined. `place`: the address from which this page of hers was opened; else itself. */
export type Identity = Address & { readonly id: IdentityId; readonly citizen: string; readonly memory: string | null; readonly window: OpenWindow | null; readonly joined: boolean; readonly place: IdentityId }
/** Whose page it is, and after which entry what she may see begins. */
export type Session = Identity & { readonly after: number }
export type Known = { readonly identity: Identity | null; readonly latest: Loaded | null }
export type Loaded = { readonly conversation: Conversation; readonly lastSeq: number; readonly identity: Identity; readonly handedOff: boolean }

export type TurnWrite = {
  readonly identity: Identity & { readonly isNew: boolean }
  /** It came from her, on this address. */
  readonly hers: boolean
  /** null: the conversation is opened by this turn. */
  readonly expectedRevision: number | null
  readonly conversation: Conversation
  readonly lastSeq: number
  readonly dedupe: { readonly externalId: string } | null
  readonly at: Instant
  readonly version: string
  readonly entries: readonly NewEntry[]
  readonly outbox: readonly NewOutboxRow[]
  /** What her message changes of her identity; null: nothing. */
  readonly heard: Heard | null
  /** Her files: here already, or to be fetched after the commit. */
  readonly files: readonly NewFile[]
  /** True: what is still unsent to her goes no more, because she cannot be reached. */
  readonly cancelsOutbox: boolean
  readonly timers: readonly Timer[]
  readonly doors: readonly NewDoor[]
  readonly join: JoinWrite | null
  readonly eraseAfter: Instant | null
  readonly handedOff: boolean
  readonly replied: boolean
  readonly unread: 'add' | 'clear' | 'keep'
  /** What she wrote was not understood: its entry (index into the turn's own), and the topics that were guessed. */
  readonly missed: { readonly entry: number; readonly topics: readonly Guess[] } | null
}

/** `window`: what may be sent from now on. What was held goes now: an operator's reply is sent, what the assistant had to say is overtaken. */
export type Heard = { readonly memory: string | null; readonly window: OpenWindow | null }

/** `score`: from 0 to 1. */
export type Guess = { readonly topic: Topic; readonly score: number }

export type EntryKind = 'citizen' | 'assistant' | 'operator' | 'event'
/** `data` says what kind of thing happened and holds no words of hers; words are in `body`, which can be erased. */
export type NewEntry = { readonly kind: EntryKind; readonly data: unknown; readonly body: { readonly language: string; readonly text: string; readonly rendered: unknown } | null }
/** The body of what the assistant said: the exact words, and the keys from which they can be worded in another language. */
export type SaidBody = { readonly rendered: Rendered; readonly said: Said }
export type StoredEntry = NewEntry & { readonly seq: number; readonly at: Instant }

/** `stale`: somebody else's turn came first, read again. `duplicate`: this message was here before. */
/** `released`: what was held for her goes now. */
export type TurnOutcome = { readonly kind: 'committed'; readonly released?: true } | { readonly kind: 'stale' } | { readonly kind: 'duplicate' }

/** What is to be sent: the entries from `first` to `last` (indexes into the turn's own), as one message where the channel merges a turn, else one. */
export type NewOutboxRow = { readonly first: number; readonly last: number; readonly origin: 'bot' | 'operator'; readonly dueAt: Instant; /** The channel reads it from the store by itself: there is nothing to send. */ readonly pulled: boolean }

/** What one holds, and until when: the same row held again has another `until`. */
export type Hold<Id> = { readonly id: Id; readonly until: Instant }

export type OutboxRow = Hold<number> & {
  readonly conversation: ConversationId
  readonly identity: Identity
  readonly origin: 'bot' | 'operator'
  readonly round: number
  /** She was told, outside the window, that it waits. */
  readonly announced: boolean
  readonly attempts: number
  /** How many parts of it the provider has taken: the next to send. */
  readonly sent: number
  /** What it says, in order; an entry whose words were erased has no body. */
  readonly entries: readonly StoredEntry[]
}

/** What became of sending one part. `more`: other parts of the row follow; it stays, free, with one more counted as sent. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly at: Instant; readonly externalId: string | null; readonly more: boolean; /** The address is another from now on. */ readonly movedTo: string | null; /** It used up one of what may be sent. */ readonly spends: boolean }
  | { readonly kind: 'retry'; readonly at: Instant; readonly explain: string; /** False: it was not this row's fault, and does not count against it. */ readonly counts: boolean }
  /** Kept until she writes again. */
  /** `seen`: until when the window was, when it was decided; if another is open by now she wrote meanwhile, and it is due at once. */
  | { readonly kind: 'hold'; readonly at: Instant; readonly explain: string; readonly seen: Instant | null; /** She was told just now that it waits. */ readonly announced: boolean }
  | { readonly kind: 'failed'; readonly at: Instant; readonly explain: string }
  | { readonly kind: 'ambiguous'; readonly at: Instant; readonly explain: string; readonly more: boolean; readonly spends: boolean }

export type Delivery = { readonly seq: number; readonly state: 'queued' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'maybe-sent'; readonly explain: string | null }
export type Timer = { readonly id: string; readonly conversation: ConversationId; readonly dueAt: Instant; readonly reason: 'call-timeout' }

export type Counts = { readonly mine: number; readonly waiting: number; readonly scripted: number; readonly attended: number }

export type QueueFilter = {
  readonly desk: DeskId
  readonly view: 'mine' | 'waiting' | 'scripted' | 'attended' | 'closed'
  readonly operator: OperatorId
  readonly language?: string | undefined
  readonly topic?: string | undefined
  readonly channel?: string | undefined
}
export type Page = { readonly after: string | null; readonly limit: number }
export type Paged<T> = { readonly items: readonly T[]; readonly next: string | null }
export type QueueRow = {
  readonly id: ConversationId; readonly mode: string; readonly urgent: string | null; readonly language: string; readonly channel: string
  readonly topic: string | null; readonly since: Instant; readonly openedAt: Instant; readonly closedAt: Instant | null; readonly operator: OperatorId | null
  readonly unread: number; readonly outcome: string | null; readonly lastFrom: string; readonly lastSeq: number; readonly lastText: string | null; readonly profile: string | null
}
export type Note = { readonly operator: OperatorId; readonly at: Instant; readonly text: string }
/** `coming`: the bytes are still with the provider. `lost`: they could not be had, `explain` says why. */
export type FileState = 'here' | 'coming' | 'lost'
export type StoredFile = FileRef & { readonly conversation: ConversationId; readonly createdAt: Instant; readonly expiresAt: Instant; readonly state: FileState; readonly explain: string | null }
/** `source`: what the channel needs to fetch the bytes; null when they are here. */
export type NewFile = FileRef & { readonly expiresAt: Instant; readonly source: string | null }
export type ComingFile = FileRef & Hold<FileId> & { readonly conversation: ConversationId; readonly identity: Identity; readonly source: string; readonly attempts: number }
export type FetchResult =
  | { readonly kind: 'here'; readonly mime: string; readonly bytes: number }
  | { readonly kind: 'retry'; readonly at: Instant }
  | { readonly kind: 'lost'; readonly explain: string }

/** Something of a conversation changed; null: anything may have, look again. */
export type Change = { readonly conversation: ConversationId; readonly citizen: CitizenId; readonly seq: number } | null

/**
 * What a look at a page found.
 *
 * - `first`: it was never read, or never in this way
 * - `moved`: it is permanently elsewhere, with the same words
 * - `gone`: the site says that it is no more
 * - `unreachable`: no answer, no page, no text
 * - `refused`: its site asks not to be read by programs
 */
export type SourceState = 'first' | 'unchanged' | 'changed' | 'moved' | 'gone' | 'unreachable' | 'refused'

/** A page that facts rest on, as it was last found. Texts are apart: they are long. */
export type SourceCheck = {
  readonly url: string
  /** null: it was never looked at. */
  readonly state: SourceState | null
  readonly readAs: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly fingerprint: string | null
  readonly pageDate: LocalDate | null
  readonly checkedAt: Instant | null
  /** When its words were last found changed, or the page gone. */
  readonly changedAt: Instant | null
  readonly movedTo: string | null
  /** Why it could not be read, in words. */
  readonly explain: string | null
  /** Looks in a row that could not read it. */
  readonly failures: number
  readonly nextAt: Instant
}
/** What it says, and what it said before it last changed; null for what is no text. */
export type SourceTexts = { readonly text: string | null; readonly previousText: string | null }
export type FullSourceCheck = SourceCheck & SourceTexts

/** Where a text is that nobody understood. */
export type MissedKey = { readonly conversation: ConversationId; readonly seq: number; readonly desk: DeskId }
export type MissedText = MissedKey & { readonly at: Instant; readonly language: LanguageTag; readonly text: string; readonly topics: readonly Guess[] }
/** What an editor taught, in words that name nobody; where it came from is not kept. */
export type TrainingText = { readonly id: string; readonly language: LanguageTag; readonly topic: Topic; readonly text: string; readonly by: OperatorId; readonly at: Instant }

/** A link to the desk's own page, by the hash of its secret; good once, until `expiresAt`. */
export type NewDoor = { readonly hash: string; readonly conversation: ConversationId; readonly expiresAt: Instant }

/** A code by which another address may be joined to this one. `agreed`: she need not be asked again. */
export type JoinOffer = { readonly id: string; readonly hash: string; readonly conversation: ConversationId; readonly identity: IdentityId; readonly shares: boolean; readonly agreed: boolean; readonly at: Instant; readonly expiresAt: Instant }
/** What a turn does to a join: a code was given, or both have confirmed. */
export type JoinWrite = { readonly kind: 'offered'; readonly offer: JoinOffer } | { readonly kind: 'joined'; readonly id: string }
export type JoinState = 'offered' | 'typed' | 'joined' | 'parted'
/** One address of two, with the conversation in which it was joined. */
export type JoinSide = { readonly identity: Identity; readonly conversation: ConversationId; readonly shares: boolean }
/** `second`: null while nobody has typed the code. */
export type Join = { readonly id: string; readonly state: JoinState; readonly agreed: boolean; readonly first: JoinSide; readonly second: JoinSide | null }

/** A part of an outbox row, and in which round it was sent: rounds begin anew when it was taken back. */
export type SentPart = { readonly row: number; readonly part: number; readonly round: number }

/** What a provider said of a message that it took: by the desk's own number of it, or by the provider's id. */
export type StoredReceipt = { readonly channel: string; readonly account: string; readonly of: SentPart | null; readonly externalId: string | null; readonly at: Instant } & (
  | { readonly kind: 'delivered' | 'read' }
  | { readonly kind: 'failed'; readonly explain: string; /** Not lost: it goes when she writes again, if an operator wrote it. */ readonly hold: boolean })

/** What a receipt changed, and to which address of hers the message had gone. */
export type Receipted = NonNullable<Change> & { readonly identity: IdentityId }

/** How an account of a channel does. */
export type AccountState = {
  readonly channel: string
  readonly account: string
  readonly lastInAt: Instant | null
  readonly lastOutAt: Instant | null
  /** `code`: what kind of trouble, for the cure; `other` when there is none. */
  readonly trouble: { readonly code: string; readonly explain: string; readonly at: Instant } | null
  readonly paused: { readonly by: OperatorId; readonly at: Instant } | null
}

/** What is new about an account. `trouble` undefined: nothing; null: it works again. */
export type AccountNote = Pick<AccountState, 'channel' | 'account'> & { readonly lastInAt?: Instant | null; readonly lastOutAt?: Instant | null; readonly trouble?: AccountState['trouble'] }

/** When a row that waits for her to write again is due. */
export const HELD = '9999-12-31T23:59:59.999Z'

/** How the address of somebody begins whose last words were erased: nothing reaches her any more. */
export const FORGOTTEN = 'erased:'
