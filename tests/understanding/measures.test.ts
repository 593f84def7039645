import { describe, expect, test } from 'vitest'
import { areaUnderCurve, percentile, reliability, shareOf } from '../../src/understanding/evaluation/measures.ts'

describe('area under the curve: how often one of these scores above one of those', () => {
  test.each([
    ['always', [0.9, 0.8], [0.1, 0.2, 0.3], 1],
    ['never', [0.1], [0.5, 0.9], 0],
    ['half of the time', [0.1, 0.9], [0.5], 0.5],
    ['a tie is half a win', [0.5, 0.5], [0.5, 0.5], 0.5],
    ['two thirds', [0.2, 0.6, 0.8], [0.5], 2 / 3],
  ])('%s', (_name, yes, no, expected) => {
    expect(areaUnderCurve(yes, no)).toBeCloseTo(expected, 12)
  })
  test('of nothing it is not a number', () => {
    expect(areaUnderCurve([], [1])).toBeNaN()
  })
})

describe('reliability: what a score says, and what it keeps', () => {
  test('each band has its own, empty ones are left out, 1 belongs to the last', () => {
    const answers = [{ score: 0.95, right: true }, { score: 1, right: false }, { score: 0.1, right: false }, { score: 0.3, right: true }]
    expect(reliability(answers, [0, 0.2, 0.5, 0.9, 1])).toEqual([
      { from: 0, to: 0.2, texts: 1, said: 0.1, right: 0 },
      { from: 0.2, to: 0.5, texts: 1, said: 0.3, right: 1 },
      { from: 0.9, to: 1, texts: 2, said: 0.975, right: 0.5 },
    ])
  })
})

test('percentiles and shares', () => {
  expect(percentile([5, 1, 3, 2, 4], 0.5)).toBe(3)
  expect(percentile([1], 0.99)).toBe(1)
  expect(shareOf(['披萨', 'بيتزا', '🍕'], (word) => word !== '🍕')).toBeCloseTo(2 / 3)
})
