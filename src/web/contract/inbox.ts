import { z } from 'zod'
import { URGENT_KINDS } from '../../core/hints.ts'
import { ChatBlock, SourceNote } from './chat.ts'

/** The operator's inbox over HTTP: what `/api/inbox/*` takes and gives. Sign-in is better-auth under `/api/auth`. */

const mode = z.enum(['scripted', 'waiting', 'queued', 'attended', 'closed'])
const urgency = z.enum(URGENT_KINDS)

/** `GET /api/inbox/me` */
export const Me = z.object({
  id: z.string(), name: z.string(), email: z.string(), role: z.string(),
  /** The operator's interface language: `it`, `en` or `zh`. `PUT /api/inbox/me {language}` changes it. */
  language: z.string(),
  languages: z.array(z.object({ tag: z.string(), name: z.string(), dir: z.enum(['ltr', 'rtl']) })),
  /** Topic → its name in the operator's language. */
  topics: z.record(z.string(), z.string()),
  operators: z.array(z.object({ id: z.string(), name: z.string() })),
  desk: z.object({ id: z.string(), name: z.string(), open: z.boolean() }),
})
export const ChangeMe = z.object({ language: z.string() })

export const Summary = z.object({
  id: z.string(),
  mode,
  urgent: urgency.nullable(),
  /** «Anonima», or the name that she gave. In the operator's language. */
  name: z.string(),
  language: z.string(),
  channel: z.string(),
  topic: z.string().nullable(),
  /** Since when she waits (queued), else since the last message. ISO instant. */
  since: z.string(),
  lastText: z.string(),
  lastFrom: z.enum(['citizen', 'assistant', 'operator']),
  unread: z.number().int(),
  operator: z.object({ id: z.string(), name: z.string() }).nullable(),
  outcome: z.string().nullable(),
})

/** `GET /api/inbox/queue?view=mine|waiting|scripted|attended|closed&language=&topic=&channel=&after=KEY` pages of 50 */
export const Queue = z.object({
  items: z.array(Summary),
  next: z.string().nullable(),
  counts: z.object({ mine: z.number(), waiting: z.number(), scripted: z.number(), attended: z.number() }),
  /** For the empty state: what was done in the last 24 hours. */
  day: z.object({ answered: z.number(), medianMinutes: z.number().nullable() }),
  /** Facts whose page changed since somebody last read it. */
  checking: z.number().int(),
})
/** `GET /api/inbox/search?q=&after=` → `{items, next}` */
export const SearchResult = z.object({ items: z.array(Summary), next: z.string().nullable() })

export const Entry = z.object({
  seq: z.number().int(),
  at: z.string(),
  kind: z.enum(['citizen', 'assistant', 'operator', 'note', 'event']),
  /** Exactly what was said, in the language in which it was said; for an event, what happened in the operator's language. */
  text: z.string(),
  language: z.string(),
  dir: z.enum(['ltr', 'rtl']),
  /** The same in the operator's language; for what a citizen typed, what the desk understood («→ 12 marzo 2027»). Null when nothing can be told. */
  mine: z.string().nullable(),
  /** Who wrote it, for operators and notes. */
  name: z.string().nullable(),
  blocks: z.array(ChatBlock),
  options: z.array(z.string()),
  sources: z.array(SourceNote),
  /** `coming`: still being fetched from where she sent it. `lost`: it could not be had. */
  files: z.array(z.object({ id: z.string(), name: z.string(), mime: z.string(), bytes: z.number(), state: z.enum(['here', 'coming', 'lost']) })),
  /** Of what left the desk. `failed` and `maybe-sent` come with `explain`. */
  delivery: z.enum(['none', 'queued', 'held', 'sent', 'delivered', 'read', 'failed', 'maybe-sent']),
  explain: z.string().nullable(),
})

/** `GET /api/inbox/conversations/:id?before=SEQ` newest 100 entries, older by `before` */
export const Thread = z.object({
  summary: Summary,
  openedAt: z.string(),
  /** What may be sent to her now; null: whenever one likes. Outside it an answer waits until she writes. */
  window: z.object({ open: z.boolean(), until: z.string().nullable(), left: z.number().int().nullable(), announces: z.boolean(), /** It is heard: once it is shut she must be called. */ spoken: z.boolean() }).nullable(),
  entries: z.array(Entry),
  older: z.number().int().nullable(),
  /** In the operator's language. */
  answers: z.array(z.object({ label: z.string(), value: z.string() })),
  told: z.array(SourceNote.extend({ label: z.string(), value: z.string() })),
  notes: z.array(z.object({ at: z.string(), name: z.string(), text: z.string() })),
  history: z.array(z.object({ id: z.string(), openedAt: z.string(), topic: z.string().nullable(), outcome: z.string().nullable() })),
  readers: z.array(z.object({ name: z.string(), at: z.string() })),
})

/** All: `POST /api/inbox/conversations/:id/<name>` → `Done`; 409 `Problem` when somebody else was first (message says who). */
export const Take = z.object({})
export const Reply = z.object({
  id: z.uuid(),
  text: z.string().trim().max(10_000),
  /** Ids of uploads; with them the text may be empty. */
  files: z.array(z.string().min(1).max(64)).max(5).default([]),
}).refine(({ text, files }) => text !== '' || files.length > 0, { path: ['text'], message: 'Write something or attach a file.' })
/** `POST /api/inbox/files?conversation=ID&name=…` with the raw bytes as `application/octet-stream`, at most 10 MB → `Upload`. Send it with a reply within a day. */
export const Upload = z.object({ id: z.string(), name: z.string(), mime: z.string(), bytes: z.number() })
export const Release = z.object({})
export const Close = z.object({ outcome: z.enum(['solved', 'referred', 'not-reached', 'out-of-scope', 'spam']) })
export const Reopen = z.object({})
export const Note = z.object({ text: z.string().trim().min(1).max(10_000) })
export const Transfer = z.object({ to: z.string() })
export const Done = z.object({ seq: z.number().int() })

/**
 * `GET /api/inbox/canned?language=zh`: replies in her language with the operator's beside.
 * `language` is the one in which they are: Italian where hers has none yet.
 */
export const Canned = z.object({ language: z.string(), items: z.array(z.object({ id: z.string(), title: z.string(), text: z.string(), mine: z.string() })) })

/** `GET /api/inbox/words`: the interface's words in the operator's language, flat. */
export const InboxWords = z.record(z.string(), z.string())

/** `GET /api/inbox/live` server-sent events: `changed` with `Changed`; ask for the queue or the thread again. null: anything may have changed. */
export const Changed = z.object({ conversation: z.string().nullable(), seq: z.number().int() })

export type Me = z.infer<typeof Me>
export type Summary = z.infer<typeof Summary>
export type Queue = z.infer<typeof Queue>
export type SearchResult = z.infer<typeof SearchResult>
export type Entry = z.infer<typeof Entry>
export type Thread = z.infer<typeof Thread>
export type Canned = z.infer<typeof Canned>
export type Changed = z.infer<typeof Changed>
export type Upload = z.infer<typeof Upload>
export type Done = z.infer<typeof Done>
