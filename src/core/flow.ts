import type { AnswerName, FactName, FlowName, MessageKey, OptionId, ServiceName, StepId, Topic } from './ids.ts'
import type { RuleName } from './rules/index.ts'

/** A step of a flow: where the conversation stands, or goes back to. */
export type Place = { readonly flow: FlowName; readonly step: StepId }

/** What a typed answer must be. Each kind has a parser under `core/answers/`. */
export type AnswerKind =
  | 'date' | 'number' | 'money' | 'email' | 'phone' | 'codice-fiscale' | 'comune' | 'yes-no' | 'text'

/** Where a rule, a checklist or a service takes an argument from. */
export type Argument = { readonly answer: AnswerName } | { readonly value: string }
export type Arguments = Readonly<Record<string, Argument>>

/** What a step shows beside its words: a table, a checklist, dates, the rows of a card. */
export type Show =
  | { readonly kind: 'checklist'; readonly name: string; readonly with: Arguments }
  | { readonly kind: 'rule'; readonly name: RuleName; readonly with: Arguments }
  | { readonly kind: 'answers'; readonly rows: readonly { readonly key: MessageKey; readonly name: AnswerName }[] }
  | { readonly kind: 'sheet'; readonly topic: Topic }

/** What a channel may carry, and what a step asks for: nothing about her; what says who she is; health, belief, origin and the like (GDPR, art. 9). */
export const DATA_CLASSES = ['general', 'personal', 'special'] as const
export type DataClass = (typeof DATA_CLASSES)[number]

export const isAbove = (asked: DataClass, carried: DataClass): boolean => DATA_CLASSES.indexOf(asked) > DATA_CLASSES.indexOf(carried)

/** What every step that speaks may carry. Its words live in the locale under `steps.<id>`. */
export type Speech = {
  readonly key: MessageKey
  /** Where to find the answer, or an example. */
  readonly hint: MessageKey | null
  /** Why the desk asks. Required when an answer is sensitive. */
  readonly why: MessageKey | null
  /** Placeholders that answers fill: short name → the answer. */
  readonly answers: Readonly<Record<string, AnswerName>>
  /** Placeholder in the text → the fact whose value fills it. */
  readonly facts: Readonly<Record<string, FactName>>
  /** Facts without a figure on which the words rest: their sources are shown. */
  readonly cites: readonly FactName[]
  readonly show: readonly Show[]
  /** What her answer tells: on a channel that may not carry it she goes on in the desk's own page. */
  readonly data: DataClass
  /** Title of a card: rendered in two languages, hers beside Italian, to print and show at a counter. */
  readonly card: MessageKey | null
}

export type Option = {
  readonly id: OptionId
  /** Its label; its synonyms stand beside it in the locale. */
  readonly key: MessageKey
  /** Where this choice leads. */
  readonly next: Place
}

export type Step =
  | { readonly kind: 'say'; readonly speech: Speech; readonly next: Place }
  | { readonly kind: 'choose'; readonly speech: Speech; readonly options: readonly Option[]; readonly saveAs: AnswerName | null }
  | { readonly kind: 'ask'; readonly speech: Speech; readonly expects: AnswerKind; readonly saveAs: AnswerName; readonly next: Place }
  | { readonly kind: 'branch'; readonly on: { readonly answer: AnswerName } | { readonly rule: RuleName; readonly with: Arguments }; readonly cases: Readonly<Record<string, Place>>; readonly otherwise: Place | null }
  | { readonly kind: 'call'; readonly service: ServiceName; readonly with: Arguments; readonly saveAs: AnswerName | null; readonly cases: Readonly<Record<string, Place>> }
  | { readonly kind: 'go'; readonly to: Place }
  | { readonly kind: 'handoff'; readonly speech: Speech; readonly topic: Topic }
  | { readonly kind: 'end'; readonly speech: Speech; readonly then: readonly Option[] }

/** What a saved answer is, so that it can be shown in any language. */
export type AnswerType =
  | { readonly kind: AnswerKind }
  | { readonly kind: 'option'; readonly labels: Readonly<Record<OptionId, MessageKey>> }

export type Flow = {
  readonly name: FlowName
  readonly topic: Topic | null
  readonly start: StepId
  readonly steps: Readonly<Record<StepId, Step>>
  /** A step that an edit removed → where whoever stands on it goes. */
  readonly moved: Readonly<Record<StepId, StepId>>
}
