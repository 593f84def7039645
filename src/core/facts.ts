import type { FactName, LocalDate } from './ids.ts'
import { daysBetween } from './dates.ts'

export type FactUnit = 'eur' | 'days' | 'working-days' | 'months' | 'years' | 'number' | 'url' | 'phone' | 'email' | 'address' | 'text' | 'rule'

/** Who published what was read, and when their page was seen. */
export type Source = {
  readonly publisher: string
  readonly url: string | null
  /** `institutional`: a public body's own page or the law. Everything else makes a fact *to be verified*. */
  readonly institutional: boolean
  /** Read through a copy or a third party's dossier. */
  readonly indirect: boolean
  /** The day of the page, if known. */
  readonly seen: LocalDate | null
}

export type FactValue = {
  readonly value: string | number | true
  readonly validFrom: LocalDate | null
  readonly validUntil: LocalDate | null
  readonly source: Source
  /** The day on which an editor read the source. */
  readonly readOn: LocalDate
  readonly confidence: 'high' | 'medium' | 'low'
  /** What remains to be verified, in an editor's words; null when nothing does. */
  readonly verify: string | null
}

export type Fact = {
  readonly name: FactName
  readonly unit: FactUnit
  readonly recheckBy: LocalDate
  readonly values: readonly FactValue[]
}

/** How sure the desk is: said in words beside the answer. */
export type Certainty = 'confirmed' | 'confirm-at-office' | 'to-be-verified'

/** A fact as it was used in a turn: kept with the event, so that the transcript can prove it. */
export type FactUse = {
  readonly name: FactName
  readonly value: string | number | true
  readonly unit: FactUnit
  readonly validFrom: LocalDate | null
  readonly publisher: string
  readonly url: string | null
  readonly seen: LocalDate | null
  readonly readOn: LocalDate
  readonly certainty: Certainty
}

/** A source page older than this is no longer taken for certain, days. */
const SOURCE_AGES_AFTER = 180

export function valueOn(fact: Fact, today: LocalDate): FactValue | null {
  return fact.values.find((v) => (v.validFrom === null || v.validFrom <= today) && (v.validUntil === null || today <= v.validUntil)) ?? null
}

export function certaintyOn(value: FactValue, today: LocalDate): Certainty {
  if (!value.source.institutional || value.confidence === 'low') return 'to-be-verified'
  const old = value.source.seen === null || daysBetween(value.source.seen, today) > SOURCE_AGES_AFTER
  return old || value.source.indirect || value.confidence === 'medium' || value.verify !== null ? 'confirm-at-office' : 'confirmed'
}

/** The fact's value on a day with its provenance, or null: an alarm, never last year's figure. */
export function factOn(fact: Fact, today: LocalDate): FactUse | null {
  const value = valueOn(fact, today)
  if (value === null) return null
  const { source } = value
  return {
    name: fact.name, value: value.value, unit: fact.unit, validFrom: value.validFrom,
    publisher: source.publisher, url: source.url, seen: source.seen, readOn: value.readOn,
    certainty: certaintyOn(value, today),
  }
}
