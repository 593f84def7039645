/** A message, as it comes from the page. */
export type Heard = {
  readonly id: string
  /** `393331234567@c.us`, or `123@lid` where the page hides the number; groups and lists end otherwise. */
  readonly chat: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly type: string
  readonly body: string
  readonly mentionsUs: boolean
  readonly media: { readonly mime: string; readonly name: string | null; readonly bytes: number } | null
  readonly place: { readonly latitude: number; readonly longitude: number } | null
  readonly cards: readonly string[]
  /** Her words were changed: what tells this change from others of the same message; null: they are new. */
  readonly change: string | null
}

/** The `type` of a message that came and cannot be read yet: it may be told again, under the same id, when it can. */
export const SEALED = 'ciphertext'
/** Milliseconds after a message in which WhatsApp lets her change it. */
export const CHANGEABLE = 15 * 60_000

/** Oldest first. `whole`: chats in which nothing is left to be found; `left`: how many others there are. */
export type Looked = { readonly heard: readonly Heard[]; readonly whole: readonly string[]; readonly left: number }

export type Ack = { readonly id: string; readonly level: number }

export type ClientEvents = {
  readonly code: (code: string) => void
  readonly ready: () => void
  /** It is not connected any more; `logout`: and must be linked again. */
  readonly gone: (why: 'logout' | 'lost') => void
  readonly message: (heard: Heard) => void
  readonly ack: (ack: Ack) => void
}

/** One browser with WhatsApp Web in it. */
export type Client = {
  /** Resolves once the page is there: `code` or `ready` follow. */
  readonly start: () => Promise<void>
  /** Rejects when the page does not live any more. */
  readonly state: () => Promise<string | null>
  readonly sendText: (chat: string, text: string) => Promise<string | null>
  readonly sendFile: (chat: string, file: { readonly name: string; readonly mime: string; readonly bytes: Buffer }) => Promise<string | null>
  /** `gone`: the message or its file is not there any more; `null`: it cannot be had now. */
  readonly media: (id: string, most: number) => Promise<Buffer | 'gone' | null>
  readonly phoneOf: (lid: string) => Promise<string | null>
  /** What people wrote to us or changed since then, whether or not a page has shown it, but for chats that are `known`. `patience`: milliseconds for each chat. */
  readonly since: (at: number, known: ReadonlySet<string>, patience: number) => Promise<Looked>
  /** Ends the browser, whether or not it still answers. */
  readonly kill: () => Promise<void>
}
