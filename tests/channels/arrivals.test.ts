import { describe, expect, test } from 'vitest'
import { NotNow } from '../../src/channels/channel.ts'
import { createArrivals } from '../../src/channels/arrivals.ts'
import { inletOf } from '../support/channels.ts'

describe('what arrives while nothing can be saved', () => {
  test('waits, in order, as long as it takes', async () => {
    const kept: string[] = []
    let full = 20
    const { add } = createArrivals<string>('x', async (arrival) => {
      if (full-- > 0) throw new NotNow(new Error('disk'))
      kept.push(arrival)
    }, inletOf(async () => {}).log, 1)
    for (const said of ['一', 'اثنان', '3️⃣']) add(said)
    await expect.poll(() => kept, { timeout: 10_000 }).toEqual(['一', 'اثنان', '3️⃣'])
  })
  test('one whose own fault it is is given up, and those behind it are kept', async () => {
    const kept: string[] = []
    const inlet = inletOf(async () => {})
    const { add } = createArrivals<string>('x', async (arrival) => {
      if (arrival === '坏') throw new TypeError('unreadable')
      kept.push(arrival)
    }, inlet.log, 1)
    for (const said of ['坏', '好']) add(said)
    await expect.poll(() => kept, { timeout: 10_000 }).toEqual(['好'])
    expect(inlet.warned.at(-1)).toBe('a message was given up')
  })
  test('is bounded, and what is lost is said', async () => {
    const inlet = inletOf(async () => {})
    const { add, stop } = createArrivals<number>('x', async () => { throw new NotNow(new Error('disk')) }, inlet.log, 60_000)
    for (let i = 0; i < 1_002; i++) add(i)
    expect(inlet.warned).toContain('too much waits to be kept: a message is lost')
    await stop()
  })
  test('what was asked for is bounded by the asking: none of it is lost, nor does it leave less room for the others', async () => {
    const kept: number[] = []
    const inlet = inletOf(async () => {})
    const { add, bring } = createArrivals<number>('x', async (n) => void kept.push(n), inlet.log, 1)
    const asked = Array.from({ length: 3_000 }, (_, i) => i)
    for (const n of asked) bring(n)
    add(3_000)
    await expect.poll(() => kept, { timeout: 10_000 }).toEqual([...asked, 3_000])
    expect(inlet.warned).toEqual([])
  })
  test('is not begun any more by a desk that stops', async () => {
    const kept: number[] = []
    const { add, stop } = createArrivals<number>('x', async (n) => void kept.push(n), inletOf(async () => {}).log, 1)
    await stop()
    add(1)
    await new Promise((done) => setTimeout(done, 20))
    expect(kept).toEqual([])
  })
})
