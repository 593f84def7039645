import type { Mail } from './parse.ts'

/** `isOver`: nobody needs to look at it. Else a person should: forms and lists carry what people write. */
export type Unanswered = { readonly why: string; readonly isOver: boolean }

/** Nobody reads what is sent there. */
const NOBODY = /^(?:postmaster|no-?reply|do-?not-?reply|non-?rispondere|noreply-.*|bounces?|bounces?[+-].*|notifications?|alerts?)$/i
const DAEMON = /^mail(?:er)?-?daemon$/i
const CALLED = /^(?:bulk|junk|list)$/i

/** Why a mail is not answered: what a person writes is, what a program writes never is (RFC 3834, https://www.rfc-editor.org/rfc/rfc3834#section-2). null: a person wrote it. */
export function unanswered(mail: Mail, own: string): Unanswered | null {
  const program = programIn(mail, own)
  if (program !== null) return { why: program, isOver: true }
  const perhaps = perhapsIn(mail, own)
  return perhaps === null ? null : { why: perhaps, isOver: false }
}

/** It is ours, news of ours, or says that somebody is away. */
function programIn(mail: Mail, own: string): string | null {
  const has = (name: string): boolean => mail.header(name).length > 0
  if (isOwn(mail, own)) return 'own'
  if (mail.header('auto-submitted').some((how) => !/^no\b/i.test(how))) return 'auto-submitted'
  if (has('x-autoreply') || has('x-autorespond') || has('x-autoresponder') || called(mail, /^auto_reply$/i)) return 'auto-response'
  if (has('x-ricevuta')) return 'certified-mail-receipt'
  return (mail.header('content-type')[0] ?? '').toLowerCase().startsWith('multipart/report') || DAEMON.test(nameOf(mail)) ? 'report' : null
}

/** To answer could begin a loop, or reach a whole list, or nobody. */
function perhapsIn(mail: Mail, own: string): string | null {
  const has = (name: string): boolean => mail.header(name).length > 0
  if (mail.from === null) return 'no-sender'
  if (mail.from === own) return 'form'
  if (called(mail, CALLED)) return 'precedence'
  if (has('list-id') || has('list-unsubscribe') || has('list-post')) return 'list'
  if (has('x-auto-response-suppress')) return 'answers-unwanted'
  if (mail.header('return-path').some((path) => path.replace(/\s/g, '') === '<>')) return 'null-return-path'
  return NOBODY.test(nameOf(mail)) ? 'nobody-reads-it' : null
}

/** A form may write in the desk's name, for somebody whom it names. */
const isOwn = (mail: Mail, own: string): boolean =>
  mail.header('x-loop').some((by) => by.toLowerCase().includes(own)) || (mail.from === own && mail.header('reply-to').every((to) => to.toLowerCase().includes(own)))

const called = (mail: Mail, how: RegExp): boolean => mail.header('precedence').some((value) => how.test(value.trim()))

const nameOf = ({ from }: Mail): string => (from ?? '').slice(0, (from ?? '').lastIndexOf('@'))
