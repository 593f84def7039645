import { z } from 'zod'

/** The editors' page over HTTP: what `/api/inbox/content/*` takes and gives. Everybody may look at the facts; an editor, a supervisor or an administrator may change them, and see what was not understood. */

const day = z.iso.date()
const state = z.enum(['being-checked', 'past-its-day', 'to-be-verified', 'confirm-at-office', 'confirmed'])

export const FactRow = z.object({
  name: z.string(),
  /** The procedure or sheet that first names it, in the operator's language. */
  about: z.string(),
  /** As a person reads it; null: it has no value today. */
  value: z.string().nullable(),
  /** It has no figure: it is only cited. */
  isRule: z.boolean(),
  state,
  publisher: z.string(),
  /** The day of the page, if it bears one. */
  seen: day.nullable(),
  readOn: day.nullable(),
  recheckBy: day,
  /** Places that use it. */
  uses: z.number().int(),
})

/** `GET /api/inbox/content/facts?q=&state=&after=NAME` pages of 50; `counts` are of all that match `q` */
export const FactList = z.object({ items: z.array(FactRow), next: z.string().nullable(), counts: z.record(state, z.number().int()), total: z.number().int() })

export const FactValueShown = z.object({
  value: z.string(),
  /** As an editor types it. */
  typed: z.string(),
  from: day.nullable(), until: day.nullable(),
  /** It is the one that counts today. */
  today: z.boolean(),
  publisher: z.string(), url: z.string().nullable(), institutional: z.boolean(), indirect: z.boolean(), seen: day.nullable(),
  readOn: day,
  confidence: z.enum(['high', 'medium', 'low']),
  verify: z.string().nullable(),
})

/** A page as it was last looked at. */
export const PageShown = z.object({
  url: z.string(),
  /** null: it was never looked at. */
  state: z.enum(['first', 'unchanged', 'changed', 'moved', 'gone', 'unreachable', 'refused']).nullable(),
  checkedAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  movedTo: z.string().nullable(),
  explain: z.string().nullable(),
  /** What it said and what it says, around what changed; lines that changed begin with `| `. */
  excerpt: z.object({ before: z.string(), after: z.string() }).nullable(),
  /** Whether today's value is on the page; null where nobody can tell. */
  stands: z.boolean().nullable(),
  /** It can be looked at now. */
  canLook: z.boolean(),
})

/** A text in which people meet the fact. */
export const SaidText = z.object({ key: z.string(), language: z.string(), text: z.string() })
export const PlaceShown = z.object({
  by: z.enum(['step', 'pointer', 'checklist', 'urgent advice', 'rule']),
  /** Title of the flow or sheet. */
  title: z.string(),
  step: z.string().nullable(),
  rule: z.string().nullable(),
  file: z.string(),
  texts: z.array(SaidText),
})

export const Revision = z.object({ id: z.string(), kind: z.enum(['confirmed', 'corrected', 'undone']), at: z.string(), by: z.string(), note: z.string().nullable(), values: z.array(FactValueShown) })

/** `GET /api/inbox/content/facts/:name` */
export const FactShown = z.object({
  row: FactRow,
  unit: z.enum(['eur', 'days', 'working-days', 'months', 'years', 'number', 'url', 'phone', 'email', 'address', 'text', 'rule']),
  /** The certainty in words, as people read it; empty when confirmed. */
  doubt: z.string(),
  values: z.array(FactValueShown),
  page: PageShown.nullable(),
  places: z.array(PlaceShown),
  /** Newest first. */
  history: z.array(Revision),
  /** Of the files. */
  written: z.array(FactValueShown),
  /** The newest revision: send it with every change. */
  newest: z.string().nullable(),
  /** What can be taken back, and what then counts again. */
  undo: z.object({ kind: z.enum(['confirmed', 'corrected']), at: z.string(), by: z.string(), back: z.array(FactValueShown) }).nullable(),
  mayChange: z.boolean(),
})

const newest = z.string().max(100).nullable()
/** `page.changedAt` as she saw it: 409 when the page changed since. Left out: it is not compared. */
const changedAt = z.string().max(100).nullable().optional()
const words = (most: number) => z.string().trim().max(most)

