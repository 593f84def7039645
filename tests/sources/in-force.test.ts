import { describe, expect, test } from 'vitest'
import { inForce } from '../../src/content/in-force.ts'
import type { Content } from '../../src/core/content.ts'
import { DOUBT, type Fact, factOn, type FactRevision, type FactValue } from '../../src/core/facts.ts'

const TODAY = '2026-11-24'
const URL = 'https://questura.example/costi'
const source = { publisher: 'Questura', url: `${URL}#tabella`, institutional: true, indirect: false, seen: '2026-11-20' }
const value = (amount: number, readOn: string, more: Partial<FactValue> = {}): FactValue => ({ value: amount, validFrom: null, validUntil: null, source, readOn, confidence: 'high', verify: null, ...more })
const fact = (...values: FactValue[]): Fact => ({ name: 'permit.fee', unit: 'eur', recheckBy: '2027-02-01', values, checking: false })
const contentOf = (one: Fact): Content => ({ version: 'file', facts: { [one.name]: one, other: { ...fact(value(1, '2026-11-20', { source: { ...source, url: null } })), name: 'other' } } }) as unknown as Content

let ids = 0
const said = (kind: FactRevision['kind'], at: string, ...values: FactValue[]): FactRevision => ({ id: String(++ids).padStart(4, '0'), fact: 'permit.fee', at, by: 'anna', byName: 'Anna', kind, values, note: null })
const read = (day: string): FactValue => value(30, day)
const corrected = (at: string, amount: number, day = at.slice(0, 10)): FactRevision => said('corrected', at, value(amount, day))
const confirmed = (at: string): FactRevision => said('confirmed', at, read(at.slice(0, 10)))
const undone = (at: string): FactRevision => said('undone', at)

type Case = readonly [what: string, file: Fact, revisions: readonly FactRevision[], changedAt: string | null, amount: number, certainty: 'confirmed' | 'being-checked']

const CASES: readonly Case[] = [
  ['the file alone', fact(read('2026-11-20')), [], null, 30, 'confirmed'],
  ['a correction after the file', fact(read('2026-11-20')), [corrected('2026-11-22T10:00:00.000Z', 40)], null, 40, 'confirmed'],
  ['a correction on the day on which the file was read', fact(read('2026-11-22')), [corrected('2026-11-22T10:00:00.000Z', 40)], null, 40, 'confirmed'],
  ['a file that was read on a later day', fact(read('2026-11-23')), [corrected('2026-11-22T10:00:00.000Z', 40)], null, 30, 'confirmed'],
  ['a later day begins in Italy before it does in UTC', fact(read('2026-11-23')), [corrected('2026-11-22T23:30:00.000Z', 40)], null, 40, 'confirmed'],
  ['of two corrections the newest', fact(read('2026-11-20')), [corrected('2026-11-21T10:00:00.000Z', 40), corrected('2026-11-22T10:00:00.000Z', 50)], null, 50, 'confirmed'],
  ['the newest undone: the one before', fact(read('2026-11-20')), [corrected('2026-11-21T10:00:00.000Z', 40), corrected('2026-11-22T10:00:00.000Z', 50), undone('2026-11-22T11:00:00.000Z')], null, 40, 'confirmed'],
  ['all undone: the file', fact(read('2026-11-20')), [corrected('2026-11-21T10:00:00.000Z', 40), undone('2026-11-22T11:00:00.000Z'), undone('2026-11-22T12:00:00.000Z')], null, 30, 'confirmed'],
  ['a correction after an undone one', fact(read('2026-11-20')), [corrected('2026-11-21T10:00:00.000Z', 40), undone('2026-11-22T11:00:00.000Z'), corrected('2026-11-22T12:00:00.000Z', 60)], null, 60, 'confirmed'],
  ['a page that changed after the file was read', fact(read('2026-11-20')), [], '2026-11-23T02:10:00.000Z', 30, 'being-checked'],
  ['a page that changed before the file was read', fact(read('2026-11-23')), [], '2026-11-22T02:10:00.000Z', 30, 'confirmed'],
  ['a file that was read on the day of the change', fact(read('2026-11-23')), [], '2026-11-23T02:10:00.000Z', 30, 'confirmed'],
  ['a confirmation after the change', fact(read('2026-11-20')), [confirmed('2026-11-23T09:00:00.000Z')], '2026-11-23T02:10:00.000Z', 30, 'confirmed'],
  ['a change after the confirmation, the next night', fact(read('2026-11-20')), [confirmed('2026-11-23T09:00:00.000Z')], '2026-11-24T02:10:00.000Z', 30, 'being-checked'],
  ['a confirmation that was undone', fact(read('2026-11-20')), [confirmed('2026-11-23T09:00:00.000Z'), undone('2026-11-23T09:05:00.000Z')], '2026-11-23T02:10:00.000Z', 30, 'being-checked'],
  ['a correction that rests on an older reading is no doubt after it was made', fact(read('2026-11-20')), [corrected('2026-11-23T09:00:00.000Z', 40, '2026-11-21')], '2026-11-23T02:10:00.000Z', 40, 'confirmed'],
  ['a page of another fact’s value', fact(value(30, '2026-11-20', { source: { ...source, url: 'https://altro.example/' } })), [], '2026-11-23T02:10:00.000Z', 30, 'confirmed'],
  ['a page of a value that is not today’s', fact(read('2026-11-20'), value(70, '2026-11-20', { validFrom: '2027-01-01', source: { ...source, url: URL } })), [], null, 30, 'confirmed'],
  ['a correction that has run out: the file, and a doubt', fact(read('2026-11-20')), [said('corrected', '2026-11-22T10:00:00.000Z', value(40, '2026-11-22', { validUntil: '2026-11-23' }))], null, 30, 'being-checked'],
  ['a correction without values: the file, and a doubt', fact(read('2026-11-20')), [said('corrected', '2026-11-22T10:00:00.000Z')], null, 30, 'being-checked'],
]

