import { MoveRefused, type Row, type Side, type Target } from './side.ts'
import { columnsOf, type MovedTable } from './tables.ts'

/** What was moved is not what was there. */
export class MoveDiffers extends MoveRefused {
  constructor(table: string, key: string, what: string) {
    super(`Not the same: table ${table}, key ${key}: ${what}. Nothing was kept in the new database.`)
    this.name = 'MoveDiffers'
  }
}

export type Verified = { readonly rows: number; /** Texts that lost a character which the new database has no place for. */ readonly shortened: number }

/**
 * Reads both sides again, in the same order, and compares every column of every row.
 *
 * @throws MoveDiffers at the first difference
 */
export async function verify(table: MovedTable, from: Side, to: Target, seen: (rows: readonly Row[]) => Promise<void>): Promise<Verified> {
  const [before, after] = [from.read(table), to.read(table)]
  let [rows, shortened] = [0, 0]
  try {
    for (;;) {
      const [was, is] = await Promise.all([before.next(), after.next()])
      if (was.done && is.done) return { rows, shortened }
      const page = was.done ? [] : was.value
      shortened += compare(table, page, is.done ? [] : is.value, to.kept)
      await seen(page)
      rows += page.length
    }
  } finally {
    // Who still reads cannot be closed.
    await Promise.allSettled([before.return(undefined), after.return(undefined)])
  }
}

/** @throws MoveDiffers; returns how many values the new database could not keep whole */
export function compare(table: MovedTable, was: readonly Row[], is: readonly Row[], kept: Target['kept']): number {
  let shortened = 0
  for (let i = 0; i < Math.max(was.length, is.length); i++) {
    const whole = was[i]
    const [old, now] = [whole?.map(kept), is[i]]
    if (old === undefined || now === undefined || old.some((value, c) => value !== now[c])) throw differenceOf(table, old, now)
    shortened += old.filter((value, c) => value !== whole?.[c]).length
  }
  return shortened
}

/** Never what stands there: it may be a citizen's words. */
function differenceOf(table: MovedTable, old: Row | undefined, now: Row | undefined): MoveDiffers {
  const names = columnsOf(table).map(([column]) => column)
  const keyOf = (row: Row): string => table.key.map((column) => String(row[names.indexOf(column)])).join(' · ')
  if (old === undefined) return new MoveDiffers(table.name, now === undefined ? '' : keyOf(now), 'this row was not there before')
  if (now === undefined) return new MoveDiffers(table.name, keyOf(old), 'the row is missing')
  if (keyOf(old) !== keyOf(now)) return new MoveDiffers(table.name, keyOf(old), `the row of ${keyOf(now)} stands in its place`)
  return new MoveDiffers(table.name, keyOf(old), `column ${names.filter((_, c) => old[c] !== now[c]).join(', ')}`)
}
