import type { Inlet } from '../channel.ts'
import type { Ack, Client, Heard } from './port.ts'
import { CAPTION, whatSheDid } from './contents.ts'
import { createGroups } from './groups.ts'
import type { History } from './history.ts'
import type { PhoneOf } from './phones.ts'
import { whoIs } from './who.ts'

export type Arrival = { readonly kind: 'heard'; readonly heard: Heard; readonly client: Client } | { readonly kind: 'ack'; readonly ack: Ack }

/** What a tick under a message means: https://docs.wwebjs.dev/global.html#MessageAck */
const DELIVERED = 2
const READ = 3

/** Takes one arrival to its commit. */
export function createTake(account: string, inlet: Inlet, history: History, phoneOf: PhoneOf, now: () => number): (arrival: Arrival) => Promise<void> {
  const decline = createGroups()
  const onAck = async ({ id, level }: Ack): Promise<void> => {
    const about = { account, ref: null, externalId: id, at: new Date(now()).toISOString() }
    if (level >= DELIVERED) await inlet.receipt({ ...about, kind: level >= READ ? 'read' : 'delivered' })
    if (level < 0) await inlet.receipt({ ...about, kind: 'failed', why: { kind: 'permanent', explain: 'WhatsApp did not deliver it.' } })
  }
  const onHeard = async (heard: Heard, client: Client): Promise<void> => {
    if (await history.isOld(heard.at)) return
    if (heard.chat.endsWith('@g.us')) return decline(client, heard, inlet)
    const who = await whoIs(heard.chat, phoneOf)
    const what = who && whatSheDid(heard, who.address, inlet)
    if (who === null || what === null) return
    const { caption, ...first } = what
    const { address, formerly } = who
    const base = { from: { channel: 'whatsapp-web', account, address }, memory: heard.chat, ...(formerly !== undefined && { formerly }) }
    await inlet.receive({ ...base, externalId: heard.change === null ? heard.id : `${heard.id}:edit:${heard.change.slice(0, 100)}`, ...first })
    if (caption !== undefined) await inlet.receive({ ...base, externalId: `${heard.id}${CAPTION}`, content: { kind: 'wrote', text: caption } })
    await history.heard(heard.at)
  }
  return (arrival) => (arrival.kind === 'ack' ? onAck(arrival.ack) : onHeard(arrival.heard, arrival.client))
}
