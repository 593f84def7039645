import type { Failed, Trouble } from '../channel.ts'

type Reaction = { readonly kind: Failed['kind']; readonly say: string; readonly code?: Trouble; /** Milliseconds until it may be tried again; without it the desk decides, and counts. */ readonly after?: number }

const SECOND = 1_000
const MINUTE = 60_000

const token: Reaction = { kind: 'pause', code: 'token', say: 'the access token is not valid any more: check WHATSAPP_TOKEN' }
const permission: Reaction = { kind: 'pause', code: 'permission', say: 'the access token may not do this: check its permissions' }
const busy: Reaction = { kind: 'retry', say: 'too many requests at the moment', after: MINUTE }
const stopped: Reaction = { kind: 'pause', code: 'policy', say: 'Meta has restricted or locked the business account: look at WhatsApp Manager' }
const unwell: Reaction = { kind: 'retry', say: 'Meta has a problem of its own at the moment' }
const marketing: Reaction = { kind: 'permanent', say: 'Meta did not deliver it, because of its rules for marketing' }
const parameter: Reaction = { kind: 'permanent', say: 'Meta did not accept how the message is written' }
const template: Reaction = { kind: 'permanent', say: 'the template cannot be used: check WHATSAPP_TEMPLATE and its languages in WhatsApp Manager' }
const number: Reaction = { kind: 'pause', code: 'configuration', say: 'the telephone number is not registered with the Cloud API: check WHATSAPP_PHONE_NUMBER_ID' }
const window: Reaction = { kind: 'hold', say: 'more than 24 hours have passed since she last wrote' }

/** What each code asks for; by code, because titles change: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const REACTIONS: ReadonlyMap<number, Reaction> = new Map<number, Reaction>([
  [0, token], [190, token], [3, permission], [10, permission], [131005, permission],
  [4, busy], [80007, busy], [130429, { ...busy, after: 5 * SECOND }], [131056, { kind: 'retry', say: 'too many messages to the same person in a short time', after: 6 * SECOND }],
  [131048, stopped], [368, stopped], [131031, stopped], [130497, stopped], [131042, { kind: 'pause', code: 'payment', say: 'Meta has a problem with the payment of the account: look at WhatsApp Manager' }],
  [131047, window], [470, window],
  [131026, { kind: 'unreachable', say: 'it cannot be delivered: no WhatsApp there, an old version, or she blocked the desk' }],
  [131049, marketing], [130472, marketing], [131050, marketing],
  [131021, { kind: 'permanent', say: 'sender and recipient are the same number' }], [131030, { kind: 'permanent', say: 'a test number sends only to the numbers on its list' }], [131062, { kind: 'permanent', say: 'this kind of message needs a telephone number' }],
  [131051, { kind: 'permanent', say: 'WhatsApp does not take messages of this kind' }], [131052, { kind: 'retry', say: 'Meta could not read the file' }], [131053, { kind: 'retry', say: 'Meta could not take the file' }],
  [33, number], [133010, number], [131045, number], [131037, { kind: 'pause', code: 'policy', say: 'the display name of the number is not approved' }],
  [100, parameter], [131008, parameter], [131009, parameter],
  [1, unwell], [2, unwell], [131000, unwell], [131016, unwell], [133004, unwell], [131057, { ...unwell, after: 5 * MINUTE }],
])

/** `status` and `after` (seconds that the answer names) are of a call; what a receipt reports has neither. `subcode` 33: the id in the address does not exist, or the token does not see it. */
export type Refused = { readonly code: number; readonly subcode?: number; readonly status?: number; readonly after?: number }

export function failedFor({ code, subcode, status, after }: Refused, now: () => number): Failed {
  const { kind, say, code: trouble, after: usual } = code === 100 && subcode === 33 ? number : (REACTIONS.get(code) ?? reactionTo(code, status))
  const explain = `WhatsApp: ${say} (${code}).`
  if (kind !== 'retry') return { kind, explain, ...(trouble && { code: trouble }) }
  const wait = after === undefined ? usual : after * SECOND
  return { kind, retryAt: wait === undefined ? null : new Date(now() + wait).toISOString(), explain }
}

function reactionTo(code: number, status = 400): Reaction {
  if (code >= 200 && code <= 299) return permission
  if (code >= 132_000 && code <= 132_999) return template
  if (status === 429) return busy
  if (status >= 500) return unwell
  return status === 401 || status === 403 ? permission : { kind: 'permanent', say: 'Meta refused it' }
}
