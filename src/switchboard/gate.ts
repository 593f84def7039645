/** Lets so many pieces of work of one key run at a time; the others wait in their order. */
export function createGate(atOnce: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()
  const enter = async (key: string): Promise<void> => {
    const inside = running.get(key) ?? 0
    if (inside < atOnce) return void running.set(key, inside + 1)
    await new Promise<void>((go) => waiting.set(key, [...(waiting.get(key) ?? []), go]))
  }
  const leave = (key: string): void => {
    const [next, ...rest] = waiting.get(key) ?? []
    if (rest.length > 0) waiting.set(key, rest)
    else waiting.delete(key)
    if (next) return next()
    const inside = (running.get(key) ?? 1) - 1
    if (inside > 0) running.set(key, inside)
    else running.delete(key)
  }
  return async (key, work) => {
    await enter(key)
    try {
      return await work()
    } finally {
      leave(key)
    }
  }
}
