import type { Address, ConversationId, DeskId, FactName, FileId, IdentityId, Instant, LanguageTag, OperatorId, Topic } from '../core/ids.ts'
import type { FactRevision } from '../core/facts.ts'
import type { OpenWindow } from '../core/window.ts'
import type { FullSourceCheck, Identity, SourceCheck, Known, Loaded, TurnWrite, StoredEntry, TurnOutcome, Hold, OutboxRow, SendResult, Delivery, Timer, Counts, QueueFilter, Page, Paged, QueueRow, Note, StoredFile, ComingFile, FetchResult, Change, StoredReceipt, Receipted, AccountState, AccountNote, NewDoor, Join, JoinOffer, JoinSide, Session, MissedKey, MissedText, TrainingText } from './records.ts'

export * from './records.ts'

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
  /** Somebody has another address now, unless it is somebody's already. */
  readonly moveAddress: (from: Address, to: string) => Promise<void>
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

  /** What a provider said of a message that it had taken. null: it is of nothing that this desk sent. */
  readonly receipt: (receipt: StoredReceipt) => Promise<Receipted | null>
  /** What is held for somebody until she writes goes on; her identity, null when nothing was held. */
  readonly resumeHeld: (address: Address, window: OpenWindow, at: Instant) => Promise<IdentityId | null>

  /** What a channel remembers between two runs. */
  readonly cursor: (channel: string, name: string) => Promise<string | null>
  readonly setCursor: (channel: string, name: string, value: string) => Promise<void>
  readonly accounts: () => Promise<readonly AccountState[]>
  readonly noteAccount: (note: AccountNote) => Promise<void>
  /** An operator stops what is sent from an account; null: it goes on. */
  readonly pauseAccount: (channel: string, account: string, paused: AccountState['paused']) => Promise<void>

  readonly dueTimers: (now: Instant, limit: number) => Promise<readonly Timer[]>
  readonly dropTimer: (id: string) => Promise<void>

  readonly transcript: (id: ConversationId, page: { readonly before?: number | undefined; readonly limit: number }) => Promise<readonly StoredEntry[]>
  /** What a citizen and a desk said to each other after a cursor, whatever conversations it fell in; at an address that she joined, nothing of a danger that was told at another. */
  readonly heard: (identity: Pick<Identity, 'citizen' | 'id' | 'place'>, desk: DeskId, after: number, limit: number) => Promise<readonly StoredEntry[]>
  readonly deliveries: (id: ConversationId, fromSeq: number) => Promise<readonly Delivery[]>

  readonly queue: (filter: QueueFilter, page: Page) => Promise<Paged<QueueRow>>
  readonly counts: (operator: OperatorId, desk: DeskId) => Promise<Counts>
  readonly day: (desk: DeskId, since: Instant) => Promise<{ answered: number; medianMinutes: number | null }>
  readonly row: (id: ConversationId) => Promise<QueueRow | null>
  readonly search: (words: string, desk: DeskId, page: Page) => Promise<Paged<QueueRow>>
  readonly historyOf: (id: ConversationId) => Promise<readonly { id: string; openedAt: Instant; topic: Topic | null; outcome: string | null }[]>
  readonly addNote: (note: Note & { readonly conversation: ConversationId; readonly id: string }) => Promise<void>
  readonly notes: (id: ConversationId) => Promise<readonly Note[]>
  /** Who read which conversation is kept, to the hour. The holder's reading also clears its unread count; not of one message alone. */
  readonly logRead: (id: ConversationId, operator: OperatorId, at: Instant, what?: 'all' | 'one message') => Promise<void>
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

  /** `after`: nothing up to this entry is ever shown in it. */
  readonly addSession: (tokenHash: string, identity: IdentityId, at: Instant, after: number) => Promise<void>
  readonly session: (tokenHash: string) => Promise<Session | null>
  readonly addDoor: (door: NewDoor) => Promise<void>
  /** Opens it, once; null: it is not known, was opened before, or its time is over. */
  readonly takeDoor: (hash: string, now: Instant) => Promise<ConversationId | null>
  /** False: the code is somebody else's at this moment; nothing was written. */
  readonly offerJoin: (offer: JoinOffer) => Promise<boolean>
  /** The offer that a code stands for, while it is good. */
  readonly offeredJoin: (hash: string, now: Instant) => Promise<Join | null>
  readonly joinOf: (id: string) => Promise<Join | null>
  /** The code was typed and confirmed: it is good for nobody else, and the first may agree until `until`. False: somebody was first, or its time is over. */
  readonly typeJoin: (id: string, second: Pick<JoinSide, 'conversation' | 'shares'> & { readonly identity: IdentityId }, now: Instant, until: Instant) => Promise<boolean>
  /** Parts what was joined through an address; each is as before, and nothing of the other is shown there from now on. */
  readonly partJoins: (identity: IdentityId, at: Instant) => Promise<readonly Join[]>
  readonly endSession: (tokenHash: string) => Promise<void>

  readonly operatorLanguage: (operator: OperatorId) => Promise<LanguageTag | null>
  readonly setOperatorLanguage: (operator: OperatorId, language: LanguageTag) => Promise<void>

  /** Erases the words that are past their time; returns what went, and the files whose bytes must go too. */
  readonly expire: (now: Instant) => Promise<{ conversations: number; files: readonly FileId[] }>
  /** What she wrote in the message that a provider knows by this id; null when it is not here, or erased. */
  readonly wroteIn: (address: Address, externalId: string) => Promise<string | null>

  /** Every page that was ever looked at, by its address, without its texts. */
  readonly sourceChecks: () => Promise<readonly SourceCheck[]>
  /** One page with its texts; null when it was never looked at. */
  readonly sourceCheck: (url: string) => Promise<FullSourceCheck | null>
  /** Holds for the caller until `until` those pages that are due and that nobody holds; one that was never looked at is due. All at once, in the given order. */
  readonly claimSources: (urls: readonly string[], now: Instant, until: Instant) => Promise<readonly string[]>
  /** False: the hold that ends at `until` was not the caller's any more, and nothing was changed. */
  readonly saveSourceCheck: (check: FullSourceCheck, until: Instant) => Promise<boolean>
  /** What editors said of a fact, or of all, oldest first. */
  readonly factRevisions: (fact: FactName | null) => Promise<readonly FactRevision[]>
  /** `after`: the newest revision of the fact that its editor saw, null when there was none. False: there is another by now, and nothing was kept. Without it, it is kept whatever there is. */
  readonly addFactRevision: (revision: FactRevision, after?: string | null) => Promise<boolean>
  /** Another word whenever a revision or a change of a page is new; cheap. */
  readonly factsMark: () => Promise<string>

  /** What nobody understood and no editor has looked after, the newest first; only what has its words still. */
  readonly missedTexts: (desk: DeskId, page: Page) => Promise<Paged<MissedText>>
  /** It leaves the list; `taught` is kept, null: it is not for us. False: somebody was first, or it was erased, and nothing was kept. */
  readonly settleMissed: (key: MissedKey, taught: TrainingText | null) => Promise<boolean>
  /** Everything that editors taught, oldest first. */
  readonly trainingTexts: () => Promise<readonly Pick<TrainingText, 'language' | 'topic' | 'text'>[]>
  /** The same for those who look after it, the newest first. */
  readonly taughtTexts: (page: Page) => Promise<Paged<TrainingText>>
  readonly taughtCount: () => Promise<number>
  /** False: it is not there any more. */
  readonly forgetTaught: (id: string) => Promise<boolean>

  /** A consistent copy while the desk runs, where `can.backup`. */
  readonly backup: (path: string) => Promise<void>
  /** Throws when the database does not answer. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

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
