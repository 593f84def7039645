import type { Accepted, Failed, Part, Recipient, Sending } from '../channel.ts'
import { within } from '../within.ts'
import type { Bot } from './bot.ts'

/** Times longer than for a text. */
const UPLOAD = 3

/** Sends one part. A puppet does not say why it failed: once it was asked, the message may have arrived. */
export async function sendPart(bot: Bot, { address }: Recipient, part: Part, { bytes: read }: Sending, patience: number): Promise<Accepted | Failed> {
  const bytes = part.kind === 'file' ? await read(part.file.id).catch(() => null) : null
  if (part.kind === 'file' && bytes === null) return { kind: 'permanent', explain: 'The file is not here any more.' }
  // Ids of a web puppet change at each login: she is known again when she writes.
  if (!(await within(patience, bot.knows(address)).catch(() => false))) return { kind: 'retry', retryAt: null, explain: 'WeChat does not know her under the present login.' }
  const sent = part.kind === 'text' ? bot.sendText(address, part.text) : bot.sendFile(address, { name: part.file.name, bytes: bytes as Buffer })
  try {
    return { kind: 'accepted', externalId: await within(part.kind === 'text' ? patience : patience * UPLOAD, sent) }
  } catch {
    return { kind: 'ambiguous', explain: 'WeChat did not say what became of the message: it may have arrived.' }
  }
}
