import type { Channel, ChannelName } from '../channels/channel.ts'
import type { Content } from '../core/content.ts'
import type { Said } from '../core/event.ts'
import type { Instant, LanguageTag, LocalDate } from '../core/ids.ts'
import type { Rendered } from '../core/rendered.ts'
import type { Understand } from '../understanding/port.ts'
import type { Service } from '../services/service.ts'
import type { Store } from '../store/store.ts'

/** All that the switchboard needs from the rest of the house, as contracts. */
export type Ports = {
  /** The content now in force. */
  readonly content: () => Content
  readonly render: (said: Said, language: LanguageTag) => Rendered
  readonly understand: Understand
  readonly store: Store
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly services: ReadonlyMap<string, Service>
  readonly clock: Clock
  readonly newId: () => string
  readonly live: Live
  readonly log: Log
}

/** UTC instants, and the same on the desk's own wall. */
export type Clock = { readonly now: () => Instant; readonly local: () => { readonly today: LocalDate; readonly time: string } }

/** Wakes whoever shows something of a conversation; carries no content. */
export type Live = { readonly changed: (change: LiveChange) => void }
export type LiveChange = { readonly conversation: string; readonly address: string; readonly channel: string; readonly seq: number }

/** Structured, without texts, names or tokens. */
export type Log = {
  readonly info: (data: object, message: string) => void
  readonly warn: (data: object, message: string) => void
  readonly error: (data: object, message: string) => void
}
