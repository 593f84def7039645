import { describe, expect, it } from 'vitest'
import { compile } from '../../src/content/compile.ts'
import { publicHolidays } from '../../src/content/holidays.ts'
import { addDays, daysBetween } from '../../src/core/dates.ts'
import { factOn as inForce } from '../../src/core/facts.ts'
import { lastDay } from '../../src/core/rules/deadline.ts'
import { rules } from '../../src/core/rules/index.ts'
import type { RuleContext } from '../../src/core/rules/rule.ts'

/** The figures are those of this day: facts are dated, so a later change does not touch these tables. */
const TODAY = '2026-11-22'
const { content } = compile(process.cwd())

const on = (today: string): RuleContext => ({
  today, holidays: content.holidays,
  fact: (name) => {
    const known = content.facts[name]
    const use = known === undefined ? null : inForce(known, TODAY)
    if (use === null) throw new Error(`no fact ${name}`)
    return use
  },
})

describe('every fact that a rule names', () => {
  for (const [name, rule] of Object.entries(rules)) {
    it.each(rule.facts.map((fact) => [fact]))(`${name}: %s has a value today`, (fact) => {
      expect(on(TODAY).fact(fact).value).toBeDefined()
    })
  }
})

describe('renewal-window: asked at least 60 days before (D.Lgs. 286/1998 art. 5 c. 4), 60 days of tolerance after (art. 13 c. 2 lett. b)', () => {
  const EXPIRY = '2027-06-15'
  const at = (day: string, expiry = EXPIRY) => rules['renewal-window'].apply({ expiry }, on(day))

  it.each([
    ['61 days before', -61, 'early'],
    ['60 days before', -60, 'open'],
    ['1 day before', -1, 'open'],
    ['the day itself', 0, 'open'],
    ['1 day after', 1, 'last-days'],
    ['60 days after', 60, 'last-days'],
    ['61 days after: still examined, Cass. SU 7892/2003', 61, 'late'],
    ['ten years after', 3652, 'late'],
  ])('%s', (_name, days, expected) => {
    expect(at(addDays(EXPIRY, days)).case).toBe(expected)
  })

  it.each([
    ['opens on 29 February of a leap year', '2028-04-29', '2028-02-29', '2028-06-28'],
    ['the same day of a common year', '2027-04-29', '2027-02-28', '2027-06-28'],
    ['ends on 29 February of a leap year', '2027-12-31', '2027-11-01', '2028-02-29'],
    ['expires on 29 February', '2028-02-29', '2027-12-31', '2028-04-29'],
    ['across the new year', '2027-01-10', '2026-11-11', '2027-03-11'],
  ])('%s', (_name, expiry, opens, last) => {
    expect(at(TODAY, expiry).params).toEqual({ opens: { date: opens }, expiry: { date: expiry }, last: { date: last } })
  })

  it.each([
    ['early: from when, and the expiry', -100, ['opens', 'expiry']],
    ['open: the expiry and the last day', -10, ['expiry', 'last']],
    ['last days: the expiry and the last day', 10, ['expiry', 'last']],
    ['late: never a day that is past help', 100, ['expiry']],
  ])('shows %s', (_name, days, shown) => {
    const today = addDays(EXPIRY, days)
    const [block] = at(today).blocks
    if (block?.kind !== 'dates') throw new Error('no dates')
    expect(block.rows.map((r) => r.key)).toEqual(shown.map((id) => `rules:renewal-window.${id}`))
    for (const row of block.rows) expect(row.inDays).toBe(daysBetween(today, row.date))
  })

  it('rests on both terms', () => {
    expect(at(TODAY).facts.map((f) => f.name)).toEqual(['permit.renewal.days_before', 'permit.renewal.days_after'])
  })
})

