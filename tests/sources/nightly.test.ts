import { describe, expect, test, vi } from 'vitest'
import { createNightly, type NightlyOptions } from '../../src/sources/nightly.ts'
import type { Counts, Round } from '../../src/sources/watch.ts'

const COUNTS: Counts = { checked: 3, changed: 1, moved: 0, gone: 0, unreachable: 1 }

/** Nights on a wall that a test turns; `rounds` are those that were begun. */
function nights(run: (round: Round) => Promise<Counts> = async () => COUNTS, part: Partial<NightlyOptions> = {}) {
  const wall = { today: '2026-11-22', time: '03:00' }
  const rounds: Round[] = []
  const lines: unknown[] = []
  let found = 0
  const nightly = createNightly({
    load: async () => (round) => {
      rounds.push(round)
      return run(round)
    },
    pages: [{ url: 'https://a.example/', part: null }], local: () => ({ ...wall }), found: async () => void found++,
    log: { info: (data, message) => void lines.push([data, message]), error: (_, message) => void lines.push(message) }, ...part,
  })
  const settled = () => new Promise((done) => setTimeout(done, 20))
  return { nightly, wall, rounds, lines, found: () => found, settled }
}

describe('by night', () => {
  test.each([['01:59', 0], ['02:00', 1], ['04:59', 1], ['05:00', 0], ['14:30', 0]])('at %s there are %i rounds', async (time, count) => {
    const n = nights()
    n.wall.time = time
    n.nightly.wake()
    await n.settled()
    expect(n.rounds).toHaveLength(count)
  })
  test('the pages are looked at once, whatever woke it, and again in the next night', async () => {
    const n = nights()
    for (let i = 0; i < 5; i++) {
      n.nightly.wake()
      await n.settled()
    }
    expect(n.rounds).toHaveLength(1)
    expect(n.rounds[0]).toMatchObject({ pages: [{ url: 'https://a.example/', part: null }], all: false })
    n.wall.today = '2026-11-23'
    n.nightly.wake()
    await n.settled()
    expect(n.rounds).toHaveLength(2)
  })
  test('one line tells what was found, which counts from then on', async () => {
    const n = nights()
    n.nightly.wake()
    await vi.waitFor(() => expect(n.found()).toBe(1))
    expect(n.lines).toEqual([[COUNTS, 'the sources of facts were looked at']])
  })
  test('who wakes it never waits, and is not told of a failure', async () => {
    const n = nights(async () => { throw new Error('disk') })
    expect(n.nightly.wake()).toBeUndefined()
    await n.settled()
    expect(n.lines).toEqual(['the sources of facts could not be looked at'])
  })
  test('a round that is still under way at five takes no new page', async () => {
    const n = nights((round) => new Promise((done) => round.signal.addEventListener('abort', () => done(COUNTS))))
    n.nightly.wake()
    await n.settled()
    expect(n.rounds[0]?.goesOn?.()).toBe(true)
    n.wall.time = '05:00'
    expect(n.rounds[0]?.goesOn?.()).toBe(false)
    await n.nightly.stop()
  })
  test('stopping ends the round, says nothing, and none begins any more', async () => {
    const n = nights((round) => new Promise((_, failed) => round.signal.addEventListener('abort', () => failed(new Error('aborted')))))
    n.nightly.wake()
    await n.settled()
    await n.nightly.stop()
    n.wall.today = '2026-11-23'
    n.nightly.wake()
    await n.settled()
    expect([n.rounds.length, n.lines]).toEqual([1, []])
  })
})
