import type { DeskId, LanguageTag, LocalDate } from './ids.ts'

/** A help point: hours, holidays, languages by shift, controller with privacy contact. */
export type Desk = {
  readonly id: DeskId
  readonly name: string
  readonly comune: string
  readonly demonstration: boolean
  readonly controller: string | null
  readonly privacyContact: string | null
  readonly privacyUrl: string | null
  readonly accessibilityUrl: string | null
  readonly feedbackAddress: string | null
  readonly shifts: readonly Shift[]
  readonly closedOn: ReadonlySet<LocalDate>
}

export type Shift = {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[]
  /** `09:00`, the desk's local time. */
  readonly from: string
  readonly to: string
  /** Languages that somebody on this shift reads. */
  readonly languages: readonly LanguageTag[]
}
