import { z } from 'zod'
import type { Accepted, Failed, Part, Recipient, Sending } from '../channel.ts'
import { shortened } from '../fit/measure.ts'
import { WHATSAPP } from './can.ts'
import { failedFor } from './codes.ts'
import type { Answered, Graph } from './graph.ts'
import { passageOf } from './media.ts'
import { targetOf } from './who.ts'

export type Sender = { readonly graph: Graph; readonly phoneNumberId: string; readonly now: () => number }
type Text = Extract<Part, { kind: 'text' }>
type Content = { readonly type: string; readonly [part: string]: unknown }

const isContent = (made: Content | Failed): made is Content => 'type' in made

/** Sends one part: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api */
export async function sendPart(sender: Sender, to: Recipient, part: Part, sending: Sending): Promise<Accepted | Failed> {
  const content = part.kind === 'text' ? contentOf(part, sending) : await uploaded(sender, part, sending)
  return isContent(content) ? post(sender, to, content, sending.ref) : content
}

/** The desk's own name of the part comes back in its receipts. */
export async function post({ graph, phoneNumberId, now }: Sender, to: Recipient, content: Content, ref?: string): Promise<Accepted | Failed> {
  const answer = await graph.post(`${phoneNumberId}/messages`, { messaging_product: 'whatsapp', recipient_type: 'individual', ...targetOf(to), ...(ref !== undefined && { biz_opaque_callback_data: ref }), ...content })
  return acceptedBy(answer, now)
}

export const failureOf = (answer: Exclude<Answered, { kind: 'answered' }>, now: () => number): Failed => (answer.kind === 'refused' ? failedFor(answer, now) : answer.why)

const taken = z.object({ messages: z.array(z.object({ id: z.string().min(1).max(400) })).min(1) })

function acceptedBy(answer: Answered, now: () => number): Accepted | Failed {
  if (answer.kind !== 'answered') return failureOf(answer, now)
  const said = taken.safeParse(answer.json)
  return said.success ? { kind: 'accepted', externalId: said.data.messages[0]?.id ?? null } : { kind: 'ambiguous', explain: 'WhatsApp did not say what became of the message: it may have arrived.' }
}

function contentOf({ text, buttons, list }: Text, { text: word }: Sending): Content {
  if (list !== null && list.rows.length > 0) return { type: 'interactive', interactive: { type: 'list', body: { text }, action: { button: openerOf(word('channels:open-list')), sections: [{ rows: list.rows.map(({ id, label, description }) => ({ id, title: label, ...(description !== null && { description }) })) }] } } }
  if (buttons.length > 0) return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons: buttons.map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } })) } } }
  return { type: 'text', text: { body: text, preview_url: false } }
}

const openerOf = (word: string): string => (WHATSAPP.list === null ? null : shortened(word, WHATSAPP.list.opener)) ?? '…'

/** A file is uploaded first, and then named in the message: as long as it is only uploaded, nothing can have arrived. */
async function uploaded({ graph, phoneNumberId, now }: Sender, { file }: Extract<Part, { kind: 'file' }>, { bytes: read }: Sending): Promise<Content | Failed> {
  const passage = passageOf(file)
  if (passage === null) return { kind: 'permanent', explain: `WhatsApp does not take files of this kind (${file.mime}).` }
  const bytes = await read(file.id).catch(() => null)
  if (bytes === null) return { kind: 'permanent', explain: 'The file is not here any more.' }
  if (bytes.length > passage.most) return { kind: 'permanent', explain: `WhatsApp takes at most ${passage.most / 1024 / 1024} MB of a file of this kind.` }
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', passage.mime)
  form.set('file', new Blob([new Uint8Array(bytes)], { type: passage.mime }), `file.${passage.mime.split('/')[1]?.slice(-4) ?? 'bin'}`)
  const id = idOf(await graph.post(`${phoneNumberId}/media`, form, UPLOAD), now)
  return typeof id === 'string' ? { type: passage.kind, [passage.kind]: { id, ...(passage.kind === 'document' && { filename: file.name }) } } : id
}

/** How many times longer a file may take than a text. */
const UPLOAD = 3

const kept = z.object({ id: z.string().regex(/^[\w-]{1,100}$/) })

function idOf(answer: Answered, now: () => number): string | Failed {
  const said = answer.kind === 'answered' ? kept.safeParse(answer.json) : null
  if (said?.success) return said.data.id
  const why = answer.kind === 'answered' ? null : failureOf(answer, now)
  return why !== null && why.kind !== 'ambiguous' ? why : { kind: 'retry', retryAt: null, explain: 'WhatsApp did not say what became of the file.' }
}
