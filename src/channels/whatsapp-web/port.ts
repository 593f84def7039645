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
  /** What people wrote to us since then, oldest first, whether or not a page has shown it; `unopened`: chats that could not be looked into. */
  readonly since: (at: number) => Promise<{ readonly heard: readonly Heard[]; readonly unopened: number }>
  /** Ends the browser, whether or not it still answers. */
  readonly kill: () => Promise<void>
}

export class PackageMissing extends Error {
  constructor() {
    super('The package whatsapp-web.js is not installed: run npm install whatsapp-web.js, or leave the channel out.')
    this.name = 'PackageMissing'
  }
}
