import { z } from 'zod'
import { accountReader } from '../account.ts'

/** Where a server is, and as whom. `secure`: TLS from the first byte; else STARTTLS, which only a server on this machine may lack. */
export type Server = { readonly host: string; readonly port: number; readonly secure: boolean; readonly isLocal: boolean; readonly user: string; readonly password: string }

/** A mailbox of the desk's own. Holds passwords: never logged. */
export type MailAccount = {
  readonly imap: Server & { readonly mailbox: string }
  readonly smtp: Server
  readonly from: { readonly name: string; readonly address: string }
  /** The name under which the desk's own mail server writes what it checked; null: nobody checks. */
  readonly authservId: string | null
  /** How often it looks even when nothing is announced. */
  readonly pollSeconds: number
  /** How old an unread mail may be to be answered, when the desk sees a mailbox for the first time. */
  readonly firstDays: number
}

const SERVER = 'A password’s special characters are written as in any address: @ is %40, / is %2F.'
const FROM = /^\s*(?:"?([^"<>\r\n]{0,100}?)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))\s*$/

export const mailAccount = accountReader({
  shape: {
    MAIL_IMAP_URL: z.url({ protocol: /^imaps?$/ }).optional(),
    MAIL_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: z.string().max(300).regex(FROM, 'a name and an address: Sportello <help@comune.example.it>').optional(),
    MAIL_AUTHSERV_ID: z.string().regex(/^[\w.-]{1,200}$/, 'a name without spaces').optional(),
    MAIL_POLL_SECONDS: z.coerce.number().min(1).max(3600).default(60),
    MAIL_FIRST_DAYS: z.coerce.number().min(0).max(90).default(1),
  },
  cures: {
    MAIL_IMAP_URL: `Give the mailbox, for example imaps://user:password@imap.comune.example.it:993/INBOX. ${SERVER}`,
    MAIL_SMTP_URL: `Give the server that sends, for example smtps://user:password@smtp.comune.example.it:465 or smtp://user:password@smtp.comune.example.it:587. ${SERVER}`,
    MAIL_FROM: 'Give the desk’s name and address, for example "Sportello <help@comune.example.it>".',
    MAIL_AUTHSERV_ID: 'Copy the first word of an Authentication-Results header that your own mail server writes, or leave it out.',
    MAIL_POLL_SECONDS: 'Give seconds, for example MAIL_POLL_SECONDS=60.',
    MAIL_FIRST_DAYS: 'Give days, for example MAIL_FIRST_DAYS=1.',
  },
  read(env): MailAccount | null | readonly string[] {
    const { MAIL_IMAP_URL: imap, MAIL_SMTP_URL: smtp, MAIL_FROM: from } = env
    if (imap === undefined && smtp === undefined && from === undefined) return null
    if (imap === undefined || smtp === undefined || from === undefined) {
      const missing = Object.entries({ MAIL_IMAP_URL: imap, MAIL_SMTP_URL: smtp, MAIL_FROM: from }).filter(([, given]) => given === undefined)
      return missing.map(([name]) => `${name} is missing, without which there is no e-mail. ${mailAccount.cures[name as 'MAIL_FROM']}`)
    }
    const [inbox, outbox] = [serverAt(imap), serverAt(smtp)]
    const [, name = '', inAngles, alone] = FROM.exec(from) ?? []
    return {
      imap: { ...inbox, mailbox: decode(new URL(imap).pathname.slice(1)) || 'INBOX' }, smtp: outbox,
      from: { name: name.trim(), address: (inAngles ?? alone ?? '').toLowerCase() },
      authservId: env.MAIL_AUTHSERV_ID?.toLowerCase() ?? null, pollSeconds: env.MAIL_POLL_SECONDS, firstDays: env.MAIL_FIRST_DAYS,
    }
  },
})

const PORTS: Readonly<Record<string, number>> = { 'imap:': 143, 'imaps:': 993, 'smtp:': 587, 'smtps:': 465 }
const LOCAL = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])

function serverAt(address: string): Server {
  const { protocol, hostname, port, username, password } = new URL(address)
  return {
    host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (PORTS[protocol] ?? 0), secure: protocol.endsWith('s:'),
    isLocal: LOCAL.has(hostname), user: decode(username), password: decode(password),
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
