declare module 'hoodiecrow-imap' {
  export type StoredMail = { uid: number; raw: string; flags: string[]; internaldate: string }
  export type Mailbox = { path: string; uidvalidity: number; uidnext: number; messages: StoredMail[] }
  export type Imap = {
    readonly users: Record<string, { password: string }>
    readonly listen: (port: number, host: string, done: () => void) => void
    readonly close: (done: () => void) => void
    readonly getMailbox: (path: string) => Mailbox
    /** `raw`: one character a byte. */
    readonly appendMessage: (mailbox: Mailbox, flags: readonly string[], internaldate: string, raw: string) => void
    readonly setCommandHandler: (command: string, handler: Handler) => void
    readonly getCommandHandler: (command: string) => Handler
    readonly server: import('node:net').Server
  }
  export type Connection = { send: (response: object, description: string, parsed: object, data: string) => void }
  export type Handler = (connection: Connection, parsed: { tag: string; attributes?: readonly { value?: string }[] }, data: string, done: () => void) => void
  const hoodiecrow: (options: object) => Imap
  export default hoodiecrow
}
