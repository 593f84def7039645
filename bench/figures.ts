/** What a variant cost in one repetition. Times in milliseconds. */
export type Figures = { readonly messages: number; readonly perSecond: number; readonly p50: number; readonly p99: number }

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b)

/** The value below which this share of the others lies. */
export const percentile = (numbers: readonly number[], share: number): number => {
  const all = sorted(numbers)
  return all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN
}

export const median = (numbers: readonly number[]): number => percentile(numbers, 0.5)

/** Half the distance between the quartiles, as a share of the median: how noisy the machine was. */
export const spread = (numbers: readonly number[]): number => (percentile(numbers, 0.75) - percentile(numbers, 0.25)) / 2 / median(numbers)

/** Repetitions as one: the median of each figure. */
export const medianFigures = (runs: readonly Figures[]): Figures => ({
  messages: median(runs.map((r) => r.messages)), perSecond: median(runs.map((r) => r.perSecond)), p50: median(runs.map((r) => r.p50)), p99: median(runs.map((r) => r.p99)),
})

export const figuresOf = (times: readonly number[], milliseconds: number): Figures => ({ messages: times.length, perSecond: (times.length / milliseconds) * 1000, p50: percentile(times, 0.5), p99: percentile(times, 0.99) })
