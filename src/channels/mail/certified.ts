import { type Mail, parseMail } from './parse.ts'

/**
 * Italian certified mail (PEC) to an ordinary mailbox travels inside another mail, from the provider:
 * what she wrote is its part `postacert.eml` (https://www.rfc-editor.org/rfc/rfc6109). null: it is no such mail.
 * Anybody can build such an envelope: whom it names as author is a claim.
 */
export async function certifiedIn(mail: Mail): Promise<Mail | null> {
  if (!mail.header('x-trasporto').some((how) => /^posta-certificata$/i.test(how))) return null
  const envelope = mail.parts.find((part) => part.mime === 'message/rfc822' && part.name.toLowerCase() === 'postacert.eml')
  if (envelope === undefined) return null
  const inner = await parseMail(envelope.content)
  return { ...inner, parts: inner.parts.map((part) => ({ ...part, path: `${envelope.path}.${part.path}` })) }
}
