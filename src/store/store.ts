import type { Conversation } from '../core/conversation.ts'
import type { Said } from '../core/event.ts'
import type { Rendered } from '../core/rendered.ts'
import type { FileRef } from '../core/input.ts'
import type { Address, CitizenId, ConversationId, DeskId, FileId, IdentityId, Instant, LanguageTag, OperatorId, Topic } from '../core/ids.ts'

/** What the desk remembers, in its own words. One contract, one suite of tests, every database. */
export type Store = {
  /** What this database does differently: documented, never guessed. */
  readonly can: {
    /** Turns that arrive together share one wait for the disk. */
    readonly groupCommit: boolean
    /** Several processes may serve the same database; each claims what it sends. */
    readonly severalProcesses: boolean
    /** Claims pass over rows that another process holds instead of waiting for it. */
    readonly skipLocked: boolean
    /** `backup` writes a copy. Without it, the database's own tools do. */
    readonly backup: boolean
  }

  /** Who writes from an address, with the latest conversation with a desk, open or closed. */
  readonly find: (address: Address, desk: DeskId) => Promise<Known>
  readonly load: (id: ConversationId) => Promise<Loaded | null>
  /** Everything that a turn produced, in one transaction, or nothing. */
  readonly commit: (turn: TurnWrite) => Promise<TurnOutcome>

  /** Calls back for what *other* processes committed, or may have: a wake-up that carries no content. Never called when there are none. */
  readonly listen: (wake: (change: Change) => void) => Promise<() => Promise<void>>

  /** Identities whose oldest unsent row is due and held by nobody; only of channels that the caller has. */
  readonly dueOutbox: (channels: readonly string[], now: Instant, limit: number) => Promise<readonly IdentityId[]>
  /** An identity's oldest unsent row, of whatever conversation, held for the caller until `until`; null when it is not due, or another holds it. */
  readonly claimOutbox: (identity: IdentityId, now: Instant, until: Instant) => Promise<OutboxRow | null>
  /** False: the hold was not the caller's any more, and nothing was changed. */
  readonly settleOutbox: (row: Hold<number>, result: SendResult) => Promise<boolean>
  /** Rows whose holder never came back: what it was sending may have arrived, and is not sent again. Returns their identities. */
  readonly abandonOutbox: (channels: readonly string[], now: Instant) => Promise<readonly IdentityId[]>

  readonly dueTimers: (now: Instant, limit: number) => Promise<readonly Timer[]>
  readonly dropTimer: (id: string) => Promise<void>

  readonly transcript: (id: ConversationId, page: { readonly before?: number | undefined; readonly limit: number }) => Promise<readonly StoredEntry[]>
  /** What a citizen and a desk said to each other after a cursor, whatever conversations it fell in. */
  readonly heard: (citizen: CitizenId, desk: DeskId, after: number, limit: number) => Promise<readonly StoredEntry[]>
  readonly deliveries: (id: ConversationId, fromSeq: number) => Promise<readonly Delivery[]>

  readonly queue: (filter: QueueFilter, page: Page) => Promise<Paged<QueueRow>>
  readonly counts: (operator: OperatorId, desk: DeskId) => Promise<Counts>
  readonly day: (desk: DeskId, since: Instant) => Promise<{ answered: number; medianMinutes: number | null }>
  readonly row: (id: ConversationId) => Promise<QueueRow | null>
  readonly search: (words: string, desk: DeskId, page: Page) => Promise<Paged<QueueRow>>
  readonly historyOf: (id: ConversationId) => Promise<readonly { id: string; openedAt: Instant; topic: Topic | null; outcome: string | null }[]>
  readonly addNote: (note: Note & { readonly conversation: ConversationId; readonly id: string }) => Promise<void>
  readonly notes: (id: ConversationId) => Promise<readonly Note[]>
  /** Who read which conversation is kept, to the hour. The holder's reading also clears its unread count. */
  readonly logRead: (id: ConversationId, operator: OperatorId, at: Instant) => Promise<void>
  readonly readers: (id: ConversationId) => Promise<readonly { operator: OperatorId; at: Instant }[]>

  readonly addFile: (file: StoredFile) => Promise<void>
  readonly file: (id: FileId) => Promise<StoredFile | null>
  readonly filesOf: (conversation: ConversationId) => Promise<readonly StoredFile[]>
  /** Files whose bytes are still with their provider and are due to be fetched; only of channels that the caller has. */
  readonly dueFiles: (channels: readonly string[], now: Instant, limit: number) => Promise<readonly FileId[]>
  /** A file still to be fetched, held for the caller until `until`; null when it is not due, or another holds it. */
  readonly claimFile: (id: FileId, now: Instant, until: Instant) => Promise<ComingFile | null>
  /** False: it was erased meanwhile, or the hold was not the caller's any more; nothing was changed. */
  readonly settleFile: (file: Hold<FileId>, result: FetchResult) => Promise<boolean>

  readonly addSession: (tokenHash: string, identity: IdentityId, at: Instant) => Promise<void>
  readonly session: (tokenHash: string) => Promise<Identity | null>
  readonly endSession: (tokenHash: string) => Promise<void>

  readonly operatorLanguage: (operator: OperatorId) => Promise<LanguageTag | null>
  readonly setOperatorLanguage: (operator: OperatorId, language: LanguageTag) => Promise<void>

  /** Erases the words that are past their time; returns what went, and the files whose bytes must go too. */
  readonly expire: (now: Instant) => Promise<{ conversations: number; files: readonly FileId[] }>
  /** What she wrote in the message that a provider knows by this id; null when it is not here, or erased. */
  readonly wroteIn: (address: Address, externalId: string) => Promise<string | null>

  /** A consistent copy while the desk runs, where `can.backup`. */
  readonly backup: (path: string) => Promise<void>
  /** Throws when the database does not answer. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

export type Identity = Address & { readonly id: IdentityId; readonly citizen: string }
export type Known = { readonly identity: Identity | null; readonly latest: Loaded | null }
export type Loaded = { readonly conversation: Conversation; readonly lastSeq: number; readonly identity: Identity; readonly handedOff: boolean }

export type TurnWrite = {
  readonly identity: Identity & { readonly isNew: boolean }
  /** null: the conversation is opened by this turn. */
  readonly expectedRevision: number | null
  readonly conversation: Conversation
  readonly lastSeq: number
  readonly dedupe: { readonly externalId: string } | null
  readonly at: Instant
  readonly version: string
  readonly entries: readonly NewEntry[]
  readonly outbox: readonly NewOutboxRow[]
  /** Her files: here already, or to be fetched after the commit. */
  readonly files: readonly NewFile[]
  /** True: what is still unsent to her goes no more, because she cannot be reached. */
  readonly cancelsOutbox: boolean
  readonly timers: readonly Timer[]
  readonly eraseAfter: Instant | null
  readonly handedOff: boolean
  readonly replied: boolean
  readonly unread: 'add' | 'clear' | 'keep'
}

