/** The names most like one that is not there, the likest first. */
export function nearest(name: string, names: Iterable<string>, most: number): string[] {
  const wanted = pairsOf(name)
  return [...names].map((n) => ({ n, likeness: likeness(wanted, pairsOf(n)) })).filter((x) => x.likeness > 0).sort((a, b) => b.likeness - a.likeness || (a.n < b.n ? -1 : 1)).slice(0, most).map((x) => x.n)
}

const pairsOf = (text: string): Set<string> => new Set(Array.from({ length: Math.max(text.length - 1, 1) }, (_, i) => text.toLowerCase().slice(i, i + 2)))

/** Pairs of letters that both have, of all that they have: 0 to 1. */
const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size)
