import type { ImapFlow } from 'imapflow'
import { FetchRefused } from '../channel.ts'
import { explainImap, type ImapOptions, openMailbox, within } from './imap.ts'

/** `uidvalidity:uid:part` */
const SOURCE = /^(\d{1,20}):(\d{1,10}):(\d{1,3}(?:\.\d{1,3}){0,9})$/
/** Times longer than for a command. */
const DOWNLOAD = 4

/** The bytes of one attachment, over a connection of its own. */
export async function fetchPart(options: ImapOptions, source: string): Promise<AsyncIterable<Uint8Array>> {
  const [, validity, uid = '', part = ''] = SOURCE.exec(source) ?? []
  if (validity === undefined) throw new FetchRefused('This is no part of a mail.')
  const client = await openMailbox(options).catch((error: unknown) => {
    throw new Error(`The mailbox could not be opened (${explainImap(error)}).`)
  })
  try {
    if (client.mailbox === false || String(client.mailbox.uidValidity) !== validity) throw new FetchRefused('The mailbox was made anew: the mail cannot be found in it.')
    const { content } = await within(options.patience, client.download(uid, part, { uid: true }))
    if (content === undefined) throw new FetchRefused('The mail is not in the mailbox any more.')
    return drained(client, content, options.patience * DOWNLOAD)
  } catch (error) {
    client.close()
    throw error
  }
}

/** Closes behind whoever reads; what stays silent for too long is cut off. */
async function* drained(client: ImapFlow, content: AsyncIterable<Uint8Array>, patience: number): AsyncGenerator<Uint8Array> {
  const timer = setTimeout(() => client.close(), patience)
  try {
    yield* content
  } finally {
    clearTimeout(timer)
    client.close()
  }
}
