import { expect, describe, test } from 'vitest'
import { failedFor } from '../../../src/channels/whatsapp/codes.ts'

const NOW = Date.parse('2026-11-24T09:00:00.000Z')
const now = () => NOW

describe('what each code means', () => {
  test.each<[string, string, readonly number[]]>([
    ['the whole number is refused', 'pause', [0, 190, 3, 10, 200, 230, 299, 131005, 131048, 368, 131031, 130497, 131042, 33, 133010, 131045, 131037]],
    ['it is tried again, and counted', 'retry', [1, 2, 131000, 131016, 133004, 131052, 131053]],
    ['it waits until she writes', 'hold', [131047, 470]],
    ['nothing reaches her', 'unreachable', [131026]],
    ['it will never go', 'permanent', [100, 131008, 131009, 131021, 131030, 131049, 130472, 131050, 131051, 131062, 132000, 132001, 132005, 132012, 132015, 132016, 999_999]],
  ])('%s', (_, kind, codes) => {
    expect(codes.map((code) => [code, failedFor({ code }, now).kind])).toEqual(codes.map((code) => [code, kind]))
  })
  test.each([[4, '09:01:00'], [80007, '09:01:00'], [130429, '09:00:05'], [131056, '09:00:06'], [131057, '09:05:00']])('%i is tried again at a time of its own', (code, at) => {
    expect(failedFor({ code }, now)).toMatchObject({ kind: 'retry', retryAt: `2026-11-24T${at}.000Z` })
  })
  test('the time that an answer names goes before the usual one', () => {
    expect(failedFor({ code: 130429, after: 40 }, now)).toMatchObject({ retryAt: '2026-11-24T09:00:40.000Z' })
  })
  test('a number that does not exist is not the fault of a message', () => {
    expect(failedFor({ code: 100, subcode: 33 }, now)).toMatchObject({ kind: 'pause' })
  })
  test.each([[503, 'retry'], [429, 'retry'], [401, 'pause'], [403, 'pause'], [400, 'permanent']])('an unknown code with %i', (status, kind) => {
    expect(failedFor({ code: 777_777, status }, now).kind).toBe(kind)
  })
})
