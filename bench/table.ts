export type Row = readonly (string | number)[]

/** Columns as wide as their widest cell; numbers to the right. */
export function printTable(heads: readonly string[], rows: readonly Row[]): void {
  const cells = rows.map((row) => row.map(String))
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)))
  const toTheRight = heads.map((_, i) => rows.length > 0 && rows.every((row) => isFigure(row[i])))
  const line = (row: readonly string[]): string => row.map((cell, i) => (toTheRight[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join('  ').trimEnd()
  console.log(line(heads))
  console.log(widths.map((width) => '─'.repeat(width)).join('  '))
  for (const row of cells) console.log(line(row))
}

const isFigure = (cell: string | number | undefined): boolean => typeof cell === 'number' || cell === '' || cell === '—' || /^[\d.]+(?: ?[×%]| [kM]?B| m?s)?$/.test(cell ?? '')

export const fixed = (n: number, digits: number): string => (Number.isFinite(n) ? n.toFixed(digits) : '—')
export const times = (n: number): string => (Number.isFinite(n) ? `${n.toFixed(2)} ×` : '—')
