import type { InputKind } from '../core/input.ts'
import type { ConversationId, DeskId } from '../core/ids.ts'
import type { Address } from '../store/store.ts'

type Citizen = Exclude<InputKind['kind'], 'attended' | 'replied' | 'released' | 'resolved' | 'reopened' | 'transferred' | 'served' | 'waited'>

/** Without `hints`: they are added inside, when they are needed. */
type WithoutHints<K> = K extends { readonly kind: 'wrote' } ? Omit<K, 'hints'> : K

/** What a channel hands in: from whom, what, and the provider's own id of it. */
export type Incoming = {
  readonly from: Address
  readonly desk: DeskId
  /** The provider's id of the message: the same one twice makes one turn. */
  readonly externalId: string | null
  readonly content: WithoutHints<Extract<InputKind, { kind: Citizen }>>
  /** The label that she tapped, for the transcript. */
  readonly label?: string
}

/** What an operator, the clock or a service hands in, about a conversation that exists. */
export type Inside = {
  readonly conversation: ConversationId
  readonly externalId: string | null
  readonly content: Exclude<InputKind, { kind: Citizen }>
}
