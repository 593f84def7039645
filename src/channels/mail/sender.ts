import { domainToASCII } from 'node:url'
import type { Address } from '../../core/ids.ts'
import type { Mail } from './parse.ts'

/**
 * Her address in lower case, domain in ASCII: RFC 5321 lets the part before the @ depend on case, and no provider does.
 * Somebody who only claims to be her is kept apart from her: with a conversation of their own, so that nothing is
 * added to hers and nothing of hers is quoted. Nothing goes to the address by itself: with a subject of his own
 * he would have the desk write to her. An operator may answer, and then in the desk's words alone.
 */
const CLAIMED = 'unverified:'

export const addressOf = (from: string, isClaim: boolean, account: string): Address => ({ channel: 'e-mail', account, address: `${isClaim ? CLAIMED : ''}${canonical(from)}` })

export const isClaimed = (address: string): boolean => address.startsWith(CLAIMED)

export const mailboxOf = (address: string): string => (isClaimed(address) ? address.slice(CLAIMED.length) : address)

function canonical(from: string): string {
  const at = from.lastIndexOf('@')
  return `${from.slice(0, at)}@${domainToASCII(from.slice(at + 1)) || from.slice(at + 1)}`.toLowerCase()
}

/**
 * Our own server checked whether her domain sent this, and it did not, or could not be found out (RFC 8601,
 * https://www.rfc-editor.org/rfc/rfc8601; RFC 7489, 11.2; another's word counts for nothing); or there are several authors, of whom DMARC checks none or one.
 */
export function isUnverified(mail: Mail, authservId: string | null): boolean {
  if (!mail.hasOneAuthor) return true
  if (authservId === null) return false
  return mail.header('authentication-results').some((results) => {
    const [by = '', ...checks] = results.toLowerCase().replace(/\([^()]*\)/g, ' ').split(';')
    return by.trim().split(/\s+/)[0] === authservId && checks.some((check) => /^\s*dmarc\s*=\s*(?:fail|permerror|temperror)\b/.test(check))
  })
}
