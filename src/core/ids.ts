/** Names and ids, all plain strings so that a conversation is plain JSON. */

/** BCP 47 tag of a language that the desk speaks: `it`, `zh`, `en`… */
export type LanguageTag = string
/** `permit-renewal`: also the name of its file under `flows/` and `locales/<lang>/`. */
export type FlowName = string
export type StepId = string
/** `permit.renewal`: what a request is about. Listed in `data/topics.yaml`. */
export type Topic = string
/** `permit.fee.postal`: the name of a fact under `data/facts/`. */
export type FactName = string
/** `permit-renewal:steps.kind.text`: namespace, colon, path inside `locales/<lang>/<namespace>.json`. */
export type MessageKey = string
export type OptionId = string
/** `permit-renewal.expiry`: the flow, then the name under which the step saved it. */
export type AnswerName = string
export type ServiceName = string
export type CallId = string
export type TimerId = string
export type MenuId = string
export type InputId = string
export type ConversationId = string
export type CitizenId = string
export type IdentityId = string
export type OperatorId = string
export type DeskId = string
export type FileId = string
/** Two addresses that one citizen joins. */
export type JoinId = string

/** An instant in UTC, ISO 8601 with milliseconds: `2026-11-22T09:30:00.000Z`. */
export type Instant = string
/** A calendar day without a zone: `2027-03-12`. */
export type LocalDate = string

/** Where a citizen is on one account of a channel. */
export type Address = { readonly channel: string; readonly account: string; readonly address: string }
