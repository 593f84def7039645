/** What should have come: `must`, or else it may. */
export type Expected = { readonly name: string; readonly must: boolean }
export type Difference = { readonly lost: readonly string[]; readonly doubled: readonly string[]; readonly displaced: number }

/** Compares what should have come with what came: by number of each name, then by order. */
export function compare(expected: readonly Expected[], came: readonly string[]): Difference {
  const count = (names: readonly string[]): Map<string, number> => names.reduce((all, name) => all.set(name, (all.get(name) ?? 0) + 1), new Map<string, number>())
  const [must, may, here] = [count(expected.filter((e) => e.must).map((e) => e.name)), count(expected.map((e) => e.name)), count(came)]
  const over = (some: Map<string, number>, than: Map<string, number>): string[] => [...some].flatMap(([name, n]) => Array<string>(Math.max(0, n - (than.get(name) ?? 0))).fill(name))
  const lost = over(must, here)
  const doubled = over(here, may)
  const inOrder = longestCommon(expected.map((e) => e.name), came)
  return { lost, doubled, displaced: Math.max(0, came.length - doubled.length - inOrder) }
}

/** Length of the longest sequence that both have in the same order. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    const next = [0]
    for (const [j, other] of b.entries()) next.push(one === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0))
    row = next
  }
  return row[b.length] ?? 0
}