export type EntryKind = 'citizen' | 'assistant' | 'operator' | 'event'
/** `data` says what kind of thing happened and holds no words of hers; words are in `body`, which can be erased. */
export type NewEntry = { readonly kind: EntryKind; readonly data: unknown; readonly body: { readonly language: string; readonly text: string; readonly rendered: unknown } | null }
/** The body of what the assistant said: the exact words, and the keys from which they can be worded in another language. */
export type SaidBody = { readonly rendered: Rendered; readonly said: Said }
export type StoredEntry = NewEntry & { readonly seq: number; readonly at: Instant }

/** `stale`: somebody else's turn came first, read again. `duplicate`: this message was here before. */
export type TurnOutcome = { readonly kind: 'committed' } | { readonly kind: 'stale' } | { readonly kind: 'duplicate' }

/** What is to be sent: the entries from `first` to `last` (indexes into the turn's own), as one message where the channel merges a turn, else one. */
export type NewOutboxRow = { readonly first: number; readonly last: number; readonly origin: 'bot' | 'operator'; readonly dueAt: Instant; /** The channel reads it from the store by itself: there is nothing to send. */ readonly pulled: boolean }

/** What one holds, and until when: the same row held again has another `until`. */
export type Hold<Id> = { readonly id: Id; readonly until: Instant }

export type OutboxRow = Hold<number> & {
  readonly conversation: ConversationId
  readonly identity: Identity
  readonly attempts: number
  /** How many parts of it the provider has taken: the next to send. */
  readonly sent: number
  /** What it says, in order; an entry whose words were erased has no body. */
  readonly entries: readonly StoredEntry[]
}

/** What became of sending one part. `more`: other parts of the row follow; it stays, free, with one more counted as sent. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly at: Instant; readonly externalId: string | null; readonly more: boolean; /** The address is another from now on. */ readonly movedTo: string | null }
  | { readonly kind: 'retry'; readonly at: Instant; readonly explain: string; /** False: it was not this row's fault, and does not count against it. */ readonly counts: boolean }
  | { readonly kind: 'failed'; readonly at: Instant; readonly explain: string }
  | { readonly kind: 'ambiguous'; readonly at: Instant; readonly explain: string; readonly more: boolean }

export type Delivery = { readonly seq: number; readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'maybe-sent'; readonly explain: string | null }
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
  readonly unread: number; readonly outcome: string | null; readonly lastFrom: string; readonly lastSeq: number; readonly lastText: string | null
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
export type Change = { readonly conversation: ConversationId; readonly channel: string; readonly address: string; readonly seq: number } | null

/** How the address of somebody begins whose last words were erased: nothing reaches her any more. */
export const FORGOTTEN = 'erased:'

/** The database file is in use by another process. */
export class StoreLocked extends Error {
  constructor(path: string) {
    super(`Another process is using ${path}. Stop it first, or give this one a DATA_DIR of its own.`)
    this.name = 'StoreLocked'
  }
}

/** The database was made by a newer version of the program: an older one must not touch it. */
export class StoreTooNew extends Error {
  constructor(found: number, known: number) {
    super(`The database is at version ${found}, this program knows only up to ${known}. Install the newer version again.`)
    this.name = 'StoreTooNew'
  }
}

/** The disk refused: full, read-only or broken. Nothing of the turn was saved. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super(`The database could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'StoreUnavailable'
  }
}
