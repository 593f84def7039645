import { domainToASCII } from 'node:url'
import type { Address } from '../../core/ids.ts'
import type { Mail } from './parse.ts'

/**
 * Her address in lower case, domain in ASCII: RFC 5321 lets the part before the @ depend on case, and no provider does.
 * Somebody who only claims to be her is kept apart from her: with a conversation of their own, so that nothing is
 * added to hers and nothing of hers is quoted. Answers go to the address all the same: only she can read them.
 */
const CLAIMED = 'unverified:'

export const addressOf = (from: string, isClaim: boolean, account: string): Address => ({ channel: 'e-mail', account, address: `${isClaim ? CLAIMED : ''}${canonical(from)}` })

export const mailboxOf = (address: string): string => (address.startsWith(CLAIMED) ? address.slice(CLAIMED.length) : address)

function canonical(from: string): string {
  const at = from.lastIndexOf('@')
  return `${from.slice(0, at)}@${domainToASCII(from.slice(at + 1)) || from.slice(at + 1)}`.toLowerCase()
}

/** Our own server checked whether her domain sent this, and it did not (RFC 8601, https://www.rfc-editor.org/rfc/rfc8601; another's word counts for nothing). */
export function isForged(mail: Mail, authservId: string | null): boolean {
  if (authservId === null) return false
  return mail.header('authentication-results').some((results) => {
    const [by = '', ...checks] = results.toLowerCase().replace(/\([^()]*\)/g, ' ').split(';')
    return by.trim().split(/\s+/)[0] === authservId && checks.some((check) => /^\s*dmarc\s*=\s*fail\b/.test(check))
  })
}
