import type { Way, Who } from './contact.ts'
import type { Mode, Outcome } from './conversation.ts'
import type { FactUse } from './facts.ts'
import type { AnswerKind, Place } from './flow.ts'
import type { UrgentKind } from './hints.ts'
import type { AnswerName, CallId, FlowName, JoinId, LanguageTag, MenuId, MessageKey, OperatorId, OptionId, ServiceName, Topic } from './ids.ts'
import type { FileRef } from './input.ts'
import type { Block, Param, Params } from './params.ts'

/** One message of the assistant, as keys: the switchboard renders it before it is saved. */
export type Said = {
  readonly kind: 'said'
  readonly key: MessageKey
  readonly params: Params
  readonly hint: MessageKey | null
  readonly why: MessageKey | null
  readonly blocks: readonly Block[]
  readonly menu: { readonly id: MenuId; readonly options: readonly { readonly id: OptionId; readonly key: MessageKey; readonly params: Params }[] } | null
  readonly facts: readonly FactUse[]
  /** Title of a card, to be rendered in Italian too; null for everything else. */
  readonly card: MessageKey | null
  /** What answer it asks for, where it asks for one: a channel without a keyboard must know. */
  readonly expects?: AnswerKind
}

/** A past-tense fact that a turn produced. Written with the new state in one transaction; the shell interprets it. */
export type TurnEvent =
  | Said
  | { readonly kind: 'relayed'; readonly to: 'operator' }
  | { readonly kind: 'replied'; readonly by: OperatorId; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly kind: 'answered'; readonly name: AnswerName; readonly value: Param }
  | { readonly kind: 'picked'; readonly option: OptionId; readonly key: MessageKey; readonly params: Params }
  | { readonly kind: 'commanded'; readonly command: string }
  | { readonly kind: 'understood'; readonly intents: readonly { readonly topic: Topic; readonly score: number }[]; readonly outOfScope: boolean }
  | { readonly kind: 'missed'; readonly reason: MissReason }
  | { readonly kind: 'entered'; readonly place: Place }
  | { readonly kind: 'requested'; readonly call: CallId; readonly service: ServiceName; readonly args: Readonly<Record<string, string>>; readonly timeoutSeconds: number }
  | { readonly kind: 'language-chosen'; readonly language: LanguageTag; readonly by: 'her' | 'hint' }
  | { readonly kind: 'mode-changed'; readonly to: Mode['kind']; readonly by: OperatorId | null }
  | { readonly kind: 'handed-off'; readonly reason: HandoffReason; readonly topic: Topic | null; readonly urgent: UrgentKind | null }
  | { readonly kind: 'urgency-noticed'; readonly urgent: UrgentKind }
  | { readonly kind: 'safety-answered'; readonly safe: boolean }
  | { readonly kind: 'take-refused'; readonly holder: OperatorId }
  | { readonly kind: 'resolved'; readonly outcome: Outcome; readonly by: OperatorId }
  | { readonly kind: 'reopened'; readonly by: OperatorId }
  | { readonly kind: 'served-file'; readonly file: FileRef }
  | { readonly kind: 'reachability-changed'; readonly reachable: boolean }
  /** It was answered by word of mouth, and written down afterwards. */
  | { readonly kind: 'contact-logged'; readonly way: Way; readonly who: Who; readonly comune: string | null; readonly minutes: number; readonly by: OperatorId }
  | { readonly kind: 'join-offered'; readonly shares: boolean }
  | { readonly kind: 'join-accepted'; readonly join: JoinId; readonly shares: boolean }
  | { readonly kind: 'join-agreed' | 'join-declined'; readonly join: JoinId }
  | { readonly kind: 'part-agreed' }
  | { readonly kind: 'joined' | 'parted'; readonly channel: string }
  | { readonly kind: 'profile-chosen'; readonly name: string | null }
  | { readonly kind: 'ended'; readonly flow: FlowName }
  | { readonly kind: 'failed'; readonly code: FailureCode; readonly detail: string }

export type MissReason = 'not-understood' | 'refused' | 'stale-menu' | 'unsupported' | 'too-large' | 'file-kind' | 'too-long' | 'empty'
export type HandoffReason = 'asked' | 'script' | 'misses' | 'urgent' | 'broken-script'
export type FailureCode = 'missing-step' | 'missing-fact' | 'missing-flow' | 'looping' | 'too-many-messages' | 'rule-failed' | 'threw'
