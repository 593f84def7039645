import { figuresOf, type Figures } from '../figures.ts'

export type Send = (citizen: number, step: number, worker: number) => unknown

/**
 * Every citizen of a range walks all steps, so many messages in flight; thousands of walks interleave, as in life. The first
 * `warmUp` citizens are walked before anything is measured: what the compiler does then belongs to the start of a process.
 */
export async function drive({ citizens, warmUp, steps, inFlight }: Size, send: Send): Promise<Figures> {
  await walk(0, warmUp, steps, inFlight, send)
  const began = performance.now()
  const times = await walk(warmUp, citizens, steps, inFlight, send)
  return figuresOf(times, performance.now() - began)
}

export type Size = { readonly citizens: number; readonly warmUp: number; readonly steps: number; readonly inFlight: number }

async function walk(first: number, citizens: number, steps: number, inFlight: number, send: Send): Promise<number[]> {
  const times: number[] = []
  const underWay = new Map<number, Promise<unknown>>()
  let next = 0
  const worker = async (_: unknown, who: number): Promise<void> => {
    for (let n = next++; n < citizens * steps; n = next++) {
      const citizen = first + (n % citizens)
      // She writes when the one before is answered.
      if (underWay.has(citizen)) await underWay.get(citizen)
      const start = performance.now()
      const sent = send(citizen, Math.floor(n / citizens), who)
      if (inFlight > 1) underWay.set(citizen, Promise.resolve(sent).catch(() => {}).finally(() => underWay.delete(citizen)))
      await sent
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return times
}
