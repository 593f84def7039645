import type { Inlet } from '../channel.ts'
import { createRooms } from '../rooms.ts'
import { CAPTION, whatSheDid } from './contents.ts'
import type { History } from './history.ts'
import type { PhoneOf } from './phones.ts'
import { type Ack, CHANGEABLE, type Heard, SEALED } from './port.ts'
import { whoIs } from './who.ts'

/** `whole`: all that came before it was heard, however long there was no link. */
export type Arrival = { readonly kind: 'heard'; readonly heard: Heard } | { readonly kind: 'ack'; readonly ack: Ack } | { readonly kind: 'whole'; readonly settle: () => Promise<void> }

export type TakeOptions = {
  readonly account: string
  readonly history: History
  readonly phoneOf: PhoneOf
  /** Says something in a chat, when it is its turn. */
  readonly tell: (chat: string, words: string) => Promise<unknown>
  readonly now: () => number
}

/** What a tick under a message means: https://docs.wwebjs.dev/global.html#MessageAck */
const DELIVERED = 2
const READ = 3
/** Messages that are remembered as taken: what is looked through again is not to count as said again. */
const MOST = 5_000

/** Takes one arrival to its commit. */
export function createTake({ account, history, phoneOf, tell, now }: TakeOptions, inlet: Inlet): (arrival: Arrival) => Promise<void> {
  const decline = createRooms('whatsapp-web', 'it', inlet)
  const taken = new Set<string>()
  const onAck = async ({ id, level }: Ack): Promise<void> => {
    const about = { account, ref: null, externalId: id, at: new Date(now()).toISOString() }
    if (level >= DELIVERED) await inlet.receipt({ ...about, kind: level >= READ ? 'read' : 'delivered' })
    if (level < 0) await inlet.receipt({ ...about, kind: 'failed', why: { kind: 'permanent', explain: 'WhatsApp did not deliver it.' } })
  }
  const onHeard = async (heard: Heard): Promise<void> => {
    const { at, chat, type, mentionsUs } = heard
    // A change comes under the time of what it changes.
    if (await history.isOld(heard.change === null ? at : at + CHANGEABLE)) return
    if (chat.endsWith('@g.us')) return decline({ id: chat, mentionsUs: async () => mentionsUs, tell: (words) => tell(chat, words) })
    const externalId = idOf(heard)
    const who = taken.has(externalId) ? null : await whoIs(chat, phoneOf)
    const what = who && whatSheDid(heard, who.address, inlet)
    if (who === null || what === null) return
    const { caption, ...first } = what
    const { address, formerly } = who
    const base = { from: { channel: 'whatsapp-web', account, address }, memory: chat, ...(formerly !== undefined && { formerly }) }
    await inlet.receive({ ...base, externalId, ...first })
    if (caption !== undefined) await inlet.receive({ ...base, externalId: `${heard.id}${CAPTION}`, content: { kind: 'wrote', text: caption } })
    if (type === SEALED) history.sealed(heard.id, at)
    else await history.heard(heard.id, at)
    if (taken.size >= MOST) taken.clear()
    taken.add(externalId)
  }
  return (arrival) => (arrival.kind === 'ack' ? onAck(arrival.ack) : arrival.kind === 'whole' ? arrival.settle() : onHeard(arrival.heard))
}

/** Its own for each change, and for what cannot be read yet: what it says comes under the id of the message. */
const idOf = ({ id, change, type }: Heard): string => (change !== null ? `${id}:edit:${change.slice(0, 100)}` : type === SEALED ? `${id}:unread` : id)
