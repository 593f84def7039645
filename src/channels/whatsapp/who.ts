import { z } from 'zod'
import type { Recipient } from '../channel.ts'

/** A person has an id of her own for each business portfolio, and perhaps a telephone number that she lets us see: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/
const PHONE = /^\d{5,20}$/

export const isUserId = (text: string): boolean => USER_ID.test(text)
export const isPhone = (text: string): boolean => PHONE.test(text)

export type Who = { readonly address: string; /** `Incoming.memory`. */ readonly memory: string | null; /** Her number, under which she may have been known. */ readonly formerly: string | null }

/** Her id where there is one, because it outlives the day on which she hides her number; else her number. */
export function whoIs(userId: string | undefined, phone: string | undefined): Who | null {
  const number = phone !== undefined && isPhone(phone) ? phone : undefined
  if (userId !== undefined && isUserId(userId)) return { address: userId, memory: number === undefined ? null : remembered({ phone: number, of: userId }), formerly: number ?? null }
  return number === undefined ? null : { address: number, memory: null, formerly: null }
}

/** `of`: the id that the number goes with. With another number comes another id, and the old number may be somebody else's by then. */
const memory = z.object({ phone: z.string().regex(PHONE), of: z.string() })
type Memory = z.infer<typeof memory>

const remembered = (what: Memory): string => JSON.stringify(what)

/** How a message is addressed: a number stands in `to`, an id in `recipient`. An id in `to` would be accepted and reach nobody. */
export type Target = { readonly to: string } | { readonly recipient: string }

/** Meta recommends the number while it is known; test numbers take nothing else. */
export function targetOf({ address, memory: noted }: Recipient): Target {
  if (!isUserId(address)) return { to: address }
  const known = read(noted)
  return known?.of === address ? { to: known.phone } : { recipient: address }
}

function read(noted: string | null): Memory | null {
  try {
    return noted === null ? null : memory.parse(JSON.parse(noted))
  } catch {
    return null
  }
}
