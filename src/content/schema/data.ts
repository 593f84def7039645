import { z } from 'zod'
import { COMMANDS } from '../../core/conversation.ts'
import { URGENT_KINDS } from '../../core/hints.ts'

const day = z.union([z.iso.date(), z.date().transform((d) => d.toISOString().slice(0, 10))])
const name = z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/, 'lower-case words joined by dots')
const topic = z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/)

export const factsSchema = z.strictObject({
  sources: z.record(z.string(), z.strictObject({
    publisher: z.string().min(1), url: z.url().nullable(), institutional: z.boolean(), indirect: z.boolean().default(false), seen: day.nullable(), part: z.string().min(1).nullable().default(null),
  })),
  facts: z.record(name, z.strictObject({
    unit: z.enum(['eur', 'days', 'working-days', 'months', 'years', 'number', 'url', 'phone', 'email', 'address', 'text', 'rule']),
    recheck_by: day,
    values: z.array(z.strictObject({
      value: z.union([z.string().min(1), z.number(), z.literal(true)]),
      from: day.nullable().default(null), until: day.nullable().default(null),
      source: z.string(), read_on: day, confidence: z.enum(['high', 'medium', 'low']), verify: z.string().nullable().default(null),
    })).min(1),
  })),
})

/** A host's name without `www.`, or an address of digits. */
const domain = z.string().regex(/^(?!www\.)([a-z0-9-]+\.)+[a-z0-9-]+$/, 'a domain, as comune.example.it')

export const publishersSchema = z.strictObject({ publishers: z.record(domain, z.string().min(1)) })

const factNames = z.array(name).default([])

export const serviceSchema = z.strictObject({
  topic,
  sourced: z.boolean().default(true),
  facts: z.record(z.string(), name).default({}),
  ready: z.record(z.string(), factNames).default({}),
  links: factNames,
  contacts: z.array(z.strictObject({ label: z.string().min(1), fact: name })).default([]),
  cites: factNames,
})

export const checklistSchema = z.strictObject({
  checklist: z.string(),
  items: z.record(z.string(), z.strictObject({ when: z.record(z.string(), z.array(z.string())).default({}), facts: factNames })),
})

export const topicsSchema = z.strictObject({
  menu: z.string(),
  topics: z.record(topic, z.union([
    z.strictObject({ leads: z.string().optional() }), z.strictObject({ command: z.enum(COMMANDS) }), z.strictObject({ reply: z.string() }),
  ])),
})

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

export const deskSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string().min(1),
  comune: z.string(),
  demonstration: z.boolean().default(false),
  controller: z.string().nullable().default(null),
  privacy_contact: z.string().nullable().default(null),
  privacy_url: z.string().nullable().default(null),
  accessibility_url: z.url().nullable().default(null),
  feedback_address: z.string().nullable().default(null),
  shifts: z.array(z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: clock, to: clock, languages: z.array(z.string()).min(1) })),
  closed_on: z.array(day).default([]),
})

export const comuniSchema = z.strictObject({ comuni: z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(1)).min(1)) })

export const urgentSchema = z.strictObject({ advice: z.record(z.enum(URGENT_KINDS), z.strictObject({ numbers: factNames })) })

const words = z.array(z.string().min(1))

export const lexiconSchema = z.strictObject({
  commands: z.strictObject({ back: words, menu: words, language: words, person: words, repeat: words, join: words, part: words, who: words }),
  yes: words, no: words,
  months: z.array(words).length(12),
  numerals: z.record(z.string(), z.int()),
  dateNoise: z.array(z.string()),
  today: words, tomorrow: words, thanks: words,
})

export const languagesSchema = z.array(z.strictObject({
  tag: z.string(), name: z.string(), dir: z.enum(['ltr', 'rtl']), locale: z.string(), greeting: z.string(), also: words.default([]),
})).min(1)