describe('the facts in force', () => {
  test.each(CASES)('%s', (_, file, revisions, changedAt, amount, certainty) => {
    const { facts } = inForce(contentOf(file), revisions, [{ url: URL, changedAt }, { url: 'https://nobody.example/', changedAt: '2026-11-24T02:00:00.000Z' }], TODAY)
    expect(facts['permit.fee'] && factOn(facts['permit.fee'], TODAY)).toMatchObject({ value: amount, certainty })
  })
  test('where nothing is new the content is the very same', () => {
    const content = contentOf(fact(read('2026-11-20')))
    expect(inForce(content, [], [{ url: URL, changedAt: null }], TODAY)).toBe(content)
  })
  test('the version is another with every change, and the same for the same', () => {
    const content = contentOf(fact(read('2026-11-20')))
    const version = (revisions: readonly FactRevision[], changedAt: string | null): string => inForce(content, revisions, [{ url: URL, changedAt }], TODAY).version
    const one = corrected('2026-11-22T10:00:00.000Z', 40)
    const versions = [version([], null), version([], '2026-11-23T02:10:00.000Z'), version([one], null), version([one], '2026-11-23T02:10:00.000Z')]
    expect(new Set(versions).size).toBe(4)
    expect(version([one], null)).toBe(versions[2])
  })
  // A fact may be renamed or taken out of the files after an editor spoke of it. `constructor`, a name that every object has, must not find one.
  test('a revision that outlives its fact leaves the content as it is', () => {
    const content = contentOf(fact(read('2026-11-20')))
    expect(inForce(content, [{ ...corrected('2026-11-22T10:00:00.000Z', 40), fact: 'constructor' }], [], TODAY)).toBe(content)
  })
  test('a fact without a value today stays an alarm', () => {
    const ended = fact(value(30, '2026-11-20', { validUntil: '2026-11-01' }))
    const { facts } = inForce(contentOf(ended), [], [{ url: URL, changedAt: '2026-11-23T02:10:00.000Z' }], TODAY)
    expect(facts['permit.fee'] && factOn(facts['permit.fee'], TODAY)).toBeNull()
  })
  test('to be checked is worse than every other doubt', () => expect(Object.entries(DOUBT).sort(([, a], [, b]) => b - a)[0]?.[0]).toBe('being-checked'))
})