describe('permit-fee: stamp 16, contribution 40/50/100 (D.M. 5 May 2017), card 30.46 (D.M. 10 March 2016), post 30', () => {
  const fee = (kind: string, length: string, holder: string, route: string) => rules['permit-fee'].apply({ kind, length, holder, route }, on(TODAY))

  it.each([
    ['employed-fixed', 'up-to-1y', 'adult', 'kit', 'due', 116.46],
    ['self-employed', 'up-to-1y', 'adult', 'kit', 'due', 116.46],
    ['self-employed', 'up-to-2y', 'adult', 'kit', 'due', 126.46],
    ['family', 'up-to-2y', 'adult', 'kit', 'due', 126.46],
    ['family', 'over-2y', 'adult', 'kit', 'due', 126.46],
    ['study', 'up-to-1y', 'adult', 'questura', 'due', 86.46],
    ['study', 'up-to-2y', 'adult', 'questura', 'due', 96.46],
    ['long-term', 'unknown', 'adult', 'kit', 'due', 176.46],
    ['long-term', 'up-to-1y', 'adult', 'questura', 'due', 146.46],
    ['protection', 'unknown', 'adult', 'kit', 'exempt', 76.46],
    ['protection', 'over-2y', 'adult', 'questura', 'exempt', 46.46],
    ['medical', 'up-to-1y', 'adult', 'questura', 'exempt', 46.46],
    ['medical', 'unknown', 'adult', 'unknown', 'exempt', 46.46],
    ['family', 'unknown', 'minor', 'kit', 'exempt', 76.46],
    ['family', 'up-to-2y', 'minor', 'kit', 'exempt', 76.46],
    ['long-term', 'unknown', 'minor', 'kit', 'exempt', 76.46],
    ['family', 'unknown', 'child', 'kit', 'exempt', 106.92],
    ['long-term', 'up-to-2y', 'child', 'kit', 'exempt', 106.92],
    ['family', 'unknown', 'child', 'questura', 'exempt', 76.92],
  ] as const)('%s, %s, %s, %s: %s, %d', (kind, length, holder, route, name, total) => {
    const result = fee(kind, length, holder, route)
    const [block] = result.blocks
    if (block?.kind !== 'fees') throw new Error('no table')
    expect(result.case).toBe(name)
    expect(result.params).toEqual({ total: { eur: total } })
    expect(block.total).toBe(total)
    expect(block.rows.reduce((cents, r) => cents + Math.round(r.eur * 100), 0)).toBe(Math.round(total * 100))
  })

  it('under 14: the card of the child and the update of the parent, two slips (Questura of Florence, 9 August 2016)', () => {
    const [block] = fee('family', 'unknown', 'child', 'kit').blocks
    if (block?.kind !== 'fees') throw new Error('no table')
    expect(block.rows.map((r) => r.key)).toEqual(['bollo', 'child-card', 'parent-card', 'postal'].map((r) => `rules:permit-fee.${r}`))
  })

  it.each([['unknown'], ['']])('the length is %j: both contributions, no total that might be wrong', (length) => {
    const result = fee('family', length, 'adult', 'kit')
    const [block] = result.blocks
    if (block?.kind !== 'rows') throw new Error('no rows')
    expect(result.case).toBe('depends')
    expect(result.params).toEqual({})
    expect(block.rows.map((r) => r.key)).toEqual(['bollo', 'card', 'postal', 'contribution-up-to-1y', 'contribution-up-to-2y'].map((r) => `rules:permit-fee.${r}`))
  })

  it('more than two years: no source has that bracket, and the fact says so', () => {
    const doubt = fee('family', 'over-2y', 'adult', 'kit').facts.find((f) => f.name === 'permit.fee.contribution.over_two_years')
    expect(doubt?.certainty).toBe('to-be-verified')
  })

  it.each([['protection'], ['medical']])('%s: shows on what the exemption rests (Polizia di Stato)', (kind) => {
    expect(fee(kind, 'unknown', 'adult', 'kit').facts.map((f) => f.name)).toContain('permit.rule.contribution_exempt')
  })
})

type Relatives = Readonly<Record<'spouse' | 'under-14' | 'minors' | 'adult-children' | 'parents', string>>

const NOBODY: Relatives = { spouse: 'no', 'under-14': 'none', minors: 'none', 'adult-children': 'none', parents: 'none' }
const income = (relatives: Partial<Relatives>, today = TODAY) => rules['reunification-income'].apply({ ...NOBODY, ...relatives }, onItsDay(today))

/** Facts as they are in force on the day that is pretended. */
function onItsDay(today: string): RuleContext {
  const fact = (name: string) => {
    const use = inForce(content.facts[name] as never, today)
    if (use === null) throw new Error(`no value of ${name} on ${today}`)
    return use
  }
  return { today, holidays: content.holidays, fact }
}

