import type { Accepted, Failed, Part, Sending } from '../channel.ts'
import type { Client } from './port.ts'
import { within } from '../within.ts'

/** Times longer than for a text. */
const UPLOAD = 3

/** The library says it before anything has left. */
const NEVER_LEFT = /No LID for user|invalid wid|wid error/i

/** Sends one part. A page that broke in the middle does not say what became of it. */
export async function sendPart(client: Client, chat: string, part: Part, { bytes: read }: Sending, patience: number): Promise<Accepted | Failed> {
  const bytes = part.kind === 'file' ? await read(part.file.id).catch(() => null) : null
  if (part.kind === 'file' && bytes === null) return { kind: 'permanent', explain: 'The file is not here any more.' }
  try {
    const id = part.kind === 'text'
      ? await within(patience, client.sendText(chat, part.text))
      : await within(patience * UPLOAD, client.sendFile(chat, { name: part.file.name, mime: part.file.mime, bytes: bytes as Buffer }))
    return id === null ? AMBIGUOUS : { kind: 'accepted', externalId: id }
  } catch (error) {
    return NEVER_LEFT.test(String(error)) ? { kind: 'unreachable', explain: 'WhatsApp does not know the chat in which she wrote any more.' } : AMBIGUOUS
  }
}

const AMBIGUOUS: Failed = { kind: 'ambiguous', explain: 'WhatsApp Web did not say what became of the message: it may have arrived.' }
