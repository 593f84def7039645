import type { RequestHandler } from 'express'
import type { Inlet, Webhook } from '../channels/channel.ts'
import type { Content } from '../core/content.ts'
import type { FactUse } from '../core/facts.ts'
import type { Desk } from '../core/desk.ts'
import type { Said } from '../core/event.ts'
import type { Param, Params } from '../core/params.ts'
import type { Rendered, RenderedSource } from '../core/rendered.ts'
import type { RateLimits } from './limits.ts'
import type { Store } from '../store/store.ts'
import type { Hub } from './live.ts'
import type { Clock, FileRoom, Log } from '../switchboard/ports.ts'
import type { Receive } from '../switchboard/receive.ts'

/** What the web needs from the house: contracts only. */
export type WebPorts = {
  readonly receive: Receive
  readonly store: Store
  readonly content: () => Content
  readonly words: Words
  readonly desk: () => Desk
  readonly clock: Clock
  readonly newId: () => string
  readonly newToken: () => string
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