describe('reunification-income: the assegno sociale and half of it for each relative (D.Lgs. 286/1998 art. 29 c. 3 b; 7,101.12 € in 2026, INPS circular 153/2025)', () => {
  it.each([
    ['a wife', { spouse: 'yes' }, 'sum', 10_651.68],
    ['one child under 14', { 'under-14': 'one' }, 'sum', 10_651.68],
    ['a child of 16', { minors: 'one' }, 'sum', 10_651.68],
    ['a husband and a child of 15', { spouse: 'yes', minors: 'one' }, 'sum', 14_202.24],
    ['both parents', { parents: 'two' }, 'sum', 14_202.24],
    ['three children above 14', { minors: 'three' }, 'sum', 17_752.8],
    ['wife, son of 17, both parents', { spouse: 'yes', minors: 'one', parents: 'two' }, 'sum', 21_303.36],
    ['wife, disabled adult son, son of 17, both parents', { spouse: 'yes', minors: 'one', 'adult-children': 'one', parents: 'two' }, 'sum', 24_853.92],
    ['wife, three children above 14, both parents', { spouse: 'yes', minors: 'three', parents: 'two' }, 'sum', 28_404.48],
    ['two children under 14', { 'under-14': 'two' }, 'children', 14_202.24],
    ['four children under 14', { 'under-14': 'four' }, 'children', 14_202.24],
    ['wife and one child under 14: a person confirms', { spouse: 'yes', 'under-14': 'one' }, 'mixed', 14_202.24],
    ['two under 14 and one of 16: a person confirms', { 'under-14': 'two', minors: 'one' }, 'mixed', 17_752.8],
    ['parents and a child under 14: a person confirms', { 'under-14': 'one', parents: 'two' }, 'mixed', 17_752.8],
    ['a healthy adult child and a wife: only the wife counts', { spouse: 'yes', 'adult-children': 'healthy' }, 'sum', 10_651.68],
    ['parents who do not qualify, and a wife', { spouse: 'yes', parents: 'not' }, 'sum', 10_651.68],
  ] as const)('%s', (_name, relatives, name, total) => {
    const result = income(relatives)
    const [block] = result.blocks
    if (block?.kind !== 'fees') throw new Error('no table')
    expect(result.case).toBe(name)
    expect(result.params).toEqual({ income: { eur: total } })
    expect(block.total).toBe(total)
    expect(block.rows.reduce((cents, r) => cents + Math.round(r.eur * 100), 0)).toBe(Math.round(total * 100))
  })

  it.each([['nobody', {}], ['only an adult child in good health', { 'adult-children': 'healthy' }], ['no answer yet', { spouse: '', 'under-14': '', minors: '', 'adult-children': '', parents: '' }]])('%s: no figure', (_name, relatives) => {
    expect(income(relatives)).toEqual({ case: 'nobody', params: {}, facts: [], blocks: [] })
  })

  it.each([['2026-01-01'], ['2026-12-31']])('on %s it is the year’s', (today) => {
    expect(income({ spouse: 'yes' }, today).params).toEqual({ income: { eur: 10_651.68 } })
  })

  it.each([['2025-12-31'], ['2027-01-01']])('on %s there is no figure: an alarm, never that of another year', (today) => {
    expect(() => income({ spouse: 'yes' }, today)).toThrow('income.social_allowance.year')
  })

  it('agrees with the two figures that the pointer says', () => {
    const said = (name: string) => content.facts[name]?.values[0]?.value
    expect(income({ spouse: 'yes' }).params).toEqual({ income: { eur: said('family.reunification.income.one') } })
    expect(income({ minors: 'two' }).params).toEqual({ income: { eur: said('family.reunification.income.two') } })
  })
})

describe('housing-space: 14 m² each for four, 10 for each more; one room 28 or 38 (D.M. Sanità 5 July 1975 art. 2-3)', () => {
  const space = (people: string) => rules['housing-space'].apply({ people }, on(TODAY))

  it.each([['1', [14, 28]], ['2', [28, 38]], ['3', [42]], ['4', [56]], ['5', [66]], ['6', [76]], ['10', [116]], ['30', [316]]])('%s people: %j m²', (people, metres) => {
    const [block] = space(people).blocks
    if (block?.kind !== 'rows') throw new Error('no rows')
    expect(block.rows.map((r) => (r.value as unknown as { params: { metres: number } }).params.metres)).toEqual(metres)
    expect(space(people).params).toEqual({ people: Number(people) })
  })

  it.each([['0'], ['-1'], ['1.5'], ['31'], ['1000000'], [''], ['四']])('%j people is a slip of the finger', (people) => {
    expect(space(people)).toEqual({ case: 'nobody', params: {}, facts: [], blocks: [] })
  })
})

