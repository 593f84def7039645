import { z } from 'zod'
import { WAYS, WHO } from '../../core/contact.ts'
import { OUTCOMES } from '../../core/conversation.ts'

export { WAYS, WHO }

/** Requests answered by word of mouth: `GET /api/inbox/contacts/form`, `POST /api/inbox/contacts`. */

const Choice = z.object({ id: z.string(), name: z.string() })

/** `id`: of the contact that will be logged; sent twice it counts once. */
export const ContactForm = z.object({ id: z.uuid(), comune: z.string().nullable(), comuni: z.array(Choice), topics: z.array(Choice) })

export const LogContact = z.object({
  id: z.uuid(),
  way: z.enum(WAYS),
  who: z.enum(WHO),
  language: z.string(),
  /** Where she lives; null: not said. */
  comune: z.string().nullable(),
  topic: z.string(),
  outcome: z.enum(OUTCOMES),
  minutes: z.number().int().min(1).max(480),
  note: z.string().trim().max(2_000),
})
/** null: it was logged before. */
export const ContactLogged = z.object({ conversation: z.string().nullable() })

export type ContactForm = z.infer<typeof ContactForm>
export type LogContact = z.infer<typeof LogContact>
export type ContactLogged = z.infer<typeof ContactLogged>
