/** A wait that can be cut short: when the phone is online again nobody should sit out a backoff. */
export function pauses(): { pause(ms: number): Promise<void>; wake(): void } {
  let end = () => {}
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        end = () => {
          clearTimeout(timer)
          resolve()
        }
      }),
    wake: () => end(),
  }
}

/** Doubles from one second to thirty, spread so that a thousand phones do not knock together. */
export const backoff = (failures: number, chance = Math.random()): number =>
  Math.min(30_000, 1000 * 2 ** Math.min(failures, 5)) * (0.5 + chance / 2)
