import { expect, test } from 'vitest'
import { soakOptions } from './soak/options.ts'
import { soak } from './soak/soak.ts'
import { badness, printSoak } from './soak/table.ts'

/** The first desk after the examples changed learns them. */
const MOST = 480_000

test('a thousand messages on every channel at once in bad weather: none is lost, doubled or out of order', { timeout: MOST }, async () => {
  const soaked = await soak(soakOptions({ messages: 1000, seed: 7 }))
  printSoak(soaked)
  expect(soaked.examples).toEqual([])
  expect(badness(soaked)).toBe(0)
  expect(Object.values(soaked.lines).every(({ received, answered, replies, handedOver }) => received > 0 && answered > 0 && replies > 0 && handedOver > 0), 'every channel was used to its end').toBe(true)
})
