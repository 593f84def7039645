import type { Mail } from './parse.ts'

/** Whom a program's mail is from: what a person writes is answered, what a program writes never is (RFC 3834, https://www.rfc-editor.org/rfc/rfc3834#section-2). */
const NOBODY = /^(?:mailer-daemon|postmaster|mail-?daemon|no-?reply|do-?not-?reply|non-?rispondere|noreply-.*|bounces?|bounces?[+-].*|notifications?|alerts?)$/i
const CALLED = /^(?:bulk|junk|list|auto_reply)$/i

/** Why a mail is not answered; null: a person wrote it. */
export function automatic(mail: Mail, own: string): string | null {
  const first = (name: string): string => (mail.header(name)[0] ?? '').toLowerCase()
  const has = (name: string): boolean => mail.header(name).length > 0
  if (mail.from === own || mail.header('x-loop').some((by) => by.toLowerCase().includes(own))) return 'own'
  if (mail.header('auto-submitted').some((how) => !/^no\b/i.test(how))) return 'auto-submitted'
  if (has('x-autoreply') || has('x-autorespond') || has('x-autoresponder') || has('x-auto-response-suppress')) return 'auto-response'
  if (mail.header('precedence').some((how) => CALLED.test(how.trim()))) return 'precedence'
  if (has('list-id') || has('list-unsubscribe') || has('list-post')) return 'list'
  if (has('x-ricevuta')) return 'certified-mail-receipt'
  if (mail.header('return-path').some((path) => path.replace(/\s/g, '') === '<>')) return 'null-return-path'
  if (first('content-type').startsWith('multipart/report')) return 'report'
  if (mail.from === null) return 'no-sender'
  return NOBODY.test(mail.from.slice(0, mail.from.lastIndexOf('@'))) ? 'nobody-reads-it' : null
}
