import type { Outcome } from './conversation.ts'
import type { Said } from './event.ts'
import type { DataClass } from './flow.ts'
import type { Hints } from './hints.ts'
import type { CallId, FileId, InputId, Instant, JoinId, LanguageTag, LocalDate, MenuId, OperatorId, OptionId, TimerId } from './ids.ts'

/** What reached the desk. `today` and `time` are the desk's own (Europe/Rome), `at` is UTC. */
export type Input = { readonly id: InputId; readonly at: Instant; readonly today: LocalDate; /** HH:MM */ readonly time: string; /** What her channel may carry; absent: everything. */ readonly carries?: DataClass } & InputKind

export type InputKind =
  | { readonly kind: 'opened'; readonly language: LanguageTag | null; /** A flow's name, or a poster's code (`door.ts`). */ readonly flow: string | null }
  | { readonly kind: 'wrote'; readonly text: string; readonly hints: Hints }
  | { readonly kind: 'picked'; readonly menu: MenuId | null; readonly option: OptionId }
  | { readonly kind: 'sent-file'; readonly file: FileRef; /** Files sent together carry one album's id: they are answered once. */ readonly album: string | null }
  | { readonly kind: 'located'; readonly latitude: number; readonly longitude: number }
  /** `too-large`, `file-kind`, or what the channel calls something that nobody here can read. */
  | { readonly kind: 'unsupported'; readonly what: string }
  /** She changed a message that was read already. */
  | { readonly kind: 'edited'; readonly text: string }
  /** Her file was announced, and could not be had. */
  | { readonly kind: 'file-lost'; readonly reason: LostReason }
  /** She opened the desk's own page from a link that she was given elsewhere: it goes on there. */
  | { readonly kind: 'moved' }
  /** She typed the code that she was given on another channel. */
  | { readonly kind: 'typed-code'; readonly join: JoinId; readonly channel: string; /** She needs not be asked there again. */ readonly agreed: boolean; /** Hers there; null: not known. */ readonly language: LanguageTag | null }
  | { readonly kind: 'join'; readonly news: JoinNews }
  /** False: the channel says that nothing reaches her there (she blocked the desk, or left). */
  | { readonly kind: 'reachability'; readonly reachable: boolean }
  | { readonly kind: 'served'; readonly call: CallId; readonly result: ServiceResult }
  | { readonly kind: 'waited'; readonly timer: TimerId; readonly reason: 'call-timeout' }
  | { readonly kind: 'attended'; readonly by: OperatorId; readonly name: string; /** Holders who are operators no more: they give way. */ readonly instead?: readonly OperatorId[] }
  | { readonly kind: 'replied'; readonly by: OperatorId; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly kind: 'released'; readonly by: OperatorId }
  | { readonly kind: 'resolved'; readonly by: OperatorId; readonly outcome: Outcome }
  | { readonly kind: 'reopened'; readonly by: OperatorId }
  | { readonly kind: 'transferred'; readonly by: OperatorId; readonly to: OperatorId | null }

/**
 * What became of joining this address, on `here`, to another, on `channel`. `asked`: it was confirmed there, is it here too? `done`, on the conversation that goes on: `after` is the last
 * entry that was said there, `again` what could not be heard where it was said. `away`, on the one that has ended by it; `told`: she heard it on the other. `parted`: they are two again. `shares`: what came before may be seen on both.
 */
export type JoinNews =
  | { readonly kind: 'asked'; readonly join: JoinId; readonly channel: string }
  | { readonly kind: 'done'; readonly join: JoinId; readonly channel: string; readonly here: string; readonly after: number; readonly shares: boolean; readonly again: readonly Said[] }
  | { readonly kind: 'away'; readonly channel: string; readonly here: string; readonly told: boolean }
  | { readonly kind: 'parted'; readonly channel: string; readonly after: number }
  | { readonly kind: 'refused' | 'not-now' | 'nothing' }

export type LostReason = 'too-large' | 'file-kind' | 'gone'

export type FileRef = { readonly id: FileId; readonly name: string; readonly mime: string; readonly bytes: number }

/** `case` names the branch that the flow takes; `value` is saved as an answer. */
export type ServiceResult = { readonly case: string; readonly value?: string; readonly file?: FileRef }
