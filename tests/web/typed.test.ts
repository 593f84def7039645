import { describe, expect, test } from 'vitest'
import type { FactUnit, FactValue } from '../../src/core/facts.ts'
import { standsOn } from '../../src/sources/stands.ts'
import { corrected } from '../../src/web/inbox/content/revised.ts'
import { typedValue } from '../../src/web/inbox/content/typed.ts'

describe('what an editor types', () => {
  test.each<[FactUnit, string, FactValue['value']]>([
    ['eur', '30,46', 30.46], ['eur', '€ 30.46', 30.46], ['eur', '1.234,50 euro', 1234.5], ['eur', '1,234.50', 1234.5], ['eur', '1.000', 1000], ['eur', '0', 0],
    // Three figures after a mark are thousands, whichever the mark; what comes of it is shown before it counts.
    ['eur', '30,465', 30465],
    ['days', ' 60 ', 60], ['number', '2,5', 2.5], ['number', '0,125', 0.125], ['phone', '+39 055 123456', '+39 055 123456'], ['phone', '112', '112'],
    ['url', 'https://www.comune.example.it/pagina', 'https://www.comune.example.it/pagina'], ['email', 'ufficio@comune.example.it', 'ufficio@comune.example.it'],
    ['text', 'dal  lunedì\nal venerdì', 'dal lunedì al venerdì'], ['rule', '', true],
  ])('%s «%s» is %s', (unit, text, value) => expect(typedValue({ unit }, text)).toEqual({ value }))
  test.each<[FactUnit, string, string]>([
    ['eur', 'quaranta', 'eur'], ['eur', '30,4655', 'eur'], ['eur', '-3', 'eur'], ['days', '2,5', 'whole'], ['number', '1.2.3', 'number'], ['phone', 'chiedere', 'phone'],
    ['url', 'www.comune.example.it', 'url'], ['url', 'javascript:alert(1)', 'url'], ['email', 'ufficio', 'email'], ['text', '  ', 'empty'],
  ])('%s «%s» is refused: %s', (unit, text, problem) => expect(typedValue({ unit }, text)).toEqual({ problem }))
})

describe('a value among others', () => {
  const source = { publisher: 'Ufficio', url: null, institutional: true, indirect: false, seen: null }
  const from = (value: number, validFrom: string | null, validUntil: string | null = null): FactValue => ({ value, validFrom, validUntil, source, readOn: '2026-11-24', confidence: 'high', verify: null })
  const told = (values: readonly FactValue[]) => values.map((v) => [v.value, v.validFrom, v.validUntil])
  const PLANNED = [from(30, null, '2026-12-31'), from(40, '2027-01-01')]

  test('that begins later ends the one before it the day before', () => {
    expect(told(corrected({ values: [from(30, null)] }, from(50, '2027-02-01')))).toEqual([[30, null, '2027-01-31'], [50, '2027-02-01', null]])
  })
  test('that counts at once takes the present one’s place, and does not give it back when it ends', () => {
    expect(told(corrected({ values: [from(30, null)] }, from(50, null, '2027-06-30')))).toEqual([[50, null, '2027-06-30']])
  })
  test('leaves what was to follow it', () => {
    expect(told(corrected({ values: PLANNED }, from(35, null, '2026-12-31')))).toEqual([[35, null, '2026-12-31'], [40, '2027-01-01', null]])
    expect(told(corrected({ values: PLANNED }, from(45, '2027-01-01')))).toEqual([[30, null, '2026-12-31'], [45, '2027-01-01', null]])
  })
})

describe('whether a value stands on a page', () => {
  test.each<[string, FactValue['value'], FactUnit, boolean | null]>([
    ['Costa 30,46 euro', 30.46, 'eur', true], ['Costa 130,46 euro', 30.46, 'eur', false], ['Costa 40,00 euro', 40, 'eur', true], ['Costa 40,50 euro', 40, 'eur', false],
    ['Reddito 7.101,12', 7101.12, 'eur', true], ['entro sessanta giorni', 60, 'days', true], ['entro 160 giorni', 60, 'days', false], ['dura due anni', 24, 'months', true],
    ['Tel. 055/276.7078', '055 2767078', 'phone', true], ['Via  Roma 1', 'via roma 1', 'address', true], ['altro', true, 'rule', null], ['altro', 'https://a.example', 'url', null],
  ])('«%s»: %s %s', (text, value, unit, stands) => expect(standsOn(text, value, unit, { sessanta: 60, due: 2 })).toBe(stands))
})
