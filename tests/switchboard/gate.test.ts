import { expect, test } from 'vitest'
import { createGate } from '../../src/switchboard/gate.ts'
import { createPace } from '../../src/switchboard/pace.ts'

test('of one account so many are on their way at a time, of another as many, and all get through in their order', async () => {
  const gate = createGate(2)
  let most = 0
  const inside = new Map<string, number>()
  const done: string[] = []
  const work = (account: string, name: string) => gate(account, async () => {
    inside.set(account, (inside.get(account) ?? 0) + 1)
    most = Math.max(most, ...inside.values())
    await new Promise((go) => setTimeout(go, 2))
    inside.set(account, (inside.get(account) ?? 0) - 1)
    done.push(name)
    if (name === '三') throw new Error('away')
  })
  const all = await Promise.allSettled(['一', '二', '三', '四', '五'].flatMap((name) => [work('telegram 1', name), work('telegram 2', `${name} 🙂`)]))
  expect([most, all.filter((r) => r.status === 'rejected').length]).toEqual([2, 1])
  expect(done.filter((name) => !name.includes('🙂'))).toEqual(['一', '二', '三', '四', '五'])
})

test('a pace counts each minute anew, and says once that it was passed', () => {
  const time = { now: 0 }
  const pace = createPace(2, () => time.now)
  expect([1, 2, 3, 4].map(() => pace('李'))).toMatchObject([{ isOver: false, first: false }, { isOver: false, first: false }, { isOver: true, first: true }, { isOver: true, first: false }])
  expect(pace('علي').isOver).toBe(false)
  time.now = 60_000
  expect(pace('李').isOver).toBe(false)
})
