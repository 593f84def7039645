import type { RequestHandler } from 'express'
import type { Channel, ChannelName, Inlet, Webhook } from '../channels/channel.ts'
import type { Content } from '../core/content.ts'
import type { Fact, FactRevision, FactUse, FactValue } from '../core/facts.ts'
import type { ConversationId, LocalDate } from '../core/ids.ts'
import type { Desk } from '../core/desk.ts'
import type { Said } from '../core/event.ts'
import type { Param, Params } from '../core/params.ts'
import type { Rendered, RenderedSource } from '../core/rendered.ts'
import type { RateLimits } from './limits.ts'
import type { Store } from '../store/store.ts'
import type { Hub } from './live.ts'
import type { Clock, FileRoom, Log } from '../switchboard/ports.ts'
import type { Accounts } from '../switchboard/accounts.ts'
import type { Contact } from '../switchboard/contact.ts'
import type { MakeDoor } from '../switchboard/doors.ts'
import type { Receive } from '../switchboard/receive.ts'

/** What the web needs from the house: contracts only. */
export type WebPorts = {
  readonly receive: Receive
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly accounts: Pick<Accounts, 'pairingOf' | 'sync' | 'trouble' | 'works'>
  readonly store: Store
  readonly content: () => Content
  readonly words: Words
  readonly editing: Editing
  /** Keeps what was answered by word of mouth; null: it was here before. */
  readonly contacts: (contact: Contact) => Promise<ConversationId | null>
  readonly desk: () => Desk
  readonly clock: Clock
  readonly newId: () => string
  readonly newToken: () => string
  readonly door: MakeDoor
  readonly files: Files
  readonly live: Pick<Hub, 'subscribe'>
  /** Where providers knock, and whom they find there. */
  readonly webhooks: readonly { readonly webhook: Webhook; readonly inlet: Inlet }[]
  readonly auth: Auth
  readonly log: Log
  readonly limits: RateLimits
  readonly retention: { readonly botDays: number; readonly urgentDays: number; readonly attendedMonths: number; readonly fileDays: number }
  readonly trustProxy: number
  readonly draining: () => boolean
  readonly folders: { readonly ui: string }
}

/** Keys into words, and the interface's own. */
export type Words = {
  readonly said: (said: Said, language: string) => Rendered
  readonly text: (key: string, params: Params, language: string) => string
  readonly param: (param: Param, language: string) => string
  readonly fact: (fact: FactUse, language: string) => RenderedSource
  readonly languages: readonly { readonly tag: string; readonly name: string; readonly dir: 'ltr' | 'rtl'; readonly greeting: string }[]
  /** All texts of a namespace, flat; null when it is not in that language. */
  readonly all: (namespace: string, language: string) => Readonly<Record<string, string>> | null
}

/** What editors ask of the content, and do to its facts. */
export type Editing = {
  /** Takes in what another process has published. */
  readonly refresh: () => Promise<void>
  readonly byState: () => readonly { readonly fact: Fact; readonly state: 'being-checked' | 'past-its-day' | 'to-be-verified' | 'confirm-at-office' | 'confirmed'; readonly uses: number }[]
  /** The flow or sheet that first names a fact. */
  readonly about: (fact: string) => string | null
  readonly sayings: (fact: string, language: string) => readonly Saying[]
  /** As the files have it. */
  readonly written: (fact: string) => Fact | null
  /** What stands last and could be taken back, with the fact as it is without it. */
  readonly undoable: (revisions: readonly FactRevision[]) => { readonly taken: FactRevision; readonly back: readonly FactValue[] } | null
  /** A page of a publisher of the list. */
  readonly isListed: (url: string) => boolean
  /** False: there is a newer revision than the one seen, and nothing was kept. */
  readonly revise: Store['addFactRevision']
  /** null: the desk does not look at pages. */
  readonly lookNow: { readonly watches: (url: string) => boolean; readonly look: (url: string) => Promise<void> } | null
  readonly excerpt: (before: string, after: string) => { readonly before: string; readonly after: string }
  readonly standsOn: (text: string, value: FactValue['value'], unit: Fact['unit']) => boolean | null
  readonly today: () => LocalDate
}

/** A place where people meet a fact, with its texts. `facts`: what fills their placeholders; `blanks`: those that only a conversation fills. */
export type Saying = {
  readonly by: 'step' | 'pointer' | 'checklist' | 'urgent advice' | 'rule'
  readonly about: string | null
  readonly step: string | null
  readonly rule: string | null
  readonly file: string
  readonly texts: readonly { readonly key: string; readonly language: string; readonly facts: Readonly<Record<string, string>>; readonly blanks: readonly string[] }[]
}

/** Bytes on disk, by id. */
export type Files = Pick<FileRoom, 'write' | 'forget'> & { readonly path: (id: string) => string }

/** Set by the web from the connection, as far as its proxies are trusted: what a browser sends under this name is overwritten. */
export const ADDRESS_HEADER = 'x-sportello-address'

export type Operator = { readonly id: string; readonly name: string; readonly email: string; readonly role: string }

export type Auth = {
  readonly handler: RequestHandler
  /** null when nobody is signed in. */
  readonly operator: (headers: Readonly<Record<string, string | string[] | undefined>>) => Promise<Operator | null>
  readonly operators: () => Promise<readonly Operator[]>
}
