import type { Failed, Receipt } from '../channel.ts'
import { withoutPeople } from './errors.ts'
import type { MessageIds } from './ids.ts'
import { idsIn, type Mail, type MailPart } from './parse.ts'

export type Report = Pick<Receipt, 'ref' | 'externalId'> & ({ readonly kind: 'delivered' | 'read' } | { readonly kind: 'failed'; readonly why: Failed })

/**
 * What a mail server or her own program says of a mail of ours: a notice of delivery (RFC 3464, https://www.rfc-editor.org/rfc/rfc3464)
 * or of reading (RFC 8098, https://www.rfc-editor.org/rfc/rfc8098). null: of none of ours, or nothing that is final.
 */
export function reportIn(mail: Mail, ids: MessageIds): Report | null {
  const delivery = textOf(mail.parts.find((part) => part.mime === 'message/delivery-status'))
  const reading = textOf(mail.parts.find((part) => part.mime === 'message/disposition-notification'))
  const status = delivery === null ? reading && readingOf(reading) : deliveryOf(delivery)
  const of = status && mine(mail, ids)
  return status && of ? { ...of, ...status } : null
}

function readingOf(text: string): { readonly kind: 'read' } | null {
  return /;\s*displayed\b/i.test(field(text, 'Disposition')) ? { kind: 'read' } : null
}

function deliveryOf(text: string): { readonly kind: 'delivered' } | { readonly kind: 'failed'; readonly why: Failed } | null {
  const action = field(text, 'Action').toLowerCase()
  if (action === 'delivered') return { kind: 'delivered' }
  if (action !== 'failed') return null
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field(text, 'Status'))?.[0] ?? ''
  const explain = `Her mail server did not take it: ${status} ${withoutPeople(field(text, 'Diagnostic-Code'))}`.trim()
  return { kind: 'failed', why: { kind: isNobody(status) ? 'unreachable' : 'permanent', explain } }
}

/** There is no such mailbox, or nobody may write to it (RFC 3463, https://www.rfc-editor.org/rfc/rfc3463#section-3.2). */
export const isNobody = (status: string): boolean => /^5\.1\.(?:1|2|3|6|10)$|^5\.2\.1$/.test(status)

const field = (text: string, name: string): string => new RegExp(`^${name}:[ \\t]*([^\\r\\n]*(?:\\r?\\n[ \\t]+[^\\r\\n]*)*)`, 'im').exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? ''

const textOf = (part: MailPart | undefined): string | null => (part === undefined ? null : part.content.subarray(0, 20_000).toString('latin1'))

/** By the id that we gave it: in what is brought back of it, in the notice's own fields, in the thread. */
function mine(mail: Mail, ids: MessageIds): Pick<Report, 'ref' | 'externalId'> | null {
  const named = mail.parts.flatMap((part) => idsIn(part.content.subarray(0, 20_000).toString('latin1')))
  for (const id of [...named, ...mail.inReplyTo, ...mail.references, ...idsIn(mail.plain)]) {
    const ref = ids.refIn(id)
    if (ref !== null) return { ref, externalId: id }
  }
  return null
}
