import type { Place } from './flow.ts'
import type { UrgentKind } from './hints.ts'
import type {
  AnswerName, CallId, CitizenId, ConversationId, DeskId, IdentityId, Instant, JoinId, LanguageTag, MenuId, MessageKey, OperatorId, OptionId, Topic,
} from './ids.ts'
import type { Params } from './params.ts'

/** One request for help of one citizen to one desk. Plain JSON; replaced, never changed. */
export type Conversation = {
  readonly id: ConversationId
  readonly citizen: CitizenId
  readonly desk: DeskId
  readonly replyVia: IdentityId
  readonly language: LanguageTag
  /** False until she chose a language or wrote enough to be sure of it. */
  readonly languageSure: boolean
  /** One more at every turn: two turns on one revision cannot both be saved. */
  readonly revision: number
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  readonly topic: Topic | null
  readonly outcome: Outcome | null
  readonly mode: Mode
  readonly script: Script
  /** Option ids and parsed values, never labels. */
  readonly answers: Readonly<Record<AnswerName, string>>
  /** A danger that was written about: it decides how long the words are kept. */
  readonly urgent: UrgentKind | null
  /** The machine and privacy notice was given. */
  readonly noticed: boolean
  /** For whom she asks, as she calls her; null: for herself, or she did not say. */
  readonly profile: string | null
  /** Everybody for whom she asked from here, the latest first. */
  readonly profiles: readonly string[]
  /** Nothing reaches her where she wrote from, until she writes again. */
  readonly unreachable: boolean
}

export const OUTCOMES = ['solved', 'referred', 'not-reached', 'out-of-scope', 'spam'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** A conversation before its first turn. */
export const newConversation = (of: Pick<Conversation, 'id' | 'citizen' | 'desk' | 'replyVia' | 'language' | 'openedAt'>): Conversation => ({
  ...of, languageSure: false, revision: 0, closedAt: null, topic: null, outcome: null, mode: { kind: 'scripted' }, script: NO_SCRIPT, answers: {}, urgent: null, noticed: false, unreachable: false, profile: null, profiles: [],
})

/** Who speaks with her. Where she stands in the script is apart (`Script`): while queued she may go on using it. */
export type Mode =
  | { readonly kind: 'scripted' }
  | { readonly kind: 'waiting'; readonly call: CallId }
  | { readonly kind: 'queued'; readonly since: Instant; readonly topic: Topic | null; readonly urgent: UrgentKind | null; readonly browsing: boolean; readonly told: boolean }
  | { readonly kind: 'attended'; readonly by: OperatorId; readonly since: Instant; readonly urgent: UrgentKind | null }
  | { readonly kind: 'closed' }

export type Script = {
  /** null before the first menu. */
  readonly at: Place | null
  /** Where digressions began, innermost last; at most `LIMITS.returns`. */
  readonly returnTo: readonly Place[]
  readonly history: readonly Place[]
  readonly misses: number
  /** The choices now on her screen. A tap on an older menu is known to be stale by its id. */
  readonly menu: Menu | null
  /** A value read back in words, waiting for yes or no. */
  readonly confirming: { readonly value: string } | null
  /** What she types next is how she calls somebody. */
  readonly naming: boolean
  /** The album answered last, so that ten photos get one answer. */
  readonly album: string | null
  /** What came before her language was known: it is answered when she has chosen. */
  readonly kept: Kept | null
}

export type Kept = 'file' | 'voice' | 'place'

export const NO_SCRIPT: Script = { at: null, returnTo: [], history: [], misses: 0, menu: null, confirming: null, naming: false, album: null, kept: null }

export type Menu = { readonly id: MenuId; readonly options: readonly MenuOption[] }

export type MenuOption = {
  readonly id: OptionId
  /** Its label, and where its synonyms are found. */
  readonly key: MessageKey
  readonly params: Params
  readonly does: Action
}

/** What picking an option does. */
export type Action =
  | { readonly do: 'step-option'; readonly option: OptionId }
  | { readonly do: 'go'; readonly to: Place }
  | { readonly do: 'digress'; readonly to: Place }
  | { readonly do: 'command'; readonly command: Command }
  | { readonly do: 'language'; readonly tag: LanguageTag; readonly to: Place | null }
  | { readonly do: 'confirm'; readonly yes: boolean }
  | { readonly do: 'return' }
  | { readonly do: 'again' }
  | { readonly do: 'safe'; readonly yes: boolean }
  | { readonly do: 'help'; readonly kind: UrgentKind }
  | { readonly do: 'offer-join'; readonly wish: JoinWish }
  | { readonly do: 'accept-join'; readonly join: JoinId; readonly channel: string; readonly agreed: boolean; readonly wish: JoinWish }
  | { readonly do: 'agree-join'; readonly join: JoinId; readonly yes: boolean }
  | { readonly do: 'part'; readonly yes: boolean }
  | { readonly do: 'who'; readonly name: string | null; readonly to: Place | null }
  | { readonly do: 'name-who' }

/** What she wants of two addresses: `now`: one conversation from now on; `earlier`: what came before may be seen on both. */
export type JoinWish = 'now' | 'earlier' | 'no'

export const COMMANDS = ['back', 'menu', 'language', 'person', 'repeat', 'join', 'part', 'who'] as const
export type Command = (typeof COMMANDS)[number]
