import { setTimeout as wait } from 'node:timers/promises'

/** One after the other, with a pause between: who answers faster than a person can is soon closed. */
export function createPace(pause: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = free.then(work)
    free = mine.catch(() => {}).then(() => wait(pause, undefined, { ref: false }))
    return mine
  }
}
