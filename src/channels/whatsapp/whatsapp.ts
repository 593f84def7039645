import type { Surroundings } from '../account.ts'
import type { Channel, Failed, Recipient } from '../channel.ts'
import type { WhatsAppAccount } from './account.ts'
import { announce } from './announce.ts'
import { WHATSAPP } from './can.ts'
import { fetchFile } from './fetch-file.ts'
import { createGraph } from './graph.ts'
import { createHandle } from './notifications.ts'
import { failureOf, type Sender, sendPart } from './send.ts'
import { webhooks } from './webhook.ts'

export type WhatsAppOptions = WhatsAppAccount & Surroundings & {
  /** Milliseconds to wait for an answer before a message counts as «may have arrived». */
  readonly patience?: number
}

/** WhatsApp through Meta's Cloud API. One account is one telephone number; an address is her id for this business, or her number where she has none. */
export function createWhatsApp(options: WhatsAppOptions): Channel {
  const { token, phoneNumberId: account, apiRoot: root, template, fetch, now, patience = 30_000 } = options
  const graph = createGraph({ root, token, fetch, patience })
  const sender: Sender = { graph, phoneNumberId: account, now }
  const foreign = (to: Recipient): Failed | null => (to.account === account ? null : { kind: 'permanent', explain: 'She wrote to another number, whose token this desk does not have.' })
  return {
    name: 'whatsapp', can: WHATSAPP, account, webhooks: webhooks(options, createHandle(account, now)),
    send: async (to, part, sending) => foreign(to) ?? sendPart(sender, to, part, sending),
    ...(template !== null && { announce: async (to, { language }) => foreign(to) ?? announce(sender, template, to, language) }),
    async check() {
      const answer = await graph.get(account)
      if (answer.kind === 'answered') return null
      const why = failureOf(answer, now)
      return why.kind === 'ambiguous' ? { ...why, kind: 'away', explain: 'WhatsApp did not answer.' } : why
    },
    fetch: (source) => fetchFile({ graph, root, token, fetch, patience }, source),
  }
}
