import { z } from 'zod'

const id = z.string().min(1).max(400)
const code = z.object({ code: z.number().int() })
const who = z.string().max(200).optional()

/** Only what the desk reads; every kind of message has its own part beside it: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages */
const message = z.looseObject({ id, type: z.string().max(100), timestamp: z.coerce.number().optional(), from: who, from_user_id: who, group_id: z.string().optional() })
const contact = z.object({ wa_id: who, user_id: who })
/** `recipient_*` are not read: the desk knows to whom it wrote. */
const status = z.object({ id, status: z.string().max(100), timestamp: z.coerce.number().optional(), biz_opaque_callback_data: z.string().max(512).optional(), errors: z.array(code).optional() })

export type Message = z.infer<typeof message>
export type Contact = z.infer<typeof contact>
export type Status = z.infer<typeof status>

/** What cannot be read in a list is left out of it, and the rest stays: `unread` says how many. */
const some = <Shape extends z.ZodType>(shape: Shape) => z.array(z.unknown()).default([]).transform((all) => {
  const read = all.flatMap((one) => shape.safeParse(one).data ?? []) as z.infer<Shape>[]
  return { read, unread: all.length - read.length }
})

const value = z.object({ metadata: z.object({ phone_number_id: z.string() }), contacts: some(contact), messages: some(message), statuses: some(status), errors: some(code) })
const change = z.object({ field: z.string().max(100), value: z.unknown() })
const notification = z.object({ object: z.literal('whatsapp_business_account'), entry: some(z.object({ changes: some(change) })) })

export type Value = z.infer<typeof value>

export const readValue = (from: unknown): Value | null => value.safeParse(from).data ?? null

/** Every change in it; null: it is not one of WhatsApp's. */
export function changesIn(body: unknown): readonly z.infer<typeof change>[] | null {
  const read = notification.safeParse(body).data
  return read === undefined ? null : read.entry.read.flatMap((entry) => entry.changes.read)
}
