import { type Inlet, NotNow } from '../channel.ts'
import { automatic } from './automatic.ts'
import { certifiedIn } from './certified.ts'
import type { MessageIds } from './ids.ts'
import { incomingOf, keyOf, tooLarge } from './incoming.ts'
import type { Pace } from './pace.ts'
import { type Mail, parseMail } from './parse.ts'
import { reportIn } from './report.ts'
import { addressOf, isForged } from './sender.ts'

export type Desk = {
  /** The desk's own address, which is also the account. */
  readonly own: string
  readonly authservId: string | null
  readonly ids: MessageIds
  readonly isTooMuch: Pace
  readonly now: () => number
}

/** `isWhole`: false for a mail too large to be fetched, of which only the head is here. */
export type Arrived = { readonly raw: Buffer; readonly isWhole: boolean; /** `uidvalidity:uid` */ readonly place: string }

/** `kept`: the desk has it, or it is nothing to the desk; it may be flagged as read. `left`: a person should look. */
export type Handle = (arrived: Arrived, inlet: Inlet) => Promise<'kept' | 'left'>

/** Takes one mail to its commit. Throws when it could not be kept, or not be read. */
export const createHandle = (desk: Desk): Handle => async (arrived, inlet) => {
  const outer = await parseMail(arrived.raw)
  const why = automatic(outer, desk.own)
  if (why !== null) {
    await noteReport(outer, why, desk, inlet)
    return 'kept'
  }
  const certified = await certifiedIn(outer)
  const mail = certified ?? outer
  // Inside a certified envelope may lie what a program wrote, too.
  if (mail.from === null || (certified !== null && automatic(certified, desk.own) !== null)) return 'kept'
  return fromPerson(mail, certified !== null || isForged(outer, desk.authservId), arrived, desk, inlet)
}

async function fromPerson(mail: Mail, isClaim: boolean, { raw, isWhole, place }: Arrived, { own, isTooMuch }: Desk, inlet: Inlet): Promise<'kept' | 'left'> {
  const from = addressOf(mail.from ?? '', isClaim, own)
  const key = keyOf(mail, from.address, raw)
  const { isOver, first } = isTooMuch(from.address, key)
  if (first) inlet.log.warn({ channel: 'e-mail' }, 'more mails from one address than a person writes: the rest of the hour is left unread in the mailbox')
  if (isOver) return 'left'
  for (const message of isWhole ? incomingOf(mail, from, key, place, inlet) : [tooLarge(mail, from, key)]) await inlet.receive(message)
  return 'kept'
}

/** A bounce is news of our own mail; other programs' mails are nothing. */
async function noteReport(mail: Mail, why: string, { own, ids, now }: Desk, inlet: Inlet): Promise<void> {
  const report = reportIn(mail, ids)
  inlet.log.info({ channel: 'e-mail', why, report: report?.kind ?? null }, 'a mail that a program wrote was not answered')
  if (report !== null) await inlet.receipt({ ...report, account: own, at: new Date(now()).toISOString() })
}

/** Whether it is the desk that cannot, not this mail that cannot be read. */
export const isNotNow = (error: unknown): boolean => error instanceof NotNow
