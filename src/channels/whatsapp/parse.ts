import { z } from 'zod'
import type { Incoming } from '../channel.ts'
import { CAPTION, type Desk, whatSheDid } from './contents.ts'
import type { Contact, Message, Value } from './payload.ts'
import { isPhone, isUserId, whoIs, type Who } from './who.ts'

/** What one message means to the desk. `tap`: on the button of our template, which asks for the answer that waits. */
export type Parsed = { readonly kind: 'inbound'; readonly messages: readonly Incoming[]; readonly tap: boolean } | { readonly kind: 'nothing'; readonly why: string }

const nothing = (why: string): Parsed => ({ kind: 'nothing', why })

/** Ids are stable across deliveries: the same message is the same turn, however often it comes. */
export function parseMessage(message: Message, { contacts }: Pick<Value, 'contacts'>, account: string, desk: Desk): Parsed {
  if (message.group_id !== undefined) return nothing('a group')
  if (message.type === 'system') return onSystem(message, account)
  const { from, from_user_id: userId } = message
  const contact = contacts.read.find((c) => isOf(c, message))
  const who = whoIs(userId ?? contact?.user_id, from ?? contact?.wa_id)
  if (who === null) return nothing('nobody who can be answered')
  const what = whatSheDid(message, who.address, desk)
  if (what === null) return nothing(message.type)
  const { caption, ...did } = what
  const base = { ...senderOf(who, account), externalId: message.id, ...(who.formerly !== null && { formerly: who.formerly }) }
  const under = caption === undefined ? [] : [{ ...base, externalId: `${message.id}${CAPTION}`, content: { kind: 'wrote' as const, text: caption } }]
  return { kind: 'inbound', messages: [{ ...base, ...did }, ...under], tap: message.type === 'button' }
}

const senderOf = ({ address, memory }: Who, account: string): Pick<Incoming, 'from' | 'memory'> => ({ from: { channel: 'whatsapp', account, address }, ...(memory !== null && { memory }) })

/** Contacts stand beside the messages in any order, and not one for each. */
const isOf = ({ wa_id, user_id }: Contact, { from, from_user_id }: Message): boolean => (user_id !== undefined && user_id === from_user_id) || (wa_id !== undefined && wa_id === from)

const system = z.object({ type: z.string(), wa_id: z.string().optional(), user_id: z.string().optional(), previous_user_id: z.string().optional() })
const MOVES = new Set(['user_changed_number', 'user_changed_user_id'])

/** She has another number, and with it another id: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/system. Told once for each address at which she may be known: she is moved from there before anything else happens, and nothing is said. */
function onSystem(message: Message, account: string): Parsed {
  const said = system.safeParse(message.system).data
  const now = said && MOVES.has(said.type) ? whoIs(said.user_id, said.wa_id) : null
  if (said === undefined || now === null) return nothing('system')
  const before = new Set([said.previous_user_id, message.from_user_id, message.from].filter((one): one is string => one !== undefined && one !== now.address && (isUserId(one) || isPhone(one))))
  const messages = [...before].map((formerly): Incoming => ({ ...senderOf(now, account), formerly, externalId: `${message.id}:${formerly}`, content: { kind: 'reachability', reachable: true } }))
  return { kind: 'inbound', messages, tap: false }
}