/** `POST …/confirm` → `FactShown`. `verify` empty: nothing is left to verify. */
export const Confirm = z.object({ newest, changedAt, verify: words(2_000) })

/** `POST …/effect` → `Effect`, `POST …/correct` → `FactShown`; 409 when somebody was first. */
export const Correct = z.object({
  newest, changedAt,
  /** As it was typed; of a rule, which has no figure, empty. */
  value: words(2_000),
  from: day.nullable(), until: day.nullable(),
  publisher: words(300), url: words(2_000),
  verify: words(2_000), note: words(2_000),
})

/** `POST …/undo` → `FactShown`. */
export const Undo = z.object({ newest })

/** What a correction would change. `problems`: what must be mended first, by field, in the operator's language. */
export const Effect = z.object({
  problems: z.array(z.object({ field: z.enum(['value', 'from', 'until', 'publisher', 'url']), message: z.string() })),
  /** The day from which it counts; null: at once. */
  from: day.nullable(),
  before: z.string(), after: z.string(),
  /** How sure the desk will say that it is. */
  certainty: z.enum(['confirmed', 'confirm-at-office', 'to-be-verified', 'being-checked']),
  /** Its page is of no publisher of the list: it will read «to be verified». */
  isForeign: z.boolean(),
  values: z.array(FactValueShown),
  places: z.array(PlaceShown.omit({ texts: true }).extend({ texts: z.array(SaidText.omit({ text: true }).extend({ before: z.string(), after: z.string() })) })),
  flows: z.number().int(),
})

/** `POST …/look` → `Looked`. False: it takes longer than half a minute, and goes on. */
export const Looked = z.object({ done: z.boolean(), fact: FactShown })

/** What she wrote that nobody understood. `neutral`: the same with what could name somebody replaced, to begin from. */
export const Missed = z.object({
  conversation: z.string(), seq: z.number().int(), at: z.string(), language: z.string(), dir: z.enum(['ltr', 'rtl']), text: z.string(), neutral: z.string(),
  /** Topics that were guessed, in the operator's language, the likeliest first. */
  guessed: z.array(z.object({ topic: z.string(), title: z.string(), percent: z.number().int() })),
})

/** `GET /api/inbox/content/missed?after=KEY` pages of 20, for who may change; each is logged as read */
export const MissedList = z.object({ items: z.array(Missed), next: z.string().nullable(), /** Texts that were taught so far. */ taught: z.number().int() })

/** `POST /api/inbox/content/missed/:conversation/:seq/teach` → `Settled`. */
export const Teach = z.object({
  language: z.string().max(12), topic: z.string().max(100), text: z.string().trim().min(2).max(1_000),
  /** She has looked: nobody can be recognised. */
  nobody: z.literal(true),
})
/** `POST …/dismiss` → `Settled`; 409 when a colleague was first. */
export const Settled = z.object({ taught: z.number().int() })

/** What was taught: its own words, who wrote them and when. */
export const Taught = z.object({ id: z.string(), language: z.string(), dir: z.enum(['ltr', 'rtl']), text: z.string(), /** In the operator's language. */ topic: z.string(), by: z.string(), at: z.string() })
/** `GET /api/inbox/content/taught?after=KEY` pages of 20, the newest first, for who may change; `POST …/taught/:id/remove` → `Settled`, 409 when it is gone. */
export const TaughtList = z.object({ items: z.array(Taught), next: z.string().nullable(), taught: z.number().int() })

export type Taught = z.infer<typeof Taught>
export type TaughtList = z.infer<typeof TaughtList>
export type Missed = z.infer<typeof Missed>
export type MissedList = z.infer<typeof MissedList>
export type Teach = z.infer<typeof Teach>
export type Settled = z.infer<typeof Settled>
export type FactRow = z.infer<typeof FactRow>
export type FactState = FactRow['state']
export type FactList = z.infer<typeof FactList>
export type FactValueShown = z.infer<typeof FactValueShown>
export type PageShown = z.infer<typeof PageShown>
export type PlaceShown = z.infer<typeof PlaceShown>
export type FactShown = z.infer<typeof FactShown>
export type Correct = z.infer<typeof Correct>
export type Effect = z.infer<typeof Effect>
export type Looked = z.infer<typeof Looked>
