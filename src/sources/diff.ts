/** The lines that differ, each with two around it; `…` where lines between were left out. */
export type Excerpt = { readonly before: string; readonly after: string }

const CONTEXT = 2
/** Lines times lines that are compared one by one; of more, all between the first and the last difference count as changed. */
const MOST_COMPARISONS = 4_000_000
const LONGEST = 4_000

export function excerptOf(before: string, after: string): Excerpt {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const { first, second } = changedLines(old, now)
  return { before: around(old, first), after: around(now, second) }
}

type Changed = { readonly first: ReadonlySet<number>; readonly second: ReadonlySet<number> }

/** Which lines of each have no counterpart in the other, by a longest common subsequence. */
function changedLines(a: readonly string[], b: readonly string[]): Changed {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [rows, columns] = [a.length - start - end, b.length - start - end]
  const [first, second] = [new Set(range(start, rows)), new Set(range(start, columns))]
  if (rows * columns > MOST_COMPARISONS) return { first, second }
  // length[i][j]: common lines of what follows line i of one and line j of the other.
  const width = columns + 1
  const length = new Uint16Array((rows + 1) * width)
  const at = (i: number, j: number): number => length[i * width + j] ?? 0
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) length[i * width + j] = a[start + i] === b[start + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (a[start + i] === b[start + j]) {
      first.delete(start + i++)
      second.delete(start + j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return { first, second }
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)

function around(lines: readonly string[], changed: ReadonlySet<number>): string {
  const shown = new Set([...changed].flatMap((i) => range(i - CONTEXT, 2 * CONTEXT + 1)))
  const told: string[] = []
  let last = -1
  for (const [i, line] of lines.entries()) {
    if (!shown.has(i)) continue
    if (i > last + 1) told.push('…')
    told.push(`${changed.has(i) ? '| ' : '  '}${line}`)
    last = i
  }
  const text = told.join('\n')
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
