import type { Summary } from '../../../web/contract/inbox.ts'

/** `gone`: no longer in this list; it stays in its place until the operator asks for the new list. */
export type Row = Summary & { readonly gone?: true }

/** What is on the screen keeps its order: known rows change in place, vanished ones are marked, new ones wait. */
export function settle(shown: readonly Row[], latest: readonly Summary[]): Row[] {
  const now = new Map(latest.map((item) => [item.id, item]))
  return shown.map((row) => keep(row, now.get(row.id) ?? { ...row, gone: true as const }))
}

/** The same object when nothing changed, so that the row is not drawn again. */
const keep = (before: Row, after: Row): Row => (JSON.stringify(before) === JSON.stringify(after) ? before : after)

export const freshIn = (shown: readonly Row[], latest: readonly Summary[]): readonly Summary[] => {
  const known = new Set(shown.map((row) => row.id))
  return latest.filter((item) => !known.has(item.id))
}

/** Whether the list on the screen is another one than the desk's: new rows, vanished rows, another order. */
export const differs = (shown: readonly Row[], latest: readonly Summary[]): boolean =>
  shown.length !== latest.length || shown.some((row, at) => row.gone || row.id !== latest[at]?.id)

/** The conversation after or before this one; from nowhere, the first. */
export function neighbour(rows: readonly { readonly id: string }[], id: string | null, step: 1 | -1): string | null {
  const at = rows.findIndex((row) => row.id === id)
  if (at < 0) return rows[0]?.id ?? null
  return rows[at + step]?.id ?? null
}
