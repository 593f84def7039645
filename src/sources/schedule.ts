import { addDays } from '../core/dates.ts'
import type { Instant, LocalDate } from '../core/ids.ts'

const FROM = '02:00'
const TO = '05:00'
/** Nights until the next look, by how many looks in a row could not read the page. */
const NIGHTS = [1, 1, 2, 4, 7]

/** When institutions' sites have little to do, on the wall in Italy. */
export const isNight = (time: string): boolean => FROM <= time && time < TO

/** Due some hours before the night in which it is looked at; later if its site asked for that. */
export function nextLook(today: LocalDate, failures: number, notBefore: Instant | null): Instant {
  const nights = NIGHTS[Math.min(failures, NIGHTS.length - 1)] as number
  const due = nightAfter(today, nights)
  return notBefore !== null && notBefore > due ? notBefore : due
}

/** A site that refuses programs is asked again after a week: it may change its mind. */
export const nextAsking = (today: LocalDate): Instant => nightAfter(today, 7)

const nightAfter = (today: LocalDate, nights: number): Instant => `${addDays(today, nights)}T00:00:00.000Z`
