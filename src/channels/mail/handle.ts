import { type Incoming, type Inlet, type Kept, NotNow } from '../channel.ts'
import { type Unanswered, unanswered } from './automatic.ts'
import { certifiedIn } from './certified.ts'
import type { MessageIds } from './ids.ts'
import { incomingOf, keyOf, tooLarge } from './incoming.ts'
import type { Pace } from './pace.ts'
import { type Mail, parseMail } from './parse.ts'
import { reportIn } from './report.ts'
import { addressOf, isUnverified } from './sender.ts'

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
  const why = unanswered(outer, desk.own)
  if (why !== null) return notAnswered(outer, why, arrived.place, desk, inlet)
  const certified = await certifiedIn(outer)
  // Inside a certified envelope may lie what a program wrote, too.
  const inside = certified && unanswered(certified, desk.own)
  if (certified !== null && inside !== null) return notAnswered(certified, inside, arrived.place, desk, inlet)
  return fromPerson(certified ?? outer, certified !== null || isUnverified(outer, desk.authservId), arrived, desk, inlet)
}

async function fromPerson(mail: Mail, isClaim: boolean, { raw, isWhole, place }: Arrived, { own, isTooMuch }: Desk, inlet: Inlet): Promise<'kept' | 'left'> {
  const from = addressOf(mail.from ?? '', isClaim, own)
  const key = keyOf(mail, from.address, raw)
  const { isOver, first } = isTooMuch(from.address, key)
  if (first) inlet.log.warn({ channel: 'e-mail' }, 'more mails from one address than a person writes: the rest of the hour is left unread in the mailbox')
  if (isOver) return 'left'
  let person: Kept['person'] = null
  for (const message of isWhole ? incomingOf(mail, from, key, place, inlet) : [tooLarge(mail, from, key)]) person = (await inlet.receive(message)).person
  // The assistant's answers do not go to who only claims to be her: without a person nobody would answer.
  if (isClaim && person === null) await inlet.receive({ from, externalId: `${key}:person`, content: ASKS_FOR_PERSON })
  return 'kept'
}

const ASKS_FOR_PERSON: Incoming['content'] = { kind: 'picked', menu: 'command', option: 'person' }

/** A bounce is news of our own mail; other programs' mails are nothing. What a person may have written is a person's to read. */
async function notAnswered(mail: Mail, { why, isOver }: Unanswered, place: string, { own, ids, now }: Desk, inlet: Inlet): Promise<'kept' | 'left'> {
  const report = reportIn(mail, ids)
  if (report !== null) await inlet.receipt({ ...report, account: own, at: new Date(now()).toISOString() })
  if (!isOver && report === null) {
    inlet.log.warn({ channel: 'e-mail', why, mail: place }, 'a mail that no program may answer is left unread in the mailbox: a person should look')
    return 'left'
  }
  inlet.log.info({ channel: 'e-mail', why, report: report?.kind ?? null }, 'a mail that a program wrote was not answered')
  return 'kept'
}

/** Whether it is the desk that cannot, not this mail that cannot be read. */
export const isNotNow = (error: unknown): boolean => error instanceof NotNow
