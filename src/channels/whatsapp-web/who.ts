import type { PhoneOf } from './phones.ts'

/** Her address: her number where it is known, else the id that hides it (`123@lid`). `formerly`: that id, under which she may have been known before. */
export type Who = { readonly address: string; readonly formerly?: string }

const PHONE = /^(\d{5,20})@c\.us$/
const LID = /^\d{5,20}@lid$/

/** null: no person, but a group, a list, a channel. A number and a hidden id are never put together into one: https://github.com/wwebjs/whatsapp-web.js/issues/3834 */
export async function whoIs(chat: string, phoneOf: PhoneOf): Promise<Who | null> {
  const [, phone] = PHONE.exec(chat) ?? []
  if (phone !== undefined) return { address: phone }
  if (!LID.test(chat)) return null
  const known = await phoneOf(chat)
  return known === null ? { address: chat } : { address: known, formerly: chat }
}

/** Where she wrote last, which is where she is answered; null: she never wrote. */
export const chatOf = (memory: string | null): string | null => (memory !== null && (PHONE.test(memory) || LID.test(memory)) ? memory : null)
