import { join } from 'node:path'
import type { Housed } from '../account.ts'
import { type Channel, type Failed, FetchRefused } from '../channel.ts'
import { createArrivals } from '../arrivals.ts'
import type { WhatsAppWebAccount } from './account.ts'
import { WHATSAPP_WEB } from './can.ts'
import type { Client } from './port.ts'
import { createCatchUp } from './catch-up.ts'
import { connect } from './connection.ts'
import { createPace } from './pace.ts'
import { createHistory } from './history.ts'
import { createPhones } from './phones.ts'
import { sendPart } from './send.ts'
import { type Arrival, createTake } from './take.ts'
import { chatOf } from './who.ts'
import { within } from '../within.ts'

export type WhatsAppWebOptions = WhatsAppWebAccount & Omit<Housed, 'fetch'> & {
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
  /** Milliseconds between two looks at whether the page lives. */
  readonly beat?: number
}

const AWAY: Failed = { kind: 'away', explain: 'WhatsApp Web is not connected.' }
/** Times longer than for a text. */
const DOWNLOAD = 4
/** Bytes of a file that the browser is asked for. */
const LARGEST = 32 * 1024 * 1024

/** WhatsApp Web in a browser of the desk's own, which Meta does not know of. One account is one link to a phone; an address is her number, or the id that hides it. */
export function createWhatsAppWeb({ session: account, browser, page, pause, dataDir, now, patience = 30_000, beat = 60_000 }: WhatsAppWebOptions): Channel {
  const paced = createPace(pause)
  let current: () => Client | null = () => null
  return {
    name: 'whatsapp-web', can: WHATSAPP_WEB, account, unofficial: true,
    async send(to, part, sending) {
      const chat = chatOf(to.memory)
      if (to.account !== account || chat === null) return { kind: 'permanent', explain: 'She has not written to this number through WhatsApp Web, where the desk only answers.' }
      return paced(async () => {
        const client = current()
        return client === null ? AWAY : sendPart(client, chat, part, sending, patience)
      })
    },
    check: async () => (current() === null ? AWAY : null),
    async fetch(source) {
      const bytes = await within(patience * DOWNLOAD, current()?.media(source, LARGEST) ?? Promise.resolve(null)).catch(() => null)
      if (bytes === 'gone') throw new FetchRefused('WhatsApp Web does not have the file any more.')
      if (bytes === null) throw new Error('WhatsApp Web did not give the file.')
      return once(bytes)
    },
    async start(inlet) {
      const stopped = new AbortController()
      const history = createHistory(account, inlet, now)
      const phoneOf = createPhones(() => current(), patience / 10, stopped.signal)
      const tell = (chat: string, words: string) => paced(() => within(patience, current()?.sendText(chat, words) ?? Promise.reject(new Error('away'))))
      const arrivals = createArrivals<Arrival>('whatsapp-web', createTake({ account, history, phoneOf, tell, now }, inlet), inlet.log, patience / 10)
      const catchUp = createCatchUp(history, arrivals, inlet.log, patience)
      const connection = connect({
        session: account, browser, page, folder: join(dataDir, 'whatsapp-web'), beat, patience,
        onReady: catchUp.ready, onLost: catchUp.lost, onMessage: catchUp.heard, onAck: (ack) => arrivals.add({ kind: 'ack', ack }),
      }, inlet)
      current = connection.current
      return async () => {
        stopped.abort()
        await connection.stop()
        await arrivals.stop()
      }
    },
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
