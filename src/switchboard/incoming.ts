import type { Incoming as FromChannel } from '../channels/channel.ts'
import type { InputKind } from '../core/input.ts'
import type { ConversationId, DeskId, IdentityId } from '../core/ids.ts'
import type { Identity } from '../store/store.ts'

/** What a channel hands in, and to which desk its account belongs. */
export type Incoming = FromChannel & { readonly desk: DeskId; /** The conversation that she brings with her, from another address. */ readonly joins?: ConversationId }

type FromInside = 'attended' | 'replied' | 'released' | 'resolved' | 'reopened' | 'transferred' | 'served' | 'waited' | 'reachability' | 'file-lost' | 'join'

/** What an operator, the clock, a service or a failed delivery hands in, about a conversation that exists. */
export type Inside = {
  readonly conversation: ConversationId
  /** Only if this is where she is answered: what happened at another address of hers says nothing of it. */
  readonly via?: IdentityId
  /** From now on she is answered there. */
  readonly to?: Identity
  readonly externalId: string | null
  readonly content: Extract<InputKind, { kind: FromInside }>
}
