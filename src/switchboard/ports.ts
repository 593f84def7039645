import type { Channel, ChannelName } from '../channels/channel.ts'
import type { Content } from '../core/content.ts'
import type { Said } from '../core/event.ts'
import type { FileId, Instant, LanguageTag, LocalDate } from '../core/ids.ts'
import type { Rendered } from '../core/rendered.ts'
import type { Understand } from '../understanding/port.ts'
import type { Service } from '../services/service.ts'
import type { Change, Store } from '../store/store.ts'
import type { MakeDoor } from './doors.ts'

/** All that the switchboard needs from the rest of the house, as contracts. */
export type Ports = {
  /** The content now in force. */
  readonly content: () => Content
  readonly refresh: Refresh
  readonly background: Background
  /** Words of channels, by key. */
  readonly text: (key: string, language: LanguageTag) => string
  readonly render: (said: Said, language: LanguageTag) => Rendered
  readonly understand: Understand
  readonly store: Store
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly files: FileRoom
  readonly door: MakeDoor
  readonly services: ReadonlyMap<string, Service>
  readonly clock: Clock
  readonly newId: () => string
  readonly live: Live
  readonly log: Log
}

/** Facts that were revised, or whose pages changed, since `content()` was made: after this it knows. Cheap where there is nothing new. */
export type Refresh = () => Promise<void>

/** Work that goes on beside the desk. `wake` begins what is due, and never waits for it. */
export type Background = { readonly wake: () => void; /** Ends what is under way, within a second. */ readonly stop: () => Promise<void> }

/** Bytes on disk, by their file's id. */
export type FileRoom = {
  /** Counts and sniffs while it writes. @throws FileRefused nothing is kept */
  readonly write: (id: FileId, bytes: AsyncIterable<Uint8Array>) => Promise<{ readonly mime: string; readonly bytes: number }>
  /** Bytes of our own making. */
  readonly keep: (id: FileId, bytes: Uint8Array) => Promise<void>
  readonly read: (id: FileId) => Promise<Buffer>
  readonly forget: (ids: readonly FileId[]) => Promise<void>
}

/** These bytes are not kept. `unavailable`: not now; the others: never. */
export class FileRefused extends Error {
  readonly reason: 'too-large' | 'not-accepted' | 'unavailable'
  constructor(reason: FileRefused['reason'], message: string) {
    super(message)
    this.name = 'FileRefused'
    this.reason = reason
  }
}

/** UTC instants, and the same on the desk's own wall. */
export type Clock = { readonly now: () => Instant; readonly local: () => { readonly today: LocalDate; readonly time: string } }

/** Wakes whoever shows something of a conversation; carries no content. */
export type Live = { /** null: anything may have changed. */ readonly changed: (change: Change) => void }

/** Structured, without texts, names or tokens. */
export type Log = {
  readonly info: (data: object, message: string) => void
  readonly warn: (data: object, message: string) => void
  readonly error: (data: object, message: string) => void
}
