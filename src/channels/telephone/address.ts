import type { RawRequest } from '../channel.ts'
import type { TelephoneAccount } from './account.ts'

export const addressOf = ({ publicUrl }: Pick<TelephoneAccount, 'publicUrl'>, path: string): string => new URL(`/webhooks${path}`, publicUrl).href

/** 0: a call begins. null: it is no step. */
export function stepOf({ query: { step } }: Pick<RawRequest, 'query'>): number | null {
  if (step === undefined) return 0
  return typeof step === 'string' && /^\d{1,6}$/.test(step) ? Number(step) : null
}

/** What Twilio writes in the place of a number that is withheld: the letters of ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE as keys. */
const WITHHELD = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

/** E.164; null: it is withheld, or written in a way from which its country is not known. */
export function numberOf(from: string): string | null {
  const digits = /^(?:\+|00)([1-9]\d{6,14})$/.exec(from.trim())?.[1]
  return digits === undefined || WITHHELD.has(`+${digits}`) ? null : `+${digits}`
}
