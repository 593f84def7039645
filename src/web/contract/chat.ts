import { z } from 'zod'

/** The citizen's chat over HTTP: what `/api/chat/*` takes and gives. Shared with the browser as types only. */

const language = z.string().min(2).max(12)

/** `POST /api/chat/sessions` → `Session`. Without `token` a new citizen; with it, the same one again. */
export const OpenSession = z.object({
  language: language.nullable(),
  desk: z.string().max(60).optional(),
  flow: z.string().max(60).optional(),
})

export const Session = z.object({
  /** Bearer token of this browser: send it as `Authorization: Bearer …`. Kept nowhere else. */
  token: z.string(),
  cursor: z.number().int(),
})

/** `POST /api/chat/doors` → `Session`; 410: the link was used, or its time is over. `language` is that of the page. */
export const OpenDoor = z.object({ token: z.string().min(20).max(100), language })

/** `POST /api/chat/messages`. `id` is the browser's own UUID: sending it twice counts once. */
export const SendMessage = z.discriminatedUnion('kind', [
  z.object({ id: z.uuid(), kind: z.literal('text'), text: z.string().max(20_000) }),
  z.object({ id: z.uuid(), kind: z.literal('pick'), menu: z.string().max(100), option: z.string().max(100), label: z.string().max(500) }),
  z.object({ id: z.uuid(), kind: z.literal('language'), language }),
])

export const Accepted = z.object({ id: z.string(), accepted: z.literal(true), duplicate: z.boolean() })

const row = z.object({ label: z.string(), value: z.string(), href: z.string().nullable() })

/** What is shown under the words. Texts are already in her language. */
export const ChatBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('checklist'), items: z.array(z.object({ id: z.string(), text: z.string() })) }),
  z.object({ kind: z.literal('fees'), rows: z.array(z.object({ label: z.string(), amount: z.string() })), total: z.object({ label: z.string(), amount: z.string() }) }),
  z.object({ kind: z.literal('dates'), rows: z.array(z.object({ label: z.string(), date: z.string(), words: z.string() })) }),
  z.object({ kind: z.literal('rows'), rows: z.array(row) }),
  z.object({ kind: z.literal('file'), id: z.string(), name: z.string() }),
])

export const SourceNote = z.object({
  publisher: z.string(),
  url: z.string().nullable(),
  /** «letto il 22/11/2026», or that the page's date is unknown: in her language. */
  when: z.string(),
  certainty: z.enum(['confirmed', 'confirm-at-office', 'to-be-verified', 'being-checked']),
  /** The certainty in words, in her language; empty when confirmed. */
  doubt: z.string(),
})

export const ChatMessage = z.object({
  seq: z.number().int(),
  at: z.string(),
  from: z.enum(['assistant', 'operator', 'you', 'system']),
  language: language,
  dir: z.enum(['ltr', 'rtl']),
  text: z.string(),
  hint: z.string().nullable(),
  why: z.string().nullable(),
  /** The operator's shown name. */
  name: z.string().nullable(),
  blocks: z.array(ChatBlock),
  menu: z.object({ id: z.string(), options: z.array(z.object({ id: z.string(), number: z.number().int(), label: z.string() })) }).nullable(),
  sources: z.array(SourceNote),
  /** On a card: the same in Italian, to show at a counter. */
  card: z.object({ title: z.string(), titleItalian: z.string(), textItalian: z.string(), blocksItalian: z.array(ChatBlock) }).nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), mime: z.string(), bytes: z.number() })),
  /** The id under which this browser sent it, for `from: you`. */
  clientId: z.string().nullable(),
})

/** Who answers now, and whether a person is at hand. */
export const ChatState = z.object({
  mode: z.enum(['scripted', 'waiting', 'queued', 'attended', 'closed']),
  language: language,
  desk: z.object({ name: z.string(), open: z.boolean() }),
  /** While queued: when somebody who reads her language looks, in her language. */
  waiting: z.string().nullable(),
  operator: z.string().nullable(),
})

/**
 * `GET /api/chat/events?after=SEQ`: with `Accept: text/event-stream` a stream of `message` (id = seq) and
 * `state` events, else one `Events` object (polling). Both hold only what came after `after`.
 */
export const Events = z.object({ messages: z.array(ChatMessage), state: ChatState, cursor: z.number().int() })

/** `GET /api/chat/start`: all that the first page needs, no session required. */
export const Start = z.object({
  desk: z.object({ name: z.string(), demonstration: z.boolean(), privacyUrl: z.string(), accessibilityUrl: z.string().nullable(), feedbackAddress: z.string().nullable() }),
  /** Those that the desk speaks, the browser's own first. `words`: the chat's interface in that language. */
  languages: z.array(z.object({ tag: language, name: z.string(), dir: z.enum(['ltr', 'rtl']), greeting: z.string() })),
})

/** `GET /api/chat/words/:language`: the interface's words, flat: `send`, `back`, `menu`, `person`… */
export const Words = z.record(z.string(), z.string())

/** `POST /api/chat/files?id=UUID&name=…` with the raw bytes as body → `Accepted`. 413 too large, 415 not an accepted kind. */
/** `GET /api/chat/files/:id` → the bytes. */

/** Every error of every API: `code` for programs, `message` for people (in the language asked for). */
export const Problem = z.object({ code: z.string(), message: z.string() })

export type OpenDoor = z.infer<typeof OpenDoor>
export type OpenSession = z.infer<typeof OpenSession>
export type Session = z.infer<typeof Session>
export type SendMessage = z.infer<typeof SendMessage>
export type Accepted = z.infer<typeof Accepted>
export type ChatBlock = z.infer<typeof ChatBlock>
export type SourceNote = z.infer<typeof SourceNote>
export type ChatMessage = z.infer<typeof ChatMessage>
export type ChatState = z.infer<typeof ChatState>
export type Events = z.infer<typeof Events>
export type Start = z.infer<typeof Start>
export type Words = z.infer<typeof Words>
export type Problem = z.infer<typeof Problem>
