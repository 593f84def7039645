/** No answer came in time: what was asked for may have been done. */
export class Late extends Error {
  constructor() {
    super('late')
    this.name = 'Late'
  }
}

/** Rejects when it takes longer than so many milliseconds; the work itself goes on. @throws Late */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Late()), milliseconds) })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves once the signal says so. */
export const aborted = (signal: AbortSignal): Promise<void> => new Promise((done) => { if (signal.aborted) done(); else signal.addEventListener('abort', () => done(), { once: true }) })
