import type { LocalDate } from '../core/ids.ts'
import { DAY, dayIn } from './days.ts'

const CLOCK = String.raw`(?:\s*[,–-]?\s*(?:alle\s+)?(?:ore|at|h\.?)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)`
const WEEKDAY = `(?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|monday|tuesday|wednesday|thursday|friday|saturday|sunday)`
const UPDATED = String.raw`(?:(?:data\s+(?:di\s+|dell['’]\s*)?)?ultim[oa]\s+(?:aggiornamento|modifica|revisione)|(?:pagina\s+)?aggiornat[ao]\s+(?:al|il|in\s+data)|data\s+(?:di\s+)?(?:aggiornamento|modifica)|last\s+(?:update|updated|modified|change)|updated\s+on|更新(?:时间|日期|于)|آخر تحديث)`

/** «Ultimo aggiornamento: 22 novembre 2026, 10:15», with its day or before the line that holds it. */
const UPDATE = new RegExp(String.raw`(?:^|\b|(?<=\s))${UPDATED}\s*[:：\-–]?\s*(?:il\s+|del\s+|al\s+)?(?:${WEEKDAY}\s*,?\s*)?(?:${DAY}${CLOCK}?|$)`, 'i')
const ONLY_DAY = new RegExp(String.raw`^(?:${WEEKDAY}\s*,?\s*)?${DAY}\s*${CLOCK}?$`, 'i')
const NOW = new RegExp(String.raw`^(?:oggi\s*(?:è|e'|:)?\s*|today\s*(?:is|:)?\s*)?(?:${WEEKDAY}\s*,?\s*)?${DAY}\s*${CLOCK}?$`, 'i')
const SAYS_NOW = new RegExp(String.raw`${WEEKDAY}|oggi|today|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$`, 'i')
const TICKING = /^(?:sono le )?(?:ore\s*)?\d{1,2}[:.]\d{2}[:.]\d{2}$/i
const COUNTED = `(?:visite|visitatori|visualizzazioni|letture|accessi|contatti|utenti (?:on ?line|collegati|connessi)|hits|views|visits|visitors|浏览次数|访问量|点击数)`
const COUNTER = new RegExp(String.raw`^(?:[^.\d]{0,40}\b)?${COUNTED}(?:\s+(?:totali|oggi|alla pagina|pagina|n\.))?\s*[:：]?\s*\d[\d.,\s]*$|^\d[\d.,]*\s*${COUNTED}$|(?:visitata|vista|letta|letto|visualizzata)\s+\d[\d.,]*\s+volt[ae]\b`, 'i')
/** A sentence that only mentions one of these is no counter. */
const LONGEST_COUNTER = 100

/**
 * Sets apart what changes from day to day whatever the page says: the day and hour of the visit, counters, and the page's own date.
 *
 * @param today the day of the visit
 */
export function withoutNoise(lines: readonly string[], today: LocalDate): { readonly lines: readonly string[]; readonly pageDate: LocalDate | null } {
  const kept: string[] = []
  let pageDate: LocalDate | null = null
  let announced = false
  for (const line of lines) {
    const update = UPDATE.exec(line)?.[0]
    if (update !== undefined || (announced && ONLY_DAY.test(line))) {
      pageDate ??= dayIn(update ?? line)
      const rest = update === undefined ? '' : line.replace(update, ' ').replace(/\s+/g, ' ').trim()
      if (/[\p{L}\p{N}]/u.test(rest)) kept.push(rest)
      announced = update !== undefined && dayIn(update) === null
      continue
    }
    announced = false
    if (!isOfToday(line, today) && !TICKING.test(line) && !(line.length <= LONGEST_COUNTER && COUNTER.test(line))) kept.push(line)
  }
  return { lines: kept, pageDate }
}

/** Any other day on a line of its own may be a deadline. */
const isOfToday = (line: string, today: LocalDate): boolean => NOW.test(line) && SAYS_NOW.test(line) && dayIn(line) === today
