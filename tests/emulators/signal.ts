/** Something changed: whoever waits looks again. */
export type Signal = { readonly ring: () => void; /** False when nothing came in time. */ readonly wait: (ms: number) => Promise<boolean> }

export function createSignal(): Signal {
  let waiting: ((rung: boolean) => void)[] = []
  return {
    ring() {
      const all = waiting
      waiting = []
      for (const resume of all) resume(true)
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const resume = (rung: boolean): void => {
          clearTimeout(timer)
          waiting = waiting.filter((other) => other !== resume)
          resolve(rung)
        }
        const timer = setTimeout(() => resume(false), Math.max(0, ms))
        waiting.push(resume)
      }),
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Looks until it finds, each time that something changed, for at most so long. */
export async function until<T>(signal: Signal, ms: number, look: () => T | null): Promise<T | null> {
  const end = performance.now() + ms
  for (;;) {
    const found = look()
    if (found !== null) return found
    if (!(await signal.wait(end - performance.now()))) return look()
  }
}
