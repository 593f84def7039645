import type { Fact } from './facts.ts'
import type { AnswerType, Flow, Place } from './flow.ts'
import type { UrgentKind } from './hints.ts'
import type { AnswerName, DeskId, FactName, FlowName, LanguageTag, LocalDate, MessageKey, Topic } from './ids.ts'
import type { Command } from './conversation.ts'
import type { Desk } from './desk.ts'

/** Everything that core may know, compiled once and frozen. Words stay outside: core speaks keys. */
export type Content = {
  /** Changes when any flow, fact or lexicon changes: kept with every turn. */
  readonly version: string
  readonly languages: readonly LanguageTag[]
  readonly flows: Readonly<Record<FlowName, Flow>>
  /** Languages in which a flow can be read. */
  readonly flowLanguages: Readonly<Record<FlowName, readonly LanguageTag[]>>
  readonly answers: Readonly<Record<AnswerName, AnswerType>>
  readonly facts: Readonly<Record<FactName, Fact>>
  readonly checklists: Readonly<Record<string, Checklist>>
  readonly sheets: Readonly<Record<Topic, Sheet>>
  readonly topics: Readonly<Record<Topic, TopicEntry>>
  readonly lexicons: Readonly<Record<LanguageTag, Lexicon>>
  /** Normalised words that pick an option: language → label key → label and synonyms. */
  readonly labels: Readonly<Record<LanguageTag, Readonly<Record<MessageKey, readonly string[]>>>>
  readonly comuni: readonly Comune[]
  readonly desks: Readonly<Record<DeskId, Desk>>
  readonly holidays: ReadonlySet<LocalDate>
  readonly urgent: Readonly<Record<UrgentKind, UrgentAdvice>>
  readonly menu: Place
  /** E.164, or null when the text is no phone number. A library's work, hence handed in. */
  readonly parsePhone: (text: string) => string | null
}

export type TopicEntry = {
  readonly topic: Topic
  /** Where a request about it leads: a flow's place, a pointer, a command, or an answer of its own. */
  readonly leads: { readonly to: Place } | { readonly command: Command } | { readonly reply: MessageKey }
  /** Its name, as a choice. */
  readonly key: MessageKey
}

/** Items picked by what she answered. Conditions are equalities only: anything else is a named rule. */
export type Checklist = {
  readonly name: string
  readonly items: readonly {
    readonly id: string
    readonly key: MessageKey
    /** Argument → values for which the item applies; absent arguments do not restrict it. */
    readonly when: Readonly<Record<string, readonly string[]>>
    readonly facts: readonly FactName[]
  }[]
}

/** A pointer: what the desk knows of a topic without a flow. */
export type Sheet = {
  readonly topic: Topic
  readonly office: MessageKey
  readonly ready: readonly { readonly id: string; readonly key: MessageKey; readonly facts: readonly FactName[] }[]
  readonly links: readonly FactName[]
  readonly contacts: readonly { readonly label: string; readonly fact: FactName }[]
  /** Placeholder → fact, for every text of the sheet. */
  readonly facts: Readonly<Record<string, FactName>>
  readonly cites: readonly FactName[]
  /** False: no institutional source was found, and the words say so. */
  readonly sourced: boolean
}

/** How a language writes commands, yes and no, months and numbers: a new language is data. */
export type Lexicon = {
  readonly commands: Readonly<Record<Command, readonly string[]>>
  readonly yes: readonly string[]
  readonly no: readonly string[]
  readonly months: readonly (readonly string[])[]
  /** Words for numbers, 0-31 at least: `tre`, `三`. */
  readonly numerals: Readonly<Record<string, number>>
  /** Words to skip inside a date: `il`, `del`, `号`. */
  readonly dateNoise: readonly string[]
  readonly today: readonly string[]
  readonly tomorrow: readonly string[]
  /** Short words that can be said anywhere and want only a kind answer. */
  readonly thanks: readonly string[]
}

/** `names` are folded, `name` is how it is written. */
export type Comune = { readonly id: string; readonly name: string; readonly names: readonly string[] }

export type UrgentAdvice = { readonly kind: UrgentKind; readonly numbers: readonly FactName[]; readonly key: MessageKey }
