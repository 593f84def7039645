import type { FactName, Instant, LocalDate, OperatorId } from './ids.ts'
import { daysBetween } from './dates.ts'

export type FactUnit = 'eur' | 'days' | 'working-days' | 'months' | 'years' | 'number' | 'url' | 'phone' | 'email' | 'address' | 'text' | 'rule'

/** Stands where a publisher should: nothing was read. */
export const NO_PUBLISHER = 'senza fonte'

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
  /** The page of today's value changed, or is gone, since somebody last read it: a person of the desk is looking. */
  readonly checking: boolean
}

/**
 * What an editor said of a fact while the desk runs; the files stay as they are, and nothing of it is ever overwritten.
 *
 * - `confirmed`: its page was read again, and says what the desk says
 * - `corrected`: other values
 * - `undone`: takes back the newest one that stood
 */
export type FactRevision = {
  /** Sorts by time. */
  readonly id: string
  readonly fact: FactName
  readonly at: Instant
  readonly by: OperatorId
  readonly byName: string
  readonly kind: 'confirmed' | 'corrected' | 'undone'
  /** All values that the fact has from then on; of an `undone` none count. */
  readonly values: readonly FactValue[]
  readonly note: string | null
}

/** When a page was last found changed, or gone. */
export type PageChange = { readonly url: string; readonly changedAt: Instant | null }

/** How sure the desk is: said in words beside the answer. */
export type Certainty = 'confirmed' | 'confirm-at-office' | 'to-be-verified' | 'being-checked'

/** Of several facts the worst is told: the higher the worse. */
export const DOUBT: Readonly<Record<Certainty, number>> = { confirmed: 0, 'confirm-at-office': 1, 'to-be-verified': 2, 'being-checked': 3 }

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

export function certaintyOn({ checking }: Pick<Fact, 'checking'>, value: FactValue, today: LocalDate): Certainty {
  if (checking) return 'being-checked'
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
    certainty: certaintyOn(fact, value, today),
  }
}

/** A page by its address, whatever part of it a link jumps to. */
export const pageOf = (url: string): string => url.replace(/#.*$/s, '')