describe('terms of family reunification, counted on the calendar', () => {
  const term = (from: string, name: string, label: string, today: string) => rules.deadline.apply({ from, term: name, label }, onItsDay(today))

  it.each([
    ['two years of regular stay (art. 29 as changed by L. 187/2024)', '2024-11-25', 'family.reunification.sponsor_years', '2026-11-24', 'ahead', '2026-11-25'],
    ['two years, on the day', '2024-11-24', 'family.reunification.sponsor_years', '2026-11-24', 'today', '2026-11-24'],
    ['two years from a 29 February', '2024-02-29', 'family.reunification.sponsor_years', '2026-11-24', 'past', '2026-02-28'],
    ['150 days for the clearance (DL 146/2025)', '2026-09-01', 'family.reunification.decision_days', '2026-11-24', 'ahead', '2027-01-29'],
    ['150 days, gone by', '2026-06-01', 'family.reunification.decision_days', '2026-11-24', 'past', '2026-10-29'],
    ['8 working days to report (art. 5 c. 2), over the Immacolata', '2026-12-01', 'family.reunification.report_days', '2026-12-02', 'ahead', '2026-12-14'],
  ])('%s', (_name, from, fact, today, expected, day) => {
    const result = term(from, fact, 'family-report', today)
    expect(result.case).toBe(expected)
    expect(result.params).toEqual({ deadline: { date: day } })
  })
})

describe('deadline: the first day does not count (art. 155 c.p.c., art. 2963 c.c.)', () => {
  const holidays = publicHolidays(2024, 2036)
  const day = (from: string, value: number, unit: 'days' | 'working-days' | 'months' | 'years') => lastDay(from, { value, unit }, { holidays })

  it.each([
    ['60 days', '2026-11-22', 60, '2027-01-21'],
    ['60 days over a 29 February', '2028-01-10', 60, '2028-03-10'],
    ['10 days, a holiday as last day stays', '2026-12-15', 10, '2026-12-25'],
    ['no days', '2026-11-22', 0, '2026-11-22'],
  ])('days: %s', (_name, from, count, expected) => {
    expect(day(from, count, 'days')).toBe(expected)
  })

  it.each([
    ['8 over two weekends (D.Lgs. 286/1998 art. 5 c. 2)', '2026-11-06', 8, '2026-11-18'],
    ['8 from a Saturday', '2026-11-07', 8, '2026-11-18'],
    ['1 from a Friday', '2026-11-20', 1, '2026-11-23'],
    ['8 over Easter Monday', '2027-03-24', 8, '2027-04-06'],
    ['8 over 25 April and 1 May', '2028-04-21', 8, '2028-05-05'],
    ['8 over 15 August', '2028-08-11', 8, '2028-08-24'],
    ['1 from Christmas Eve', '2026-12-24', 1, '2026-12-28'],
    ['3 over the Epiphany', '2027-01-04', 3, '2027-01-08'],
  ])('working days: %s', (_name, from, count, expected) => {
    expect(day(from, count, 'working-days')).toBe(expected)
  })

  it.each([
    ['31 January + 1 month', '2027-01-31', 1, 'months', '2027-02-28'],
    ['31 January + 1 month, leap year', '2028-01-31', 1, 'months', '2028-02-29'],
    ['31 August + 6 months', '2026-08-31', 6, 'months', '2027-02-28'],
    ['15 December + 1 month', '2026-12-15', 1, 'months', '2027-01-15'],
    ['29 February + 1 year', '2028-02-29', 1, 'years', '2029-02-28'],
    ['22 November + 10 years', '2026-11-22', 10, 'years', '2036-11-22'],
  ] as const)('months and years: %s', (_name, from, count, unit, expected) => {
    expect(day(from, count, unit)).toBe(expected)
  })

  it.each([
    ['59 days after the renewal', 59, 'ahead', 1],
    ['60 days after', 60, 'today', 0],
    ['61 days after', 61, 'past', -1],
  ] as const)('habitual residence, 60 days (D.P.R. 223/1989 art. 7 c. 3): %s', (_name, days, name, inDays) => {
    const from = '2026-09-01'
    const result = rules.deadline.apply({ from, term: 'residence.habitual.days', label: 'habitual-residence' }, on(addDays(from, days)))
    expect(result.case).toBe(name)
    expect(result.params).toEqual({ deadline: { date: '2026-10-31' } })
    expect(result.blocks).toEqual([{ kind: 'dates', rows: [{ key: 'rules:deadline.habitual-residence', date: '2026-10-31', inDays }] }])
  })
})
