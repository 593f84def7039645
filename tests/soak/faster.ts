import { syncBuiltinESMExports } from 'node:module'
import promised from 'node:timers/promises'

/** Hours that pass faster, for the whole process: waits, limits and clocks alike. Imported before everything else. */
const speed = Number(process.env.SOAK_SPEED ?? 1)

const shorter = <Given extends unknown[], Out>(wait: (run: never, milliseconds?: number, ...given: Given) => Out) =>
  (run: never, milliseconds = 0, ...given: Given): Out => wait(run, milliseconds / speed, ...given)
globalThis.setTimeout = Object.assign(shorter(globalThis.setTimeout as never), globalThis.setTimeout) as never
globalThis.setInterval = Object.assign(shorter(globalThis.setInterval as never), globalThis.setInterval) as never

const { timeout } = AbortSignal
AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, Math.max(1, Math.round(milliseconds / speed)))

const { now } = performance
performance.now = () => now.call(performance) * speed

const wait = promised.setTimeout
promised.setTimeout = ((milliseconds = 0, ...given: []) => wait(milliseconds / speed, ...given)) as typeof wait
syncBuiltinESMExports()
