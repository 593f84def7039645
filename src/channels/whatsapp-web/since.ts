import type { Chat, Client as Library, Message } from 'whatsapp-web.js'
import { within } from '../within.ts'
import { changeOf, heardOf } from './heard.ts'
import { CHANGEABLE, type Looked, SEALED } from './port.ts'

/** Chats that are looked through at once; the others when it is asked again. */
const CHATS = 200
/** The newest messages of a chat: three times as many where they do not reach back far enough, and again, but not beyond `MOST`. */
const MESSAGES = 30
const MOST = 1_000
/** Neither a group, nor what is sent round. */
const PERSON = /@(?:c\.us|lid)$/

/** See `Client.since`. `patience`: milliseconds for one chat. */
export async function since(client: Library, at: number, known: ReadonlySet<string>, patience: number): Promise<Looked> {
  const isOwed = ({ id, timestamp }: Chat): boolean => PERSON.test(id._serialized) && !known.has(id._serialized) && timestamp * 1000 >= at - CHANGEABLE
  const owed = (await client.getChats()).filter(isOwed).toSorted((a, b) => b.timestamp - a.timestamp)
  // One that cannot be opened hides none of the others.
  const looked = await Promise.allSettled(owed.slice(0, CHATS).map(async (chat) => ({ id: chat.id._serialized, messages: await within(patience, newest(chat, at)) })))
  const opened = looked.flatMap((chat) => (chat.status === 'fulfilled' ? [chat.value] : []))
  const whole = opened.filter(({ messages }) => !messages.some((m) => heardOf(m, client).type === SEALED))
  return {
    heard: opened.flatMap(({ messages }) => messages).flatMap((m) => told(m, client, at)).toSorted((a, b) => a.at - b.at),
    whole: whole.map(({ id }) => id), left: owed.length - whole.length,
  }
}

/** What she wrote or changed since then. Asked for so many, the library reads the phone's history until it has them, and turns round those of one second; asked for all, it gives what was read, as it was written. */
async function newest(chat: Chat, at: number): Promise<readonly Message[]> {
  for (let limit = MESSAGES, reachesBack = false; !reachesBack; limit *= 3) {
    const read = await chat.fetchMessages({ limit, fromMe: false })
    reachesBack = limit >= MOST || read.length < limit || read.some((m) => m.timestamp * 1000 < at - CHANGEABLE)
  }
  return (await chat.fetchMessages({ fromMe: false })).filter((m) => !m.fromMe && timeOf(m) >= at)
}

const timeOf = ({ timestamp, latestEditSenderTimestampMs: changed = 0 }: Message): number => Math.max(timestamp * 1000, changed)

/** The message, and that it was changed: whichever of them is known already. */
function told(message: Message, client: Library, at: number) {
  const [heard, change] = [heardOf(message, client), changeOf(message)]
  return [...(heard.at >= at ? [heard] : []), ...(change === null ? [] : [{ ...heard, change }])]
}
