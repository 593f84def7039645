import { expect, test } from 'vitest'
import { createCalls } from '../../../src/channels/telephone/calls.ts'
import { openExchange } from '../../../src/channels/telephone/exchange.ts'

const MINUTE = 60_000
const LI = '+393331234567'

function calls() {
  let now = 1_764_000_000_000
  return { all: createCalls('+390550000001', () => now), passes: (milliseconds: number): void => void (now += milliseconds) }
}

test('a call is found by its id and by her number, until it ends', () => {
  const { all } = calls()
  const call = all.begin('one', LI, 0)
  expect([all.find('one'), all.at(LI), call.from.address]).toEqual([call, call, LI])
  all.end('one')
  expect([all.find('one'), all.at(LI), all.size()]).toEqual([null, undefined, 0])
})

test('one whose end nobody told is forgotten', () => {
  const { all, passes } = calls()
  all.begin('one', LI, 0)
  passes(14 * MINUTE)
  expect(all.find('one')).not.toBeNull()
  passes(16 * MINUTE)
  expect([all.find('one'), all.at(LI)]).toEqual([null, undefined])
  all.begin('two', LI, 0)
  expect(all.size()).toBe(1)
})

test('who rings again a little later is the same person; at the same moment it is another', () => {
  const { all, passes } = calls()
  all.begin('one', LI, 0)
  expect(all.begin('two', LI, 0).from.address).toBe('call:two')
  passes(2 * MINUTE)
  expect(all.begin('three', LI, 0).from.address).toBe(LI)
})

test('who was told goodbye is not listening', () => {
  const { all } = calls()
  all.begin('one', LI, 0).over = true
  expect(all.at(LI)).toBeUndefined()
  expect(all.begin('two', LI, 0).from.address).toBe(LI)
})

test('the call that waits for words is told them first', () => {
  const { all, passes } = calls()
  const waits = all.begin('one', LI, 0)
  waits.exchange = openExchange(1_000)
  passes(2 * MINUTE)
  all.begin('two', LI, 0)
  expect(all.at(LI)?.id).toBe('one')
  all.clear()
})

test('a flood of calls pushes out the oldest, and memory stays what it was', () => {
  const { all } = calls()
  for (let i = 0; i < 3_000; i++) all.begin(`call-${i}`, null, 0)
  expect(all.size()).toBeLessThanOrEqual(2_000)
  expect(all.find('call-2999')).not.toBeNull()
})
