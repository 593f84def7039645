import { ImapFlow } from 'imapflow'
import type { Failed } from '../channel.ts'
import { Late, within as inTime } from '../within.ts'
import type { MailAccount } from './account.ts'

/** Milliseconds that one answer of the server may take. */
export type ImapOptions = { readonly imap: MailAccount['imap']; readonly patience: number }

/** The server was there and said no: a password that is wrong or was changed. */
export const isRefused = (error: unknown): boolean => (error as { authenticationFailed?: unknown } | null)?.authenticationFailed === true

/**
 * A client, connected and with the mailbox open. It cannot be used again after a break: then make another.
 * An error that nobody listens to would end the process (imapflow, issues 31 and 225).
 */
export async function openMailbox({ imap, patience }: ImapOptions): Promise<ImapFlow> {
  const { host, port, secure, isLocal, user, password, mailbox } = imap
  const client = new ImapFlow({
    host, port, secure, auth: { user, pass: password }, logger: false, disableAutoIdle: true,
    connectionTimeout: patience, greetingTimeout: patience, socketTimeout: 5 * 60_000, maxIdleTime: 5 * 60_000,
    ...(secure || isLocal ? {} : { doSTARTTLS: true }),
  })
  client.on('error', () => {})
  try {
    await within(patience, client.connect())
    await within(patience, client.mailboxOpen(mailbox))
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** A connection may die without a word: what is not answered in time never is. */
export const within = <T>(milliseconds: number, work: Promise<T>): Promise<T> => inTime(milliseconds, work).catch((error: unknown) => {
  throw error instanceof Late ? Object.assign(new Error('The mail server did not answer in time.'), { code: 'ETIMEDOUT' }) : error
})

/** Never the server's whole answer: it may name people. */
export const explainImap = (error: unknown): string => {
  const { name = 'unknown', code = '', responseStatus = '' } = (error ?? {}) as { name?: string; code?: unknown; responseStatus?: unknown }
  return [name, code, responseStatus].filter((word) => typeof word === 'string' && word !== '').join(' ')
}

/** Why the mailbox is shut. */
export const cannotOpen = (error: unknown): Failed =>
  isRefused(error) ? { kind: 'pause', code: 'token', explain: `The mailbox refuses the user or the password (${explainImap(error)}): check MAIL_IMAP_URL.` } : { kind: 'away', code: 'away', explain: `The mailbox cannot be opened (${explainImap(error)}): check MAIL_IMAP_URL.` }
