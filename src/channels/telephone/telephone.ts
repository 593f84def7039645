import type { Surroundings } from '../account.ts'
import type { Accepted, Channel, Failed, Part, Recipient, Sending } from '../channel.ts'
import type { TelephoneAccount } from './account.ts'
import { type Calls, createCalls } from './calls.ts'
import { TELEPHONE } from './can.ts'
import { createEngine } from './engine.ts'
import { jambonzWebhooks } from './jambonz.ts'
import { twilioWebhooks } from './twilio.ts'

export type TelephoneOptions = TelephoneAccount & Pick<Surroundings, 'now'> & {
  /** The desk's other channels, by name: where it can be written to. */
  readonly others: readonly string[]
  /** Milliseconds until a caller is asked to wait. */
  readonly patience?: number
}

/** A number that people ring. An address is the caller's number, or the call itself where it is withheld. */
export function createTelephone({ now, others, patience = 2_000, ...account }: TelephoneOptions): Channel {
  const calls = createCalls(account.number, now)
  const engine = createEngine(account, calls, others, patience)
  return {
    name: 'telephone', can: TELEPHONE, account: account.number,
    send: async (to, part, sending) => (to.account === account.number ? say(calls, to, part, sending) : { kind: 'permanent', explain: 'She called another number, which this desk does not have.' }),
    webhooks: account.provider === 'twilio' ? twilioWebhooks(account, engine) : jambonzWebhooks(account, engine, now),
    start: async () => async () => calls.clear(),
  }
}

const UNHEARD = 'Nothing of it can be heard: a call carries no files and no addresses.'

/** What is for a caller is said when her call next asks what to do. Of what nobody can hear, the assistant's only says how to have it in writing. */
function say(calls: Calls, { address }: Recipient, part: Part, sending: Sending): Accepted | Failed {
  const byOperator = sending.by === 'operator'
  const call = calls.at(address)
  if (call === undefined) return { kind: 'permanent', explain: byOperator ? 'Call her back: she has hung up, and cannot hear it.' : 'She has hung up, and cannot hear it.' }
  if (part.kind === 'file' || isUnheard(part)) {
    if (byOperator) call.exchange?.skip()
    else if (part.kind === 'text') call.exchange?.take(part, sending)
    return { kind: 'permanent', explain: byOperator ? `${UNHEARD} Say it in other words.` : UNHEARD }
  }
  if (call.exchange?.take(part, sending)) return { kind: 'accepted', externalId: null }
  return { kind: 'hold', explain: 'She is listening to something else: it is said when she is silent.' }
}

/** No words, and nothing that a call makes words of. */
const isUnheard = ({ text, buttons, spoken }: Extract<Part, { kind: 'text' }>): boolean => text === '' && buttons.length === 0 && !spoken?.expects && !spoken?.documents
