import type { Incoming, Inlet } from '../channel.ts'
import { parseMessage } from './parse.ts'
import { changesIn, readValue, type Value } from './payload.ts'
import { receiptOf } from './receipts.ts'

export type Handle = (body: object, inlet: Inlet) => Promise<void>
type Step = { readonly message: Incoming; readonly tap: boolean }

/** Takes a whole notification to its commit: one person's messages in order, different people's side by side. Throws when something could not be kept: all of it comes again, and what was kept is known by its id. */
export const createHandle = (account: string, now: () => number): Handle => async (body, inlet) => {
  const values = ours(body, account, inlet)
  const steps = values.flatMap((value) => stepsOf(value, account, inlet))
  const outcomes = await Promise.allSettled([...byPerson(steps)].map(async (own) => {
    for (const step of own) await take(step, inlet)
  }))
  for (const status of values.flatMap((value) => value.statuses.read)) {
    const receipt = receiptOf(status, account, now)
    if (receipt !== null) await inlet.receipt(receipt)
  }
  const failed = outcomes.find((o) => o.status === 'rejected')
  if (failed) throw failed.reason
}

/** What was answered in the app, what concerns another number, and what is not about messages is dropped. */
function ours(body: object, account: string, { log }: Inlet): Value[] {
  const dropped = (why: string, field = ''): [] => {
    log.info({ channel: 'whatsapp', field }, why)
    return []
  }
  return (changesIn(body) ?? dropped('a notification that is not WhatsApp’s was dropped')).flatMap(({ field, value: raw }) => {
    if (field !== 'messages') return dropped('a change that is not about messages was dropped', field)
    const value = readValue(raw)
    if (value === null) return dropped('a change could not be read', field)
    return value.metadata.phone_number_id === account ? [value] : dropped('a change of another number was dropped', field)
  })
}

function stepsOf(value: Value, account: string, inlet: Inlet): Step[] {
  const { messages, errors, statuses } = value
  const unread = messages.unread + statuses.unread
  if (unread > 0) inlet.log.error({ channel: 'whatsapp', unread }, 'parts of a notification could not be read')
  for (const { code } of errors.read) inlet.log.warn({ channel: 'whatsapp', code }, 'WhatsApp reports an error of the number')
  return messages.read.toSorted((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0)).flatMap((message) => {
    const parsed = parseMessage(message, value, account, inlet)
    if (parsed.kind === 'inbound') return parsed.messages.map((one) => ({ message: one, tap: parsed.tap }))
    inlet.log.info({ channel: 'whatsapp', what: parsed.why }, 'a message that is not for the desk was dropped')
    return []
  })
}

/** Under the addresses that she had before too: what she wrote from an old one must not come after she has left it. */
function byPerson(steps: readonly Step[]): Set<Step[]> {
  const groups = new Set<Step[]>()
  const at = new Map<string, Step[]>()
  for (const step of steps) {
    const { from: { address }, formerly = address } = step.message
    const own = at.get(formerly) ?? at.get(address) ?? []
    own.push(step)
    groups.add(own)
    at.set(formerly, own).set(address, own)
  }
  return groups
}

/** Where nothing waits, a tap on the template is words like others. */
async function take({ message, tap }: Step, inlet: Inlet): Promise<void> {
  if (tap && (await inlet.resume(message.from))) return
  await inlet.receive(message)
}
