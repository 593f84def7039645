/** Share of true, 0 to 1; NaN of none. */
export const shareOf = <T>(some: readonly T[], is: (one: T) => boolean): number => some.filter(is).length / some.length

/** How often a random one of `yes` scores above a random one of `no`: 0.5 is chance, 1 is never wrong. NaN when one is empty. */
export function areaUnderCurve(yes: readonly number[], no: readonly number[]): number {
  const sorted = no.toSorted((a, b) => a - b)
  const wins = yes.map((score) => (below(sorted, score) + below(sorted, score, true)) / 2)
  return wins.reduce((sum, win) => sum + win, 0) / (yes.length * no.length)
}

/** How many of the sorted are less than a score, or no more. */
function below(sorted: readonly number[], score: number, orEqual = false): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const value = sorted[middle] as number
    if (value < score || (orEqual && value === score)) from = middle + 1
    else to = middle
  }
  return from
}

export type Band = { readonly from: number; readonly to: number; readonly texts: number; readonly said: number; readonly right: number }

/** What scores promise and what they keep: by band, the mean score and the share that was right. */
export function reliability(answers: readonly { readonly score: number; readonly right: boolean }[], edges: readonly number[]): Band[] {
  return edges.slice(0, -1).flatMap((from, at) => {
    const to = edges[at + 1] as number
    const band = answers.filter(({ score }) => score >= from && (score < to || to === 1))
    if (band.length === 0) return []
    return [{ from, to, texts: band.length, said: band.reduce((sum, { score }) => sum + score, 0) / band.length, right: shareOf(band, ({ right }) => right) }]
  })
}

/** The value below which that share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
