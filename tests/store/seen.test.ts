import { describe, expect, test } from 'vitest'
import { createSeen } from '../../src/store/postgres/seen.ts'

describe('how far a process knows each conversation', () => {
  test('only what is further is news', () => {
    const seen = createSeen(() => 0)
    expect([seen.note('one', 3), seen.note('one', 3), seen.note('one', 2), seen.note('one', 4), seen.note('two', 1)]).toEqual([true, false, false, true, true])
  })
  test('a change without an entry takes nothing back', () => {
    const seen = createSeen(() => 0)
    seen.note('one', 3)
    seen.note('one', 0)
    expect(seen.note('one', 3)).toBe(false)
  })
  test('what was noted long ago is forgotten, what was noted again is not', () => {
    let now = 0
    const seen = createSeen(() => now++)
    seen.note('old', 1)
    seen.note('kept', 1)
    seen.note('kept', 2)
    seen.forget(2)
    expect([seen.note('kept', 2), seen.note('old', 1)]).toEqual([false, true])
  })
  test('a flood does not fill the memory: the oldest go first', () => {
    const seen = createSeen(() => 0)
    for (let i = 0; i <= 20_000; i++) seen.note(`c${i}`, 1)
    expect([seen.note('c20000', 1), seen.note('c0', 1)]).toEqual([false, true])
  })
})
